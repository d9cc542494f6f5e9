/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;

import org.presage.api.v1.Bounds;
import org.presage.api.v1.PolicyEstimate;
import org.presage.api.v1.PolicyReport;
import org.presage.api.v1.ScreenResult;
import org.presage.api.v1.ScreenScenario;
import org.presage.api.v1.WorstCase;
import org.presage.offline.screening.Interval;
import org.presage.offline.screening.ScreeningReport;

/** Screening reports as messages, and back. */
public final class ScreenMessages {

	private ScreenMessages() {
	}

	public static ScreenResult message(ScreeningReport report) {
		ScreenResult.Builder result = ScreenResult.newBuilder()
			.setModelVersion(report.model())
			.setArchitecture(report.architecture())
			.setHorizon(report.horizon())
			.setStep(Durations.fromMillis(report.stepMs()))
			.addAllKpis(report.kpis())
			.addAllUnits(report.units())
			.setPopulation(report.population())
			.setWindows(report.windows())
			.setTailShare(report.tailShare())
			.setStress(report.stress())
			.setBlocks(report.blocks())
			.addAllNotes(report.notes());
		report.scenarios().forEach((scenario) -> result.addScenarios(message(scenario)));
		return result.build();
	}

	public static ScreenScenario message(ScreeningReport.Scenario scenario) {
		ScreenScenario.Builder message = ScreenScenario.newBuilder().setName(scenario.name());
		for (ScreeningReport.PolicyReport policy : scenario.policies()) {
			PolicyReport.Builder report = PolicyReport.newBuilder()
				.setPolicy(policy.policy())
				.setNatural(message(policy.natural()));
			ScreeningReport.Estimate stressed = policy.stressed();
			if (stressed != null) {
				report.setStressed(message(stressed));
			}
			policy.worst().forEach((worst) -> report.addWorst(message(worst)));
			message.addPolicies(report);
		}
		return message.build();
	}

	private static PolicyEstimate message(ScreeningReport.Estimate estimate) {
		PolicyEstimate.Builder message = PolicyEstimate.newBuilder()
			.setReward(estimate.reward())
			.setRewardGain(estimate.rewardGain())
			.setRewardGainBounds(message(estimate.rewardGainBounds()))
			.setViolation(estimate.violation())
			.setViolationBounds(message(estimate.violationBounds()))
			.setViolationGain(estimate.violationGain())
			.setViolationGainBounds(message(estimate.violationGainBounds()))
			.setPrbs(estimate.prbs())
			.setEpistemic(estimate.epistemic())
			.setOutside(estimate.outside())
			.setUnfamiliar(estimate.unfamiliar())
			.setNonFinite(estimate.nonFinite());
		for (double kpi : estimate.kpis()) {
			message.addKpis(kpi);
		}
		return message.build();
	}

	private static Bounds message(Interval interval) {
		return Bounds.newBuilder().setLow(interval.low()).setHigh(interval.high()).build();
	}

	private static WorstCase message(ScreeningReport.WorstCase worst) {
		WorstCase.Builder message = WorstCase.newBuilder()
			.setSeries(worst.series())
			.setRow(worst.row())
			.setIntervalEnd(Timestamps.fromMillis(worst.timeMs()))
			.setReward(worst.reward())
			.setViolation(worst.violation());
		for (float prbs : worst.plan()) {
			message.addPlan(prbs);
		}
		return message.build();
	}

	public static ScreeningReport report(ScreenResult result) {
		return new ScreeningReport(result.getModelVersion(), result.getArchitecture(), result.getHorizon(),
				Durations.toMillis(result.getStep()), result.getKpisList(), result.getUnitsList(),
				result.getPopulation(), result.getWindows(), result.getTailShare(), result.getStress(),
				result.getBlocks(), result.getScenariosList().stream().map(ScreenMessages::scenario).toList(),
				result.getNotesList());
	}

	private static ScreeningReport.Scenario scenario(ScreenScenario scenario) {
		return new ScreeningReport.Scenario(scenario.getName(),
				scenario.getPoliciesList()
					.stream()
					.map((policy) -> new ScreeningReport.PolicyReport(policy.getPolicy(), estimate(policy.getNatural()),
							policy.hasStressed() ? estimate(policy.getStressed()) : null,
							policy.getWorstList().stream().map(ScreenMessages::worst).toList()))
					.toList());
	}

	private static ScreeningReport.Estimate estimate(PolicyEstimate estimate) {
		return new ScreeningReport.Estimate(estimate.getReward(), estimate.getRewardGain(),
				interval(estimate.getRewardGainBounds()), estimate.getViolation(),
				interval(estimate.getViolationBounds()), estimate.getViolationGain(),
				interval(estimate.getViolationGainBounds()), estimate.getPrbs(),
				estimate.getKpisList().stream().mapToDouble(Double::doubleValue).toArray(), estimate.getEpistemic(),
				estimate.getOutside(), estimate.getUnfamiliar(), estimate.getNonFinite());
	}

	private static Interval interval(Bounds bounds) {
		return new Interval(bounds.getLow(), bounds.getHigh());
	}

	private static ScreeningReport.WorstCase worst(WorstCase worst) {
		float[] plan = new float[worst.getPlanCount()];
		for (int h = 0; h < plan.length; h++) {
			plan[h] = worst.getPlan(h);
		}
		return new ScreeningReport.WorstCase(worst.getSeries(), worst.getRow(),
				Timestamps.toMillis(worst.getIntervalEnd()), worst.getReward(), worst.getViolation(), plan);
	}

}
