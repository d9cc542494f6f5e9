/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.List;

/** When a rule applies. */
sealed interface RuleCondition {

	/**
	 * @param frame physical units {@code [F]}, NaN absent: a comparison with an absent
	 * KPI does not hold
	 */
	boolean holds(float[] frame);

	/** The operators, as they are written. */
	enum Operator {

		/** Below. */
		LESS("<"),
		/** At most. */
		AT_MOST("<="),
		/** Above. */
		GREATER(">"),
		/** At least. */
		AT_LEAST(">=");

		private final String sign;

		Operator(String sign) {
			this.sign = sign;
		}

		String sign() {
			return this.sign;
		}

	}

	/** A KPI and a number. */
	record Comparison(int kpi, Operator operator, double value) implements RuleCondition {

		@Override
		public boolean holds(float[] frame) {
			float found = frame[this.kpi];
			return switch (this.operator) {
				case LESS -> found < this.value;
				case AT_MOST -> found <= this.value;
				case GREATER -> found > this.value;
				case AT_LEAST -> found >= this.value;
			};
		}

	}

	/** All of them. */
	record All(List<RuleCondition> parts) implements RuleCondition {

		@Override
		public boolean holds(float[] frame) {
			return this.parts.stream().allMatch((part) -> part.holds(frame));
		}

	}

	/** At least one of them. */
	record Any(List<RuleCondition> parts) implements RuleCondition {

		@Override
		public boolean holds(float[] frame) {
			return this.parts.stream().anyMatch((part) -> part.holds(frame));
		}

	}

}
