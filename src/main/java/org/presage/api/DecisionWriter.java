package org.presage.api;

import java.util.List;

import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.ControlMessage;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.PrbDecision;
import org.presage.api.v1.PredictedKpi;
import org.presage.api.v1.ReportRejected;
import org.presage.base.InvalidInputException;
import org.presage.control.ControlResult;
import org.presage.control.Decision;
import org.presage.control.DecisionOutcome;
import org.presage.control.Objective;
import org.presage.kpi.KpiFrame;

/** Makes messages of answers. */
public final class DecisionWriter {

	private DecisionWriter() {
	}

	public static ControlMessage decision(E2Report report, Decision decision, List<String> ignored) {
		PrbDecision.Builder message = message(decision).setCell(report.getCell()).addAllIgnoredKpis(ignored);
		return ControlMessage.newBuilder().setDecision(message).build();
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
			.setIntervalEndMs(frame.intervalEndMs())
			.setOutcome(outcome(decision.outcome()))
			.setModelVersion(decision.modelVersion())
			.setLatencyUs(Math.max(0, decision.latencyNs()) / 1000)
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

	private static org.presage.api.v1.ControlReport control(ControlResult control) {
		org.presage.api.v1.ControlReport.Builder message = org.presage.api.v1.ControlReport.newBuilder()
			.setDecisionId(control.decisionId())
			.setStatus(org.presage.api.v1.ControlStatus.valueOf(control.status().name()))
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
		message.setRollouts(forecast.rollouts());
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
			}
		}
	}

	private static org.presage.api.v1.Outcome outcome(DecisionOutcome outcome) {
		return org.presage.api.v1.Outcome.valueOf(outcome.name());
	}

	public static ControlMessage rejection(E2Report report, InvalidInputException reason) {
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
		return ControlMessage.newBuilder().setRejected(message).build();
	}

}
