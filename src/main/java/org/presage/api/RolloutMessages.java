/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import java.util.ArrayList;
import java.util.List;

import com.google.protobuf.util.Timestamps;

import org.presage.api.v1.About;
import org.presage.api.v1.KpiDistribution;
import org.presage.api.v1.KpiSurprise;
import org.presage.api.v1.KpiValue;
import org.presage.api.v1.PredictResponse;
import org.presage.api.v1.RolloutEnd;
import org.presage.api.v1.RolloutResponse;
import org.presage.api.v1.SurpriseResponse;
import org.presage.control.CellSnapshot;
import org.presage.control.Decision;
import org.presage.explain.PlanRollout;
import org.presage.kpi.KpiSchema;

/** Makes messages of what a model imagines of a plan, and of a cell's surprise. */
public final class RolloutMessages {

	private RolloutMessages() {
	}

	public static PredictResponse prediction(About.Builder about, KpiSchema schema, PlanRollout rollout) {
		PredictResponse.Builder message = PredictResponse.newBuilder().setAbout(about(about, rollout));
		int targets = schema.targets();
		float[] sla = rollout.sla();
		float[] outage = rollout.outage();
		for (int h = 0; h < rollout.prbs().length; h++) {
			message.addPrbs(rollout.prbs()[h]);
			if (sla != null) {
				message.addSlaProbability(sla[h]);
			}
			if (outage != null) {
				message.addOutageProbability(outage[h]);
			}
		}
		for (int y = 0; y < targets; y++) {
			KpiDistribution.Builder kpi = message.addKpisBuilder()
				.setName(schema.kpi(schema.frameIndex(y)).name())
				.setUnit(schema.kpi(schema.frameIndex(y)).unit())
				.addAllMean(every(rollout.mean(), y, targets));
			for (int q = 0; q < rollout.quantiles().length; q++) {
				kpi.addQuantilesBuilder()
					.setProbability(rollout.probabilities()[q])
					.addAllValues(every(rollout.quantiles()[q], y, targets));
			}
		}
		return message.build();
	}

	private static About.Builder about(About.Builder about, PlanRollout rollout) {
		return (rollout.origin() == PlanRollout.Origin.GIVEN) ? about
				: about.setPlanOrigin(ExplainMessages.origin(rollout.origin() == PlanRollout.Origin.DECIDED));
	}

	private static List<Double> every(float[] values, int first, int step) {
		List<Double> taken = new ArrayList<>();
		for (int i = first; i < values.length; i += step) {
			taken.add((double) values[i]);
		}
		return taken;
	}

	/**
	 * One message a step.
	 * @param outageProbability of the step that ends the trajectory
	 */
	public static List<RolloutResponse> steps(About.Builder about, KpiSchema schema, PlanRollout rollout,
			double outageProbability) {
		int steps = rollout.steps(outageProbability);
		int targets = schema.targets();
		float[] sla = rollout.sla();
		float[] outage = rollout.outage();
		List<RolloutResponse> messages = new ArrayList<>();
		for (int h = 0; h < steps; h++) {
			RolloutResponse.Builder message = RolloutResponse.newBuilder()
				.setStep(h)
				.setPrbs(rollout.prbs()[h])
				.setReward(rollout.rewards()[h]);
			for (int y = 0; y < targets; y++) {
				message.addKpis(KpiValue.newBuilder()
					.setName(schema.kpi(schema.frameIndex(y)).name())
					.setValue(rollout.mean()[h * targets + y]));
			}
			if (sla != null) {
				message.setSlaProbability(sla[h]);
			}
			if (outage != null) {
				message.setOutageProbability(outage[h]);
			}
			if (h == 0) {
				message.setAbout(about(about, rollout));
			}
			if (h == steps - 1) {
				boolean isOutage = outage != null && outage[h] >= outageProbability;
				message.setEnd(isOutage ? RolloutEnd.ROLLOUT_END_OUTAGE : RolloutEnd.ROLLOUT_END_HORIZON);
			}
			messages.add(message.build());
		}
		return messages;
	}

	public static SurpriseResponse surprise(CellSnapshot cell) {
		Decision last = cell.status().last();
		SurpriseResponse.Builder message = SurpriseResponse.newBuilder()
			.setModelVersion((last != null) ? last.modelVersion() : "")
			.setIntervalEnd(Timestamps.fromMillis(cell.newestMs()));
		if (!Double.isNaN(cell.status().surprise())) {
			message.setSmoothed(cell.status().surprise());
		}
		double sum = 0;
		int present = 0;
		KpiSchema schema = cell.schema();
		for (int y = 0; y < cell.kpiSurprise().length; y++) {
			KpiSurprise.Builder kpi = message.addKpisBuilder().setName(schema.kpi(schema.frameIndex(y)).name());
			if (!Double.isNaN(cell.kpiSurprise()[y])) {
				kpi.setSmoothed(cell.kpiSurprise()[y]);
			}
			if (!Double.isNaN(cell.newestSurprise()[y])) {
				kpi.setScore(cell.newestSurprise()[y]);
				sum += cell.newestSurprise()[y];
				present++;
			}
		}
		if (present > 0) {
			message.setScore(sum / present);
		}
		return message.build();
	}

}
