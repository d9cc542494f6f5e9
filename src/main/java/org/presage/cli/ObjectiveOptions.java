/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import org.presage.control.ControlSettings;
import org.presage.control.KpiLimit;
import org.presage.control.Objective;
import org.presage.planner.ActionSpace;

/** Another objective than the model's own, as an operator would set it. */
final class ObjectiveOptions {

	/** That {@code presage.reward.limits} has where nothing is said. */
	private static final double EPSILON = 0.05;

	@Option(names = "--weight", paramLabel = "KPI=W",
			description = "Weight of a KPI or of the action per train standard deviation (default: the model's).")
	private Map<String, Double> weights = new HashMap<>();

	@Option(names = "--at-most", paramLabel = "KPI=VALUE",
			description = "Keep a KPI at or below this value with a probability of 95 %%.")
	private Map<String, Double> most = new HashMap<>();

	@Option(names = "--at-least", paramLabel = "KPI=VALUE",
			description = "Keep a KPI at or above this value with a probability of 95 %%.")
	private Map<String, Double> least = new HashMap<>();

	@Option(names = "--min-prbs", paramLabel = "N", description = "Give no fewer PRBs.")
	private @Nullable Integer minPrbs;

	@Option(names = "--max-prbs", paramLabel = "N", description = "Give no more PRBs.")
	private @Nullable Integer maxPrbs;

	@Option(names = "--max-step", paramLabel = "N", description = "Change the PRBs by no more at once.")
	private @Nullable Integer maxStep;

	/** The same settings with this objective. */
	ControlSettings over(ControlSettings settings) {
		Objective of = settings.objective();
		Map<String, Double> weighted = new HashMap<>(of.weights());
		weighted.putAll(this.weights);
		List<KpiLimit> limits = new ArrayList<>(of.limits());
		this.most.forEach((kpi, value) -> limits.add(new KpiLimit(kpi, null, value, EPSILON)));
		this.least.forEach((kpi, value) -> limits.add(new KpiLimit(kpi, value, null, EPSILON)));
		ActionSpace bounds = settings.actions();
		return settings
			.withObjective(new Objective(weighted, of.terminal(), of.changeCost(), of.slaPenalty(), limits,
					of.limitPenalty(), of.risk()))
			.withActions(new ActionSpace(or(this.minPrbs, bounds.min()), or(this.maxPrbs, bounds.max()),
					or(this.maxStep, bounds.maxStep())));
	}

	private static int or(@Nullable Integer given, int otherwise) {
		return (given != null) ? given : otherwise;
	}

}
