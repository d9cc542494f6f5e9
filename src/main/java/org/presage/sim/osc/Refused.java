/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

/** A subscription that did not come to be. */
public final class Refused extends Exception {

	private static final long serialVersionUID = 1L;

	private final String source;

	private final String timeout;

	/** By the node. */
	public Refused(String cause) {
		this(cause, "E2Node", "");
	}

	private Refused(String cause, String source, String timeout) {
		super(cause);
		this.source = source;
		this.timeout = timeout;
	}

	/** Because the node never answered. */
	public static Refused timedOut() {
		return new Refused("E2 RICSubscriptionResponse timeout", "SUBMGR", "E2-Timeout");
	}

	/** ErrorCause of the notice. */
	public String cause() {
		return String.valueOf(getMessage());
	}

	/** ErrorSource of the notice. */
	public String source() {
		return this.source;
	}

	/** TimeoutType of the notice; empty without. */
	public String timeout() {
		return this.timeout;
	}

}
