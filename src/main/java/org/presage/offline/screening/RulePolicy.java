/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.Arrays;
import java.util.List;

/**
 * The first rule whose condition holds decides; asked again at every step with the means
 * that the model imagines.
 *
 * @param otherwise where no rule decides
 */
record RulePolicy(String name, List<Rule> rules, Allocation otherwise) implements ScreenedPolicy {

	/**
	 * One rule.
	 *
	 * @param when it applies
	 * @param then what it gives; without a value for want of a KPI, the next rule is
	 * asked
	 */
	record Rule(RuleCondition when, Allocation then) {
	}

	@Override
	public boolean reacts() {
		return true;
	}

	@Override
	public void decide(Situation situation, int step, float[] frame, float[] plan, int offset) {
		float before = (step > 0) ? plan[offset + step - 1] : situation.inForce();
		Arrays.fill(plan, offset + step, offset + situation.horizon(), prbs(frame, before));
	}

	private float prbs(float[] frame, float before) {
		for (Rule rule : this.rules) {
			if (rule.when.holds(frame)) {
				float prbs = rule.then.prbs(frame, before);
				if (!Float.isNaN(prbs)) {
					return prbs;
				}
			}
		}
		float prbs = this.otherwise.prbs(frame, before);
		return Float.isNaN(prbs) ? before : prbs;
	}

}
