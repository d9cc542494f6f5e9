/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.DecisionOutcome;
import org.presage.api.v1.PrbDecision;
import org.presage.sim.RanConfig;
import org.presage.testing.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Tables about live cells fit the terminal, whatever the reasons are. */
class RedrawTest {

	private static final String REASON = "cell-0: expected the KPI Throughput of the model in 50 reports, found none "
			+ "since the node attached; ".repeat(4);

	@Test
	void lineEndsWhereTheTerminalDoes() {
		StringWriter out = new StringWriter();
		new Redraw(new PrintWriter(out), true, 40).show("short\n" + "x".repeat(39) + "\ud83d\ude00y");
		assertThat(out.toString().lines().map((line) -> line.replace("\033[K", ""))).startsWith("short",
				"x".repeat(39) + "…");
		assertThat(Redraw.cut("a".repeat(40), 40)).hasSize(40);
		assertThat(Redraw.cut(REASON, Integer.MAX_VALUE)).isEqualTo(REASON);
	}

	@Test
	void statusNamesOutcomesThatHappenedAndReasonsLast() {
		String text = StatusCommand.text(JsonMapper.shared().readTree("{\"budget_ms\":10}"), JsonMapper.shared()
			.readTree("{\"total\":1,\"outcomes\":{\"PLANNED\":0,\"BLIND\":1,\"LATE\":0},\"cells\":[{\"node\":\"n\","
					+ "\"cell\":\"c\",\"slice\":\"\",\"outcome\":\"BLIND\",\"detail\":\"" + REASON + "\"}]}"));
		assertThat(text.lines().findFirst()).hasValueSatisfying((line) -> assertThat(line).endsWith("1 cell, 1 BLIND"));
		assertThat(text).contains("latency ms  reason\n").endsWith("–  " + REASON.strip());
	}

	@Test
	void attachShowsReasonUnderItsOwnHeading() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ManualClock clock = new ManualClock();
		LiveTable table = new LiveTable(new PrintStream(out, true, StandardCharsets.UTF_8), clock, 1, true, 120,
				RanConfig.schema(), List.of("cell-0"));
		table.measured(0, new float[RanConfig.schema().size()]);
		clock.advanceMillis(1);
		table.answered(0, AttachResponse.newBuilder()
			.setDecision(PrbDecision.newBuilder().setOutcome(DecisionOutcome.DECISION_OUTCOME_BLIND).setDetail(REASON))
			.build());
		List<String> lines = out.toString(StandardCharsets.UTF_8).replace("\033[K", "").lines().toList();
		assertThat(lines.get(1).indexOf("cell-0: expected")).isEqualTo(lines.get(0).indexOf("reason")).isPositive();
		assertThat(lines.get(1)).hasSize(120).endsWith("…");
		assertThat(lines.get(1).charAt(lines.get(0).indexOf("predicted delay"))).isEqualTo('–');
	}

}
