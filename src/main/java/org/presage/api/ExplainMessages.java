/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.presage.api.v1.About;
import org.presage.api.v1.ExplainCellResponse;
import org.presage.api.v1.KpiEffect;
import org.presage.api.v1.LatentPosition;
import org.presage.api.v1.PlanOrigin;
import org.presage.api.v1.PredictedKpi;
import org.presage.api.v1.ScoreTerm;
import org.presage.api.v1.StepSensitivity;
import org.presage.api.v1.WhatIfResponse;
import org.presage.control.NeighbourStanding;
import org.presage.control.Objective;
import org.presage.control.ReceivedPlan;
import org.presage.explain.CellWindow;
import org.presage.explain.EncodedWindows;
import org.presage.explain.Explanation;
import org.presage.explain.NeighbourEffect;
import org.presage.explain.PlanPrediction;
import org.presage.explain.PlanSensitivity;
import org.presage.explain.WhatIf;
import org.presage.kpi.KpiSchema;
import org.presage.worldmodel.ModelManifest;

/** Makes messages of answers. */
public final class ExplainMessages {

	private static final Map<NeighbourStanding, org.presage.api.v1.NeighbourStanding> STANDINGS = WireEnums
		.byDomain(NeighbourStanding.class, org.presage.api.v1.NeighbourStanding.class);

	private ExplainMessages() {
	}

	/** What was asked about; the plan's origin is filled in with the answer. */
	public static About.Builder about(ModelManifest manifest, CellWindow cell) {
		About.Builder about = About.newBuilder()
			.setModelVersion(manifest.version())
			.setArchitecture(manifest.network().architecture())
			.setFrames(cell.frames().length / manifest.schema().size())
			.setWindow(manifest.network().window());
		if (!Float.isNaN(cell.inForce())) {
			about.setInForce(cell.inForce());
		}
		return about;
	}

	public static ExplainCellResponse explanation(About.Builder about, KpiSchema schema, Explanation explanation) {
		ExplainCellResponse.Builder message = ExplainCellResponse.newBuilder()
			.setAbout(about.setPlanOrigin(origin(explanation.decided())))
			.setPlan(prediction(schema, explanation.plan()));
		latents(message, explanation.latents());
		PlanSensitivity sensitivity = explanation.sensitivity();
		for (int h = 0; h < sensitivity.low().length; h++) {
			message.getSensitivityBuilder()
				.addSteps(StepSensitivity.newBuilder()
					.setLow(sensitivity.low()[h])
					.setHigh(sensitivity.high()[h])
					.setDerivative(sensitivity.derivative(h))
					.addAllTerms(terms(schema, sensitivity.terms()[h])));
		}
		for (NeighbourEffect neighbour : explanation.neighbours()) {
			message.addNeighbours(neighbour(schema, neighbour));
		}
		return message.build();
	}

	private static org.presage.api.v1.NeighbourEffect neighbour(KpiSchema schema, NeighbourEffect of) {
		ReceivedPlan known = of.neighbour();
		org.presage.api.v1.NeighbourEffect.Builder message = org.presage.api.v1.NeighbourEffect.newBuilder()
			.setCell(known.cell())
			.setShare(known.share())
			.setStanding(Objects.requireNonNull(STANDINGS.get(known.standing())))
			.setAge((int) known.age());
		for (float prbs : known.prbs()) {
			message.addPrbs(prbs);
		}
		int targets = schema.targets();
		for (int y = 0; y < Math.min(targets, of.effect().length); y++) {
			KpiEffect.Builder kpi = message.addEffectsBuilder().setName(schema.kpi(schema.frameIndex(y)).name());
			for (int i = y; i < of.effect().length; i += targets) {
				kpi.addDifference(of.effect()[i]);
			}
		}
		return message.build();
	}

	private static void latents(ExplainCellResponse.Builder message, EncodedWindows track) {
		float[][] means = track.priorMean();
		float[][] deviations = track.priorLogDeviation();
		for (int n = 0; n < track.contexts().length; n++) {
			double[] at = track.plane().coordinates()[n];
			LatentPosition.Builder position = message.getLatentsBuilder().addPositionsBuilder().setX(at[0]).setY(at[1]);
			for (float value : track.contexts()[n]) {
				position.addContext(value);
			}
			for (int z = 0; means != null && deviations != null && z < means[n].length; z++) {
				position.addPriorMean(means[n][z]).addPriorLogDeviation(deviations[n][z]);
			}
		}
		message.getLatentsBuilder().setPlaneOf((means != null) ? "prior mean" : "context");
		for (double share : track.plane().explained()) {
			message.getLatentsBuilder().addExplainedVariance(share);
		}
	}

	public static WhatIfResponse whatIf(About.Builder about, KpiSchema schema, WhatIf answer) {
		WhatIfResponse.Builder message = WhatIfResponse.newBuilder()
			.setAbout(about.setPlanOrigin(origin(answer.decided())))
			.setPresent(prediction(schema, answer.present()))
			.setAlternative(prediction(schema, answer.alternative()));
		PlanPrediction hold = answer.hold();
		if (hold != null) {
			message.setHold(prediction(schema, hold));
		}
		for (WhatIf.Projection step : answer.projected()) {
			message.addProjectedBuilder()
				.setStep(step.step())
				.setRequested(step.requested())
				.setPrbs(step.prbs())
				.setReason(step.reason());
		}
		return message.build();
	}

	static PlanOrigin origin(boolean decided) {
		return decided ? PlanOrigin.PLAN_ORIGIN_DECIDED : PlanOrigin.PLAN_ORIGIN_PLANNED_NOW;
	}

	private static List<ScoreTerm> terms(KpiSchema schema, double[] values) {
		List<String> names = Objective.termNames(schema);
		return java.util.stream.IntStream.range(0, values.length)
			.mapToObj((i) -> ScoreTerm.newBuilder().setName(names.get(i)).setValue(values[i]).build())
			.toList();
	}

	private static org.presage.api.v1.PlanPrediction prediction(KpiSchema schema, PlanPrediction prediction) {
		org.presage.api.v1.PlanPrediction.Builder message = org.presage.api.v1.PlanPrediction.newBuilder()
			.setScore(prediction.score())
			.addAllTerms(terms(schema, prediction.terms()));
		int targets = schema.targets();
		for (int h = 0; h < prediction.prbs().length; h++) {
			message.addPrbs(prediction.prbs()[h]).addSlaProbability(schema.sla().isEmpty() ? 1 : prediction.sla()[h]);
		}
		for (int y = 0; y < targets; y++) {
			PredictedKpi.Builder kpi = message.addPredictedBuilder().setName(schema.kpi(schema.frameIndex(y)).name());
			for (int i = y; i < prediction.mean().length; i += targets) {
				kpi.addMean(prediction.mean()[i]).addLow(prediction.low()[i]).addHigh(prediction.high()[i]);
				if (prediction.uncorrected() != prediction.mean()) {
					kpi.addUncorrectedMean(prediction.uncorrected()[i]);
				}
			}
		}
		return message.build();
	}

}
