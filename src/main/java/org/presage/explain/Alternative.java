/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.explain;

import org.presage.base.InvalidInputException;
import org.presage.kpi.Kpi;

/** Another plan that is asked about. */
public sealed interface Alternative {

	/**
	 * The plan that is meant, before it is made admissible.
	 * @param present the present plan, {@code [H]} PRBs
	 * @param action the schema's action, whose range no request may leave
	 * @throws InvalidInputException naming the field, what was expected and what was
	 * found
	 */
	float[] requested(float[] present, Kpi action);

	/**
	 * Allocations, one a step.
	 *
	 * @param prbs {@code [H]}
	 */
	record Absolute(float[] prbs) implements Alternative {

		@Override
		public float[] requested(float[] present, Kpi action) {
			if (this.prbs.length != present.length) {
				throw new InvalidInputException("plan", present.length + " values, one a step", this.prbs.length);
			}
			for (int h = 0; h < this.prbs.length; h++) {
				if (Float.isNaN(this.prbs[h]) || !action.admits(this.prbs[h])) {
					throw new InvalidInputException("plan[" + h + "]",
							action.min() + " to " + action.max() + " " + action.unit(), this.prbs[h]);
				}
			}
			return this.prbs.clone();
		}

	}

	/**
	 * The present plan with its first steps changed in proportion.
	 *
	 * @param percent −100 to 1000; −20 stands for 20 % fewer PRBs
	 * @param steps 1 to H; those after them stay as planned
	 */
	record Relative(double percent, int steps) implements Alternative {

		private static final double MOST = 1000;

		@Override
		public float[] requested(float[] present, Kpi action) {
			if (!(this.percent >= -100 && this.percent <= MOST)) {
				throw new InvalidInputException("change.percent", "-100 to 1000", this.percent);
			}
			if (this.steps < 1 || this.steps > present.length) {
				throw new InvalidInputException("change.steps", "1 to " + present.length + ", the horizon",
						Integer.toUnsignedString(this.steps));
			}
			float[] changed = present.clone();
			for (int h = 0; h < this.steps; h++) {
				changed[h] *= (float) (1 + this.percent / 100);
			}
			return changed;
		}

	}

}
