/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.e2;

import org.jspecify.annotations.Nullable;

/** What a peer does wrong. Each can be switched while it runs. */
public final class Faults {

	private volatile @Nullable String refusal;

	private volatile boolean ignoresControl;

	private volatile boolean hangs;

	private volatile boolean stalls;

	private volatile boolean partialTables;

	private volatile boolean emptyTypes;

	/**
	 * Refuses control with a cause of E2AP's RIC kind, as {@code ACTION_NOT_SUPPORTED};
	 * null to carry it out.
	 */
	public void refuseControl(@Nullable String cause) {
		this.refusal = cause;
	}

	/** Acknowledges control and does nothing. */
	public void ignoreControl(boolean ignores) {
		this.ignoresControl = ignores;
	}

	/** Never answers control. */
	public void hangOnControl(boolean hang) {
		this.hangs = hang;
	}

	/** Sends no indications. */
	public void stall(boolean stall) {
		this.stalls = stall;
	}

	/** Sends a partial route table for every new subscription. */
	public void partialTables(boolean partial) {
		this.partialTables = partial;
	}

	/** Has a record without a message type in every full route table. */
	public void emptyTypes(boolean empty) {
		this.emptyTypes = empty;
	}

	/** Cause that control is refused with; null to carry it out. */
	public @Nullable String refusal() {
		return this.refusal;
	}

	/** Whether control is acknowledged and forgotten. */
	public boolean ignoresControl() {
		return this.ignoresControl;
	}

	/** Whether control is never answered. */
	public boolean hangs() {
		return this.hangs;
	}

	/** Whether no indication is sent, while the streams stay open. */
	public boolean stalls() {
		return this.stalls;
	}

	/** Whether every new subscription brings a partial route table. */
	public boolean partialTables() {
		return this.partialTables;
	}

	/** Whether full route tables have a record without a message type. */
	public boolean emptyTypes() {
		return this.emptyTypes;
	}

}
