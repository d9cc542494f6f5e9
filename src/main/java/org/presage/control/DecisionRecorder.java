/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Keeps decisions. Called from the loops' threads; must not block. */
public interface DecisionRecorder {

	/** Keeps nothing. */
	DecisionRecorder NONE = new DecisionRecorder() {

		@Override
		public boolean wantsInputs() {
			return false;
		}

		@Override
		public void decided(Decision decision, @Nullable PlanInputs inputs, int slice) {
		}

	};

	/** Whether the inputs of plans are to be copied for {@link #decided}. */
	boolean wantsInputs();

	/**
	 * @param inputs of the search, the same object for all slices that were planned
	 * together; null if nothing was planned, or no recorder wants them
	 * @param slice which of them the decision is for, from 0
	 */
	void decided(Decision decision, @Nullable PlanInputs inputs, int slice);

	/** Gives each decision to all of them, in this order. */
	static DecisionRecorder all(List<DecisionRecorder> recorders) {
		DecisionRecorder[] each = recorders.toArray(new DecisionRecorder[0]);
		return new DecisionRecorder() {

			@Override
			public boolean wantsInputs() {
				for (DecisionRecorder one : each) {
					if (one.wantsInputs()) {
						return true;
					}
				}
				return false;
			}

			@Override
			public void decided(Decision decision, @Nullable PlanInputs inputs, int slice) {
				for (DecisionRecorder one : each) {
					one.decided(decision, inputs, slice);
				}
			}

		};
	}

}
