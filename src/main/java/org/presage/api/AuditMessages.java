/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import java.util.ArrayList;
import java.util.List;

import com.google.protobuf.Struct;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import org.jspecify.annotations.Nullable;

import org.presage.api.v1.AllocationBounds;
import org.presage.api.v1.DecisionRecord;
import org.presage.api.v1.PlanningInputs;
import org.presage.api.v1.PrbDecision;
import org.presage.api.v1.ScoreTerm;
import org.presage.audit.AuditRecord;
import org.presage.audit.FloatBytes;
import org.presage.audit.KeptDecision;
import org.presage.audit.RecordedDecision;
import org.presage.audit.RecordedSettings;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.control.PlanInputs;
import org.presage.kpi.KpiFrame;
import org.presage.planner.ActionSpace;

/** Makes messages of kept decisions, and reads them back. */
public final class AuditMessages {

	private AuditMessages() {
	}

	/** Settings of a run, from the audit's JSON, as records have them. */
	public static Struct settings(String json) {
		return Structs.parse(json);
	}

	/**
	 * @param settings see {@link #settings}
	 */
	public static DecisionRecord record(KeptDecision kept, Struct settings) {
		DecisionRecord.Builder message = DecisionRecord.newBuilder()
			.setDecision(DecisionWriter.decision(kept.decision()))
			.setTime(Timestamps.fromMillis(kept.timeMs()))
			.addAllFrame(list(kept.decision().frame().values()))
			.setSettings(settings);
		PlanInputs inputs = kept.inputs();
		if (inputs != null) {
			message.setInputs(inputs(inputs, kept.slice()));
		}
		return message.build();
	}

	private static PlanningInputs inputs(PlanInputs inputs, int slice) {
		PlanningInputs.Builder message = PlanningInputs.newBuilder()
			.putAllModelSha256(inputs.graphs())
			.addAllSlices(inputs.slices())
			.setSliceIndex(slice)
			.addAllWindows(list(inputs.windows()))
			.setWindowSha256(FloatBytes.sha256(inputs.windows()))
			.addAllInForce(list(inputs.inForce()))
			.addAllPrevious(list(inputs.previous()))
			.addAllCorrections(list(inputs.corrections()))
			.addAllAnnounced(list(inputs.announced()))
			.addAllCharges(list(inputs.charges()))
			.setBudget(inputs.budget())
			.setCallWindows(inputs.callWindows())
			.setCallPosition(inputs.callPosition())
			.addAllIntents(inputs.intents().stream().map(RecordedSettings::json).map(Structs::parse).toList());
		for (ActionSpace space : inputs.bounds()) {
			message.addBoundsBuilder().setMin(space.min()).setMax(space.max()).setMaxStep(space.maxStep());
		}
		return message.build();
	}

	/**
	 * @param source server, for humans
	 */
	public static RecordedDecision read(String source, DecisionRecord message) {
		PrbDecision decision = message.getDecision();
		KpiFrame frame = new KpiFrame(
				ReportReader.cellId(decision.getNodeId(), decision.getCell(),
						decision.hasSlice() ? decision.getSlice() : null),
				decision.getSequence(), Timestamps.toMillis(decision.getIntervalEnd()), array(message.getFrameList()));
		AuditRecord record = new AuditRecord(decision.getDecisionId(), Timestamps.toMillis(message.getTime()), frame,
				Outcome.valueOf(WireEnums.name(decision.getOutcome())),
				decision.hasPrbs() ? decision.getPrbs() : Decision.UNKNOWN, decision.getModelVersion(),
				Durations.toNanos(decision.getLatency()), decision.getDetail(), List.copyOf(decision.getPoliciesList()),
				message.hasInputs() ? planned(decision, message.getInputs()) : null);
		return new RecordedDecision(source, Structs.json(message.getSettings()), record);
	}

	private static AuditRecord.Planned planned(PrbDecision decision, PlanningInputs inputs) {
		return new AuditRecord.Planned(inputs(inputs, decision.getIterations()), inputs.getWindowSha256(),
				inputs.getSliceIndex(), decision.getPlanList().stream().mapToInt(Integer::intValue).toArray(),
				decision.getScore(), decision.hasScoreHold() ? decision.getScoreHold() : Double.NaN,
				decision.getTermsList().stream().mapToDouble(ScoreTerm::getValue).toArray(), decision.getRollouts());
	}

	private static PlanInputs inputs(PlanningInputs inputs, int iterations) {
		List<ActionSpace> bounds = new ArrayList<>();
		for (AllocationBounds space : inputs.getBoundsList()) {
			bounds.add(new ActionSpace(space.getMin(), space.getMax(), space.getMaxStep()));
		}
		return new PlanInputs(inputs.getModelSha256Map(), List.copyOf(inputs.getSlicesList()),
				array(inputs.getWindowsList()), array(inputs.getInForceList()), optional(inputs.getPreviousList()),
				bounds, inputs.getBudget(), iterations, inputs.getCallWindows(), inputs.getCallPosition(),
				inputs.getIntentsList().stream().map(Structs::json).map(RecordedSettings::readIntent).toList(),
				optional(inputs.getCorrectionsList()), optional(inputs.getAnnouncedList()),
				optional(inputs.getChargesList()));
	}

	/** Empty for null. */
	private static List<Float> list(float @Nullable [] values) {
		if (values == null) {
			return List.of();
		}
		List<Float> list = new ArrayList<>(values.length);
		for (float value : values) {
			list.add(value);
		}
		return list;
	}

	/** Null without values. */
	private static float @Nullable [] optional(List<Float> values) {
		return values.isEmpty() ? null : array(values);
	}

	private static float[] array(List<Float> values) {
		float[] array = new float[values.size()];
		for (int i = 0; i < array.length; i++) {
			array[i] = values.get(i);
		}
		return array;
	}

}
