/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import org.presage.api.ExplainJson;
import org.presage.base.JsonResult;
import org.presage.control.ControlResult;
import org.presage.control.Decision;
import org.presage.control.Objective;
import org.presage.kpi.KpiSchema;

/**
 * A decision as JSON has it.
 *
 * @param control null if nothing was controlled
 * @param plan null if the cell is held
 */
@JsonResult
record DecisionJson(@JsonUnwrapped Summary summary, String model, int iterations, @Nullable Control control,
		@JsonUnwrapped @Nullable Plan plan) {

	/** A line of a list; PRBs are null if they are not known, scores if it is held. */
	@JsonResult
	record Summary(long id, long intervalEndMs, String outcome, String detail, @JsonInclude @Nullable Integer prbs,
			double latencyMs, @JsonUnwrapped @Nullable Scores scores) {

		static Summary of(Decision decision) {
			Decision.PlanForecast forecast = decision.forecast();
			return new Summary(decision.id(), decision.frame().intervalEndMs(), decision.outcome().name(),
					decision.detail(), known(decision.prbs()), decision.latencyNs() / 1e6,
					(forecast != null) ? new Scores(forecast.score(), forecast.holdScore()) : null);
		}

	}

	/** Expected rewards; NaN is not known. */
	@JsonResult
	record Scores(double score, double holdScore) {
	}

	/** Result of the last decision that changed the allocation. */
	@JsonResult
	record Control(long decisionId, String status, int askedPrbs, @JsonInclude @Nullable Integer seenPrbs,
			String cause) {
	}

	/**
	 * The plan, PRBs a step, what the model expects of it, and the KPIs that its newest
	 * report lacks.
	 */
	@JsonResult
	record Plan(int[] plan, int rollouts, Map<String, Double> terms, Map<String, ExplainJson.Band> predicted,
			List<Decision.SliceShare> shares, List<String> imputedKpis) {
	}

	static DecisionJson of(Decision decision) {
		ControlResult control = decision.control();
		Decision.PlanForecast forecast = decision.forecast();
		return new DecisionJson(Summary.of(decision), decision.modelVersion(), decision.iterations(),
				(control != null) ? new Control(control.decisionId(), control.status().name(), control.asked(),
						known(control.seen()), control.cause()) : null,
				(forecast != null) ? new Plan(forecast.actions(), forecast.rollouts(), terms(forecast),
						predicted(forecast), forecast.shares(), forecast.imputed()) : null);
	}

	/** PRBs; null if they are not known. */
	static @Nullable Integer known(int prbs) {
		return (prbs != Decision.UNKNOWN) ? prbs : null;
	}

	private static Map<String, Double> terms(Decision.PlanForecast forecast) {
		List<String> names = Objective.termNames(forecast.schema());
		Map<String, Double> terms = new LinkedHashMap<>();
		for (int i = 0; i < forecast.terms().length; i++) {
			terms.put(names.get(i), forecast.terms()[i]);
		}
		return terms;
	}

	private static Map<String, ExplainJson.Band> predicted(Decision.PlanForecast forecast) {
		KpiSchema schema = forecast.schema();
		Map<String, ExplainJson.Band> predicted = new LinkedHashMap<>();
		for (int y = 0; y < schema.targets(); y++) {
			predicted.put(schema.kpi(schema.frameIndex(y)).name(),
					new ExplainJson.Band(Answers.every(forecast.mean(), y, schema.targets()),
							Answers.every(forecast.low(), y, schema.targets()),
							Answers.every(forecast.high(), y, schema.targets()),
							(forecast.uncorrected() != forecast.mean())
									? Answers.every(forecast.uncorrected(), y, schema.targets()) : null));
		}
		return predicted;
	}

}
