/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/** Keeps decisions. Called from the loops' threads; must not block. */
public interface DecisionRecorder {

	/** Keeps nothing. */
	DecisionRecorder NONE = new DecisionRecorder() {

		@Override
		public boolean wantsInputs() {
			return false;
		}

		@Override
		public void held(Decision decision) {
		}

		@Override
		public void planned(Decision decision, PlanInputs inputs, int slice) {
		}

	};

	/** Whether {@link #planned} is called; without, no inputs are copied. */
	boolean wantsInputs();

	void held(Decision decision);

	/**
	 * @param inputs of the search, the same object for all slices that were planned
	 * together
	 * @param slice which of them the decision is for, from 0
	 */
	void planned(Decision decision, PlanInputs inputs, int slice);

}
