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

import org.presage.base.InvalidInputException;
import org.presage.base.SettingNames;
import org.presage.control.ControlSettings;
import org.presage.control.KpiLimit;
import org.presage.control.ModelTrial;
import org.presage.control.Objective;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.planner.ActionSpace;
import org.presage.worldmodel.ModelManifest;

/** Another objective than the model's own, as an operator would set it. */
final class ObjectiveOptions {

	/** That {@code presage.reward.limits} has where nothing is said. */
	private static final double EPSILON = 0.05;

	/** What sets the settings of these names. */
	private static final Map<String, String> OPTIONS = Map.of("action.min-prbs", "--min-prbs", "action.max-prbs",
			"--max-prbs");

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

	/**
	 * The same settings with this objective.
	 * @throws InvalidInputException naming the option that cannot be met with the model
	 */
	ControlSettings over(ControlSettings settings, ModelManifest manifest) {
		require(manifest.schema());
		Objective of = settings.objective();
		Map<String, Double> weighted = new HashMap<>(of.weights());
		weighted.putAll(this.weights);
		List<KpiLimit> limits = new ArrayList<>(of.limits());
		this.most.forEach((kpi, value) -> limits.add(new KpiLimit(kpi, null, value, EPSILON)));
		this.least.forEach((kpi, value) -> limits.add(new KpiLimit(kpi, value, null, EPSILON)));
		ActionSpace bounds = settings.actions();
		ControlSettings changed = settings
			.withObjective(new Objective(weighted, of.terminal(), of.changeCost(), of.slaPenalty(), limits,
					of.limitPenalty(), of.risk()))
			.withActions(new ActionSpace(or(this.minPrbs, bounds.min()), or(this.maxPrbs, bounds.max()),
					or(this.maxStep, bounds.maxStep())));
		// What is left after the names: bounds outside of what the model knows.
		ModelTrial.contradictions(changed, manifest, SettingNames.PLAIN).stream().findFirst().ifPresent((problem) -> {
			throw new InvalidInputException(OPTIONS.getOrDefault(problem.field(), problem.field()), problem.expected(),
					problem.found());
		});
		return changed;
	}

	private void require(KpiSchema schema) {
		List<String> all = schema.kpis().stream().map(Kpi::name).toList();
		this.weights.forEach((kpi, weight) -> {
			known("--weight", "one of the model's KPIs", all, kpi);
			if (!(Math.abs(weight) <= KpiSchema.MOST_WEIGHT)) {
				throw new InvalidInputException("--weight " + kpi,
						"a number, at most " + KpiSchema.MOST_WEIGHT + " in size", weight);
			}
		});
		List<String> predicted = all.stream().filter((kpi) -> !kpi.equals(schema.action())).toList();
		this.most.forEach((kpi, value) -> bound("--at-most", predicted, kpi, value));
		this.least.forEach((kpi, value) -> {
			bound("--at-least", predicted, kpi, value);
			if (value > this.most.getOrDefault(kpi, value)) {
				throw new InvalidInputException("--at-least " + kpi, "no more than --at-most, " + this.most.get(kpi),
						value);
			}
		});
	}

	private static void bound(String option, List<String> predicted, String kpi, double value) {
		known(option, "a KPI that the model predicts,", predicted, kpi);
		if (!Double.isFinite(value)) {
			throw new InvalidInputException(option + ' ' + kpi, "a finite number", value);
		}
	}

	private static void known(String option, String kind, List<String> names, String kpi) {
		if (!names.contains(kpi)) {
			throw InvalidInputException.unknown(option, kind, names, kpi);
		}
	}

	private static int or(@Nullable Integer given, int otherwise) {
		return (given != null) ? given : otherwise;
	}

}
