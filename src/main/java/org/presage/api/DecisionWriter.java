/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;

import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.ControlEffect;
import org.presage.api.v1.DecisionOutcome;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.PrbDecision;
import org.presage.api.v1.PredictedKpi;
import org.presage.api.v1.ReportRejected;
import org.presage.base.InvalidInputException;
import org.presage.control.ControlResult;
import org.presage.control.ControlStage;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.control.Objective;
import org.presage.kpi.KpiFrame;

/** Makes messages of answers. */
public final class DecisionWriter {

	private static final Map<Outcome, DecisionOutcome> OUTCOMES = WireEnums.byDomain(Outcome.class,
			DecisionOutcome.class);

	private static final Map<ControlStage, ControlEffect.Status> STATUSES = WireEnums.byDomain(ControlStage.class,
			ControlEffect.Status.class);

	private DecisionWriter() {
	}

	public static AttachResponse decision(E2Report report, Decision decision, List<String> ignored) {
		PrbDecision.Builder message = message(decision).setCell(report.getCell()).addAllIgnoredKpis(ignored);
		return AttachResponse.newBuilder().setDecision(message).build();
	}

	/** The same without its report: its cell is a name. */
	public static PrbDecision decision(Decision decision) {
		return message(decision).setCell(CellIdentity.newBuilder().setName(decision.frame().cell().cell())).build();
	}

	/** All but the identity of the cell, which the frame has as text. */
	private static PrbDecision.Builder message(Decision decision) {
		KpiFrame frame = decision.frame();
		PrbDecision.Builder message = PrbDecision.newBuilder()
			.setDecisionId(decision.id())
			.setNodeId(frame.cell().node())
			.setSequence(frame.sequence())
			.setIntervalEnd(Timestamps.fromMillis(frame.intervalEndMs()))
			.setOutcome(Objects.requireNonNull(OUTCOMES.get(decision.outcome())))
			.setModelVersion(decision.modelVersion())
			.setLatency(Durations.fromNanos(Math.max(0, decision.latencyNs())))
			.setIterations(decision.iterations())
			.setDetail(decision.detail());
		if (!frame.cell().slice().isEmpty()) {
			message.setSlice(SliceIds.parse("slice", frame.cell().slice()));
		}
		message.addAllPolicies(decision.intent().policies()).setAdvisory(decision.intent().advisory());
		if (decision.prbs() != Decision.UNKNOWN && !decision.intent().advisory()) {
			message.setPrbs(decision.prbs());
		}
		ControlResult control = decision.control();
		if (control != null) {
			message.setControl(control(control));
		}
		Decision.PlanForecast forecast = decision.forecast();
		if (forecast != null) {
			plan(message, forecast);
		}
		return message;
	}

	private static ControlEffect control(ControlResult control) {
		ControlEffect.Builder message = ControlEffect.newBuilder()
			.setDecisionId(control.decisionId())
			.setStatus(Objects.requireNonNull(STATUSES.get(control.status())))
			.setAskedPrbs(control.asked())
			.setCause(control.cause());
		if (control.seen() != Decision.UNKNOWN) {
			message.setSeenPrbs(control.seen());
		}
		return message.build();
	}

	private static void plan(PrbDecision.Builder message, Decision.PlanForecast forecast) {
		for (int prbs : forecast.actions()) {
			message.addPlan(prbs);
		}
		message.setScore(forecast.score());
		if (!Double.isNaN(forecast.holdScore())) {
			message.setScoreHold(forecast.holdScore());
		}
		message.setRollouts(forecast.rollouts()).addAllImputedKpis(forecast.imputed());
		List<String> names = Objective.termNames(forecast.schema());
		for (int i = 0; i < forecast.terms().length; i++) {
			message.addTermsBuilder().setName(names.get(i)).setValue(forecast.terms()[i]);
		}
		for (Decision.SliceShare share : forecast.shares()) {
			message.addSharesBuilder().setSlice(SliceIds.parse("slice", share.slice())).setPrbs(share.prbs());
		}
		int targets = forecast.schema().targets();
		for (int y = 0; y < targets; y++) {
			PredictedKpi.Builder kpi = message.addPredictedBuilder()
				.setName(forecast.schema().kpi(forecast.schema().frameIndex(y)).name());
			for (int i = y; i < forecast.mean().length; i += targets) {
				kpi.addMean(forecast.mean()[i]).addLow(forecast.low()[i]).addHigh(forecast.high()[i]);
				if (forecast.uncorrected() != forecast.mean()) {
					kpi.addUncorrectedMean(forecast.uncorrected()[i]);
				}
			}
		}
	}

	public static AttachResponse rejection(E2Report report, InvalidInputException reason) {
		ReportRejected.Builder message = ReportRejected.newBuilder()
			.setSequence(report.getSequence())
			.setNodeId(report.getNodeId())
			.setCell(report.getCell())
			.setField(reason.field())
			.setExpected(reason.expected())
			.setFound(reason.found());
		if (report.hasSlice()) {
			message.setSlice(report.getSlice());
		}
		return AttachResponse.newBuilder().setRejected(message).build();
	}

}
