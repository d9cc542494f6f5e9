/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/** Result of a decision that was to be carried out. */
public enum ControlStage {

	/**
	 * On its way; a node that does not acknowledge stays here until its reports show it.
	 */
	SENT,
	/** The node says that it has done it. */
	ACKNOWLEDGED,
	/** The node, or what stands before it, refused. */
	REFUSED,
	/** Nobody answered in time. */
	TIMED_OUT,
	/** The node's reports show it. */
	TOOK_EFFECT,
	/** The node's reports show that nothing changed. */
	NO_EFFECT

}
