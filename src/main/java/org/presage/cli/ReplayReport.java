/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import org.presage.audit.AuditRecord;
import org.presage.audit.RecordedDecision;
import org.presage.audit.Replayed;
import org.presage.base.JsonResult;
import org.presage.base.TextTable;
import org.presage.control.Decision;
import org.presage.control.Objective;
import org.presage.control.PlanInputs;
import org.presage.kpi.CellId;

/** A recorded decision beside the one that is made now, for people and as JSON. */
final class ReplayReport {

	private final PrintWriter out;

	private final RecordedDecision decision;

	private final AuditRecord record;

	ReplayReport(PrintWriter out, RecordedDecision decision) {
		this.out = out;
		this.decision = decision;
		this.record = decision.record();
	}

	void head() {
		line("decision %s of %s: %s, %s, %s", Long.toUnsignedString(this.record.id()), this.decision.source(),
				this.record.frame().cell(), Instant.ofEpochMilli(this.record.timeMs()), this.record.outcome());
		if (!this.record.policies().isEmpty()) {
			line("under policies %s", String.join(", ", this.record.policies()));
		}
	}

	void held() {
		line("held at %s PRBs%s; nothing was planned, there is nothing to make again",
				(this.record.prbs() != Decision.UNKNOWN) ? this.record.prbs() : "unknown",
				this.record.detail().isEmpty() ? "" : ": " + this.record.detail());
		this.out.flush();
	}

	void compare(Replayed replayed) {
		PlanInputs inputs = replayed.recorded().inputs();
		line("model %s, %d iterations, %d plans imagined, %s; window %d of %d in its call", this.record.modelVersion(),
				inputs.iterations(), replayed.recorded().rollouts(),
				(inputs.previous() != null) ? "started from the plan before" : "started from what was in force",
				inputs.callPosition() + replayed.recorded().slice() + 1, inputs.callWindows());
		line("");
		TextTable table = new TextTable("", "recorded", "replayed", "");
		row(table, "plan", prbs(replayed.recorded().actions()), prbs(replayed.again().actions()), replayed.samePlan());
		row(table, "score", replayed.recorded().score(), replayed.again().score(), replayed.sameScore());
		row(table, "hold score", replayed.recorded().holdScore(), replayed.again().holdScore(),
				replayed.sameHoldScore());
		List<String> names = Objective.termNames(replayed.again().schema());
		for (int i = 0; i < names.size(); i++) {
			row(table, "  " + names.get(i), term(replayed.recorded().terms(), i), term(replayed.again().terms(), i),
					replayed.sameTerm(i));
		}
		table.print(this.out);
		line("");
		line(replayed.same() ? "the same, bit for bit"
				: "NOT the same: on another kind of processor or another version of ONNX Runtime sums may differ in their "
						+ "last bits, elsewhere they must not");
		this.out.flush();
	}

	private static void row(TextTable table, String name, Object recorded, Object replayed, boolean same) {
		table.row(name, recorded, replayed, same ? "same" : "DIFFERENT");
	}

	private static Object term(double[] terms, int index) {
		return (index < terms.length) ? terms[index] : "-";
	}

	private static String prbs(int[] plan) {
		return Arrays.stream(plan).mapToObj(Integer::toString).collect(Collectors.joining(" "));
	}

	/** What {@code --json} writes; {@code plan} is null for a decision without one. */
	@JsonResult
	record Result(long decision, String source, long timeMs, String node, String cell, String slice, long intervalEndMs,
			String outcome, String detail, String modelVersion, List<String> policies,
			@JsonUnwrapped @Nullable Both plan) {
	}

	/** The plan that was recorded, and the one that is made now. */
	@JsonResult
	record Both(int iterations, int rollouts, @JsonProperty("window_sha256") String windowSha256, Plan recorded,
			Plan replayed, boolean same) {
	}

	/** A plan; a term that was not recorded is "-". */
	@JsonResult
	record Plan(int[] plan, double score, double holdScore, Map<String, ?> terms) {
	}

	/** Of a decision that is made again; null for one without a plan. */
	Result json(@Nullable Replayed replayed) {
		CellId cell = this.record.frame().cell();
		return new Result(this.record.id(), this.decision.source(), this.record.timeMs(), cell.node(), cell.cell(),
				cell.slice(), this.record.frame().intervalEndMs(), this.record.outcome().name(), this.record.detail(),
				this.record.modelVersion(), this.record.policies(), (replayed != null) ? both(replayed) : null);
	}

	private static Both both(Replayed replayed) {
		AuditRecord.Planned plan = replayed.recorded();
		Decision.PlanForecast again = replayed.again();
		List<String> names = Objective.termNames(again.schema());
		return new Both(plan.inputs().iterations(), plan.rollouts(), plan.windowSha256(),
				new Plan(plan.actions(), plan.score(), plan.holdScore(), terms(names, plan.terms())),
				new Plan(again.actions(), again.score(), again.holdScore(), terms(names, again.terms())),
				replayed.same());
	}

	private static Map<String, ?> terms(List<String> names, double[] terms) {
		Map<String, Object> named = new LinkedHashMap<>();
		IntStream.range(0, names.size()).forEach((i) -> named.put(names.get(i), term(terms, i)));
		return named;
	}

	private void line(String format, Object... values) {
		this.out.println(String.format(Locale.ROOT, format, values));
	}

}
