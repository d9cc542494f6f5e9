package org.presage.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.presage.audit.AuditRecord;
import org.presage.audit.RecordedDecision;
import org.presage.audit.Replayed;
import org.presage.control.Decision;
import org.presage.control.Objective;
import org.presage.control.PlanInputs;

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
		line("%-12s %-24s %-24s", "", "recorded", "replayed");
		row("plan", prbs(replayed.recorded().actions()), prbs(replayed.again().actions()), replayed.samePlan());
		row("score", replayed.recorded().score(), replayed.again().score(), replayed.sameScore());
		row("hold score", replayed.recorded().holdScore(), replayed.again().holdScore(), replayed.sameHoldScore());
		List<String> names = Objective.termNames(replayed.again().schema());
		for (int i = 0; i < names.size(); i++) {
			row("  " + names.get(i), term(replayed.recorded().terms(), i), term(replayed.again().terms(), i),
					replayed.sameTerm(i));
		}
		line("");
		line(replayed.same() ? "the same, bit for bit"
				: "NOT the same: on another kind of processor or another version of ONNX Runtime sums may differ in their "
						+ "last bits, elsewhere they must not");
		this.out.flush();
	}

	private void row(String name, Object recorded, Object replayed, boolean same) {
		line("%-12s %-24s %-24s %s", name, recorded, replayed, same ? "same" : "DIFFERENT");
	}

	private static Object term(double[] terms, int index) {
		return (index < terms.length) ? terms[index] : "-";
	}

	private static String prbs(int[] plan) {
		return Arrays.stream(plan).mapToObj(Integer::toString).collect(Collectors.joining(" "));
	}

	/** Of a decision without a plan. */
	Map<String, Object> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("decision", this.record.id());
		json.put("source", this.decision.source());
		json.put("time_ms", this.record.timeMs());
		json.put("node", this.record.frame().cell().node());
		json.put("cell", this.record.frame().cell().cell());
		json.put("slice", this.record.frame().cell().slice());
		json.put("interval_end_ms", this.record.frame().intervalEndMs());
		json.put("outcome", this.record.outcome().name());
		json.put("detail", this.record.detail());
		json.put("model_version", this.record.modelVersion());
		json.put("policies", this.record.policies());
		return json;
	}

	Map<String, Object> json(Replayed replayed) {
		Map<String, Object> json = json();
		AuditRecord.Planned plan = replayed.recorded();
		Decision.PlanForecast again = replayed.again();
		List<String> names = Objective.termNames(again.schema());
		json.put("iterations", plan.inputs().iterations());
		json.put("rollouts", plan.rollouts());
		json.put("window_sha256", plan.windowSha256());
		json.put("recorded", plan(plan.actions(), plan.score(), plan.holdScore(), names, plan.terms()));
		json.put("replayed", plan(again.actions(), again.score(), again.holdScore(), names, again.terms()));
		json.put("same", replayed.same());
		return json;
	}

	private static Map<String, Object> plan(int[] actions, double score, double hold, List<String> names,
			double[] terms) {
		Map<String, Object> plan = new LinkedHashMap<>();
		plan.put("plan", actions);
		plan.put("score", score);
		plan.put("hold_score", hold);
		Map<String, Object> named = new LinkedHashMap<>();
		for (int i = 0; i < names.size(); i++) {
			named.put(names.get(i), term(terms, i));
		}
		plan.put("terms", named);
		return plan;
	}

	private void line(String format, Object... values) {
		this.out.println(String.format(Locale.ROOT, format, values));
	}

}
