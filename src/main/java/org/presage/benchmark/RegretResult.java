/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.presage.base.JsonResult;
import org.presage.control.ControlSettings;
import org.presage.planner.ActionSpace;
import org.presage.worldmodel.ModelManifest;

/**
 * Result of {@code bench regret --json}.
 *
 * @param windows that were planned from
 * @param windowsWithoutGain in which no plan is better than to hold
 * @param referenceSamples of the large search
 * @param objective that all plans were judged by
 * @param optimisers in the order in which they were given
 */
@JsonResult
public record RegretResult(int windows, long windowsWithoutGain, int referenceSamples, Judged objective,
		List<Optimiser> optimisers) {

	/**
	 * What plans were judged by.
	 *
	 * @param weights of KPIs and PRBs that have one, per train standard deviation: the
	 * model's own unless others were given
	 * @param limits chance constraints; the model's SLA is not among them
	 * @param minPrbs fewest PRBs of a plan
	 * @param maxPrbs most PRBs of a plan
	 * @param maxStep largest change from one interval to the next in PRBs; 0 for no limit
	 */
	@JsonResult
	public record Judged(Map<String, Double> weights, List<Bound> limits, int minPrbs, int maxPrbs, int maxStep) {

		static Judged of(ControlSettings settings, ModelManifest manifest) {
			Map<String, Double> weights = new TreeMap<>(manifest.schema().reward());
			weights.putAll(settings.objective().weights());
			ActionSpace space = settings.space(manifest, "");
			List<Bound> limits = settings.objective()
				.limits()
				.stream()
				.map((limit) -> new Bound(limit.kpi(), limit.min(), limit.max(), limit.epsilon()))
				.toList();
			return new Judged(weights, limits, space.min(), space.max(), space.maxStep());
		}

	}

	/**
	 * A bound on a KPI.
	 *
	 * @param min smallest admissible value in the KPI's unit; absent for none
	 * @param max largest admissible value in the KPI's unit; absent for none
	 * @param epsilon largest admissible probability that it is broken
	 */
	@JsonResult
	public record Bound(String kpi, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double min,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double max, double epsilon) {
	}

	/**
	 * One search.
	 *
	 * @param name of the search; {@code default} is what is served
	 * @param proposals whether the model's proposals were among its first candidates
	 * @param rollouts plans that it imagines
	 * @param calls of the model, in which it imagines them
	 * @param knots of its plans
	 * @param regretMean 0 is the best plan known, 1 is to hold; NaN without windows
	 * @param regretP95 95th percentile of the same
	 * @param p50Ms median time of a plan in ms
	 */
	@JsonResult
	public record Optimiser(String name, boolean proposals, int rollouts, int calls, int knots, double regretMean,
			double regretP95, double p50Ms) {
	}

}
