/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.e2;

/** A node does not carry out a control that it could read. */
public final class NodeRefusal extends IllegalArgumentException {

	private static final long serialVersionUID = 1;

	/**
	 * @param cause of E2AP, as {@code ricRequest control-failed-to-execute}
	 */
	public NodeRefusal(String cause) {
		super(cause);
	}

}
