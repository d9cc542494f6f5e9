/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.function.Consumer;

/**
 * Carries allocations to a node that does not read our answers itself. Called from the
 * loop's thread; must not block.
 */
public interface PrbActuator {

	/**
	 * Sends the allocation of a decision.
	 * @param decision with an allocation
	 * @param receiver receives the node's answer, once, from any thread; not at all if a
	 * newer decision took the place of this one before it was sent, if control must wait,
	 * or if the node was disconnected since
	 */
	void allocate(Decision decision, Consumer<ControlFeedback> receiver);

}
