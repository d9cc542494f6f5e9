package org.presage.sim.e2;

import org.jspecify.annotations.Nullable;

/** What a peer does wrong. Each can be switched while it runs. */
public final class Faults {

	private volatile @Nullable String refusal;

	private volatile boolean ignoresControl;

	private volatile boolean hangs;

	private volatile boolean stalls;

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

}
