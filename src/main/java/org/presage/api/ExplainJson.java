/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.google.protobuf.util.Timestamps;
import org.jspecify.annotations.Nullable;

import org.presage.api.v1.ExplainCellResponse;
import org.presage.api.v1.LatentPosition;
import org.presage.api.v1.LatentTrack;
import org.presage.api.v1.NeighbourEffect;
import org.presage.api.v1.PlanPrediction;
import org.presage.api.v1.ScoreTerm;
import org.presage.api.v1.StepSensitivity;
import org.presage.api.v1.WhatIfResponse;
import org.presage.base.JsonResult;

/**
 * Answers as JSON has them, the same on the command line and for the web; docs/explain.md
 * describes the layout.
 *
 * @param latents null to omit them
 * @param neighbours null if none are known
 */
@JsonResult
public record ExplainJson(About about, @Nullable Latents latents, Predicted plan, Sensitivity sensitivity,
		@Nullable List<Neighbour> neighbours) {

	/**
	 * What is known of a neighbour, and its effect on each KPI, a value per step.
	 *
	 * @param standing whether it is used
	 * @param prbs in the newest interval and in the steps after it
	 */
	@JsonResult
	public record Neighbour(String cell, double share, String standing, int age, List<Double> prbs,
			Map<String, List<Double>> effect) {
	}

	/** Another plan beside the present one; {@code hold} is null if it is not known. */
	@JsonResult
	public record WhatIf(About about, Predicted present, @Nullable Predicted hold, Predicted alternative,
			List<Projected> projected) {
	}

	/** Where the alternative is not what was asked for. */
	@JsonResult
	public record Projected(int step, double requested, double prbs, String reason) {
	}

	/** What is explained; null is not known. */
	@JsonResult
	public record About(String model, String architecture, @Nullable Long intervalEndMs, int frames, int window,
			@Nullable Double inForce, String planOrigin, List<String> policies) {
	}

	/** The model's state over time, a list per position. */
	@JsonResult
	public record Latents(List<List<Float>> context, List<List<Float>> priorMean, List<List<Float>> priorLogDeviation,
			String planeOf, List<List<Double>> plane, List<Double> explainedVariance) {
	}

	/** A plan and what the model expects of it. */
	@JsonResult
	public record Predicted(List<Double> prbs, double score, Map<String, Double> terms, List<Double> slaProbability,
			Map<String, Band> kpis) {
	}

	/**
	 * Mean and central 90 % interval, a value per step.
	 *
	 * @param uncorrected the mean before the cell's correction; absent without one
	 */
	@JsonResult
	public record Band(List<? extends Number> mean, List<? extends Number> low, List<? extends Number> high,
			@Nullable List<? extends Number> uncorrected) {
	}

	/** Change of the score with one more PRB, a value per step. */
	@JsonResult
	public record Sensitivity(String unit, List<Double> lowPrbs, List<Double> highPrbs, List<Double> derivative,
			List<String> terms, List<List<Double>> byStepAndTerm) {
	}

	public static ExplainJson of(ExplainCellResponse explained) {
		List<StepSensitivity> steps = explained.getSensitivity().getStepsList();
		return new ExplainJson(about(explained.getAbout()), latents(explained.getLatents()),
				prediction(explained.getPlan()),
				new Sensitivity("score per PRB", each(steps, StepSensitivity::getLow),
						each(steps, StepSensitivity::getHigh), each(steps, StepSensitivity::getDerivative),
						each(steps.getFirst().getTermsList(), ScoreTerm::getName),
						each(steps, (step) -> each(step.getTermsList(), ScoreTerm::getValue))),
				(explained.getNeighboursCount() > 0) ? each(explained.getNeighboursList(), ExplainJson::neighbour)
						: null);
	}

	private static Neighbour neighbour(NeighbourEffect of) {
		Map<String, List<Double>> effect = new LinkedHashMap<>();
		of.getEffectsList().forEach((kpi) -> effect.put(kpi.getName(), kpi.getDifferenceList()));
		return new Neighbour(of.getCell(), of.getShare(), WireEnums.name(of.getStanding()), of.getAge(),
				of.getPrbsList(), effect);
	}

	/** The same without the latents, which are many. */
	public ExplainJson withoutLatents() {
		return new ExplainJson(this.about, null, this.plan, this.sensitivity, this.neighbours);
	}

	public static WhatIf of(WhatIfResponse answer) {
		return new WhatIf(about(answer.getAbout()), prediction(answer.getPresent()), answer
			.hasHold() ? prediction(answer.getHold()) : null, prediction(answer.getAlternative()), each(
					answer.getProjectedList(),
					(step) -> new Projected(step.getStep(), step.getRequested(), step.getPrbs(), step.getReason())));
	}

	private static About about(org.presage.api.v1.About about) {
		return new About(about.getModelVersion(), about.getArchitecture(),
				about.hasIntervalEnd() ? Timestamps.toMillis(about.getIntervalEnd()) : null, about.getFrames(),
				about.getWindow(), about.hasInForce() ? about.getInForce() : null,
				WireEnums.name(about.getPlanOrigin()), about.getPoliciesList());
	}

	private static Latents latents(LatentTrack track) {
		List<LatentPosition> positions = track.getPositionsList();
		return new Latents(each(positions, LatentPosition::getContextList),
				each(positions, LatentPosition::getPriorMeanList),
				each(positions, LatentPosition::getPriorLogDeviationList), track.getPlaneOf(),
				each(positions, (position) -> List.of(position.getX(), position.getY())),
				track.getExplainedVarianceList());
	}

	private static Predicted prediction(PlanPrediction prediction) {
		Map<String, Double> terms = new LinkedHashMap<>();
		prediction.getTermsList().forEach((term) -> terms.put(term.getName(), term.getValue()));
		Map<String, Band> kpis = new LinkedHashMap<>();
		prediction.getPredictedList()
			.forEach((kpi) -> kpis.put(kpi.getName(), new Band(kpi.getMeanList(), kpi.getLowList(), kpi.getHighList(),
					(kpi.getUncorrectedMeanCount() > 0) ? kpi.getUncorrectedMeanList() : null)));
		return new Predicted(prediction.getPrbsList(), prediction.getScore(), terms, prediction.getSlaProbabilityList(),
				kpis);
	}

	private static <T, R> List<R> each(List<T> list, Function<T, R> part) {
		return list.stream().map(part).toList();
	}

}
