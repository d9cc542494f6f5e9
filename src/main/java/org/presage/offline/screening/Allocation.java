/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

/** PRBs as a rule gives them. */
sealed interface Allocation {

	/**
	 * @param frame physical units {@code [F]}, NaN absent
	 * @param before allocation in force
	 * @return PRBs; NaN if a KPI that it needs is absent
	 */
	float prbs(float[] frame, float before);

	/** What is in force stays. */
	record Hold() implements Allocation {

		@Override
		public float prbs(float[] frame, float before) {
			return before;
		}

	}

	/**
	 * {@code base + gain · KPI}, moved into {@code min..max} and rounded to whole PRBs.
	 *
	 * @param kpi position in the frame; without one ({@link #NO_KPI}) the base alone
	 */
	record Affine(double base, double gain, int kpi, int min, int max) implements Allocation {

		static final int NO_KPI = -1;

		@Override
		public float prbs(float[] frame, float before) {
			double value = this.base + ((this.kpi != NO_KPI) ? this.gain * frame[this.kpi] : 0);
			return Double.isNaN(value) ? Float.NaN : Math.round(Math.clamp(value, this.min, this.max));
		}

	}

}
