/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.e2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.presage.e2.control.SliceRatios;
import org.presage.e2.dialect.ControlRules;
import org.presage.e2.sm.common.Snssai;

/**
 * The shares that control has given to the slices of a simulated cell, carried out as the
 * node's dialect says, or by its habits. Thread-safe.
 */
final class SliceShares {

	/** What a node without a slice differentiator has for it, 3GPP TS 23.003. */
	private static final String NO_SD = "ffffff";

	private final ControlRules rules;

	private final ControlHabits habits;

	private final Map<Snssai, Integer> percents = new LinkedHashMap<>();

	SliceShares(ControlRules rules, ControlHabits habits) {
		this.rules = rules;
		this.habits = habits;
	}

	/**
	 * Carries out a message.
	 * @param groups ratios of slices, at least one
	 * @param loaded whether the cell uses nearly all that it is allowed
	 * @return the slices that were named
	 * @throws NodeRefusal if the node does not carry it out
	 */
	synchronized List<Snssai> apply(List<SliceRatios> groups, boolean loaded) {
		if (loaded && this.habits.has(ControlHabit.REFUSE_UNDER_LOAD)) {
			throw new NodeRefusal("ricRequest control-failed-to-execute");
		}
		if (this.habits.has(ControlHabit.REFUSE_DEDICATED_ZERO)
				&& groups.stream().anyMatch((group) -> group.dedicated() == 0)) {
			throw new NodeRefusal("misc unspecified");
		}
		List<SliceRatios> read = this.habits.has(ControlHabit.FIRST_GROUP) ? groups.subList(0, 1) : groups;
		read.forEach((group) -> this.percents.put(changed(group.slice()), group.applied(ratio())));
		return groups.stream().map((group) -> named(group.slice())).toList();
	}

	private ControlRules.Ceiling ratio() {
		if (this.habits.has(ControlHabit.APPLY_MIN)) {
			return ControlRules.Ceiling.MIN;
		}
		if (this.habits.has(ControlHabit.APPLY_DEDICATED)) {
			return ControlRules.Ceiling.DEDICATED;
		}
		return this.habits.has(ControlHabit.APPLY_MAX) ? ControlRules.Ceiling.MAX : this.rules.ceiling();
	}

	private Snssai changed(Snssai slice) {
		Snssai named = named(slice);
		return this.habits.has(ControlHabit.ANOTHER_SLICE) ? new Snssai((named.sst() + 1) % 256, named.sd()) : named;
	}

	private static Snssai named(Snssai slice) {
		return (slice.sd() != null && slice.sd().toString().equals(NO_SD)) ? new Snssai(slice.sst(), null) : slice;
	}

	/** Percent of the carrier by slice, of those that control has changed. */
	synchronized Map<Snssai, Integer> percents() {
		return Map.copyOf(this.percents);
	}

}
