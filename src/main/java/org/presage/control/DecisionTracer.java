/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/**
 * Follows single decisions through their parts. Called from the loops' and the edges'
 * threads; must not block.
 */
public interface DecisionTracer {

	/** Follows none. */
	DecisionTracer NONE = new DecisionTracer() {

		@Override
		public boolean follows(long decisionId) {
			return false;
		}

		@Override
		public void decided(Decision decision, DecisionTimes times) {
		}

		@Override
		public void received(ControlFeedback feedback) {
		}

	};

	/** Whether this decision is one of those that are followed. */
	boolean follows(long decisionId);

	/** A decision that is followed was made. */
	void decided(Decision decision, DecisionTimes times);

	/** Feedback that an actuator received on any decision, now. */
	void received(ControlFeedback feedback);

}
