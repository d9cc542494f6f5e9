/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.onos;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.presage.ric.onos.v1beta1.Error;

/**
 * What onos-e2t and its nodes do that an xApp must live with, each to be switched while
 * it runs.
 */
public final class Habits {

	private volatile Error.Cause.Ric.@Nullable Type refusal;

	private volatile boolean endsHang;

	private final Set<String> fatal = ConcurrentHashMap.newKeySet();

	/**
	 * The node refuses new subscriptions with this cause; null to take them. The
	 * subscription stays refused, and the node unasked, until all who have asked for it
	 * have unsubscribed.
	 */
	public void refuseSubscriptions(Error.Cause.Ric.@Nullable Type cause) {
		this.refusal = cause;
	}

	/** A subscription never ends: who asks for it again waits for ever. */
	public void hangEnds(boolean hang) {
		this.endsHang = hang;
	}

	/**
	 * Nodes abort on {@code subscription} or {@code control}; they are back when they are
	 * connected again.
	 */
	public void abortOn(String... asks) {
		this.fatal.clear();
		this.fatal.addAll(Set.of(asks));
	}

	Error.Cause.Ric.@Nullable Type refusal() {
		return this.refusal;
	}

	boolean endsHang() {
		return this.endsHang;
	}

	boolean aborts(String ask) {
		return this.fatal.contains(ask);
	}

}
