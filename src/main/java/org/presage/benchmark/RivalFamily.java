/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A policy with a knob: its default setting and others.
 *
 * @param name of its curve
 * @param policy name of its default setting in tables
 * @param standard the default
 * @param others the knob turned
 */
record RivalFamily(String name, String policy, Setting standard, List<Setting> others) {

	/** One whose default setting has no name of its own. */
	RivalFamily(String name, Setting standard, List<Setting> others) {
		this(name, name, standard, others);
	}

	/**
	 * A setting of a knob.
	 *
	 * @param knob NaN for a policy without one
	 * @param policy makes one for a run
	 * @param cost of a run, beside one of a rule
	 */
	record Setting(double knob, Supplier<AllocationPolicy> policy, double cost) {
	}

	/** All settings, the default first. */
	List<Setting> settings() {
		return Stream.concat(Stream.of(this.standard), this.others.stream()).toList();
	}

	/** The same without other settings than the default. */
	RivalFamily alone() {
		return new RivalFamily(this.name, this.policy, this.standard, List.of());
	}

	/** What a run of each setting on each network costs. */
	double cost(int networks) {
		return networks * settings().stream().mapToDouble(Setting::cost).sum();
	}

	/**
	 * What was achieved.
	 *
	 * @param family the policy
	 * @param outcomes one a network, for each of {@link #settings}
	 */
	record Outcomes(RivalFamily family, List<List<LoopOutcome>> outcomes) {

		List<LoopOutcome> standard() {
			return this.outcomes.getFirst();
		}

	}

	/** Whether it is a family of {@link StationaryRule}. */
	boolean isRule() {
		return this.name.equals(RivalFamilies.CONSTANT) || this.name.equals(RivalFamilies.BUFFER);
	}

	/**
	 * For each network the outcome of the rule with the highest reward, in hindsight.
	 */
	static List<LoopOutcome> bestRule(List<Outcomes> all) {
		List<LoopOutcome> best = new ArrayList<>();
		for (Outcomes family : all) {
			for (List<LoopOutcome> setting : family.family().isRule() ? family.outcomes()
					: List.<List<LoopOutcome>>of()) {
				for (int n = 0; n < setting.size(); n++) {
					if (best.size() <= n) {
						best.add(setting.get(n));
					}
					else if (reward(setting.get(n)) > reward(best.get(n))) {
						best.set(n, setting.get(n));
					}
				}
			}
		}
		return best;
	}

	static double reward(LoopOutcome outcome) {
		return outcome.mean(LoopOutcome.Slice::reward);
	}

}
