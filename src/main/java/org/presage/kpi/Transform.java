/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

/**
 * How a physical value is bent before it is standardised, so that its distribution is
 * closer to a Gaussian. Every transform is strictly increasing: quantiles survive it.
 */
public enum Transform {

	/** The value itself. */
	IDENTITY {
		@Override
		public double apply(double physical) {
			return physical;
		}

		@Override
		public double invert(double transformed) {
			return transformed;
		}
	},

	/**
	 * {@code ln(1 + x)}, for non-negative quantities that span decades (bytes,
	 * milliseconds).
	 */
	LOG1P {
		@Override
		public double apply(double physical) {
			return Math.log1p(Math.max(physical, 0));
		}

		@Override
		public double invert(double transformed) {
			return Math.expm1(transformed);
		}
	};

	public abstract double apply(double physical);

	public abstract double invert(double transformed);

}
