/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.presage.control.metrics.Metric;
import org.presage.kpi.CellId;
import org.presage.kpi.FalseData;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.plausibility.PlausibilitySettings;
import org.presage.testing.TestModels;
import org.presage.worldmodel.correction.CorrectionSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** What the loop does with reports that are right in form and false in content. */
class FalseReportsTest extends LoopFixture {

	private static final CellId CELL = new CellId("node", "cell");

	private static final ControlSettings SETTINGS = ControlSettings.defaults()
		.withSearch(SearchSettings.DEFAULT.withBatch(1));

	FalseReportsTest() {
		super(SETTINGS);
		this.mode = ControlMode.ACTIVE;
		checked(PlausibilitySettings.DEFAULT);
	}

	/** From now on reports are checked so. */
	private void checked(PlausibilitySettings plausibility) {
		checked(SETTINGS, plausibility);
	}

	private void checked(ControlSettings settings, PlausibilitySettings plausibility) {
		this.loop.close();
		this.loop = loop(settings, new LoopResources(10, DecisionRecorder.NONE, DecisionTracer.NONE, () -> Intents.NONE,
				new ReportCheck(plausibility, this.meters, this.clock)));
	}

	private void offer(CellId cell, long endMs, @Nullable FalseData known, float... values) {
		offer(new KpiFrame(cell, 1, endMs, values, known, null));
	}

	private Decision report(@Nullable FalseData known, float... values) {
		this.clock.advanceMillis(100);
		offer(CELL, this.clock.epochMillis(), known, values);
		work();
		return this.decisions.getLast();
	}

	private Decision planned() {
		serve();
		Decision last = report(null, 10, 1000, 20, 30);
		for (int i = 1; i < TestModels.WINDOW; i++) {
			last = report(null, 10 + i % 3, 1000 + 7 * i, 20, 30 + i % 2);
		}
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		return last;
	}

	private double counted(FalseData cause) {
		return Metric.FALSE_DATA.counter(this.meters, cause.name().toLowerCase(Locale.ROOT)).count();
	}

	private CellSnapshot seen() throws Exception {
		var asked = this.loop.ask(CELL);
		this.loop.doWork(0);
		return asked.get().orElseThrow();
	}

	@Test
	void holdsCellAndDoesNotUseFalseReport() throws Exception {
		planned();
		float[] before = seen().frames();
		Decision held = report(FalseData.VALUE_COUNT, -5, 3, 7, 60_000);
		assertThat(held.outcome()).isEqualTo(Outcome.IMPLAUSIBLE);
		assertThat(held.prbs()).as("what was in force, not what a false report says").isEqualTo(20);
		assertThat(held.detail()).startsWith("value_count: ");
		assertThat(seen().frames()).as("not in the window").isEqualTo(before);
		assertThat(seen().status().falseData()).hasToString(held.detail());
		assertThat(counted(FalseData.VALUE_COUNT)).isEqualTo(1);
		assertThat(this.meters.counter(Metric.FRAMES.id(), "result", "implausible").count()).isEqualTo(1);
		assertThat(report(null, 10, 1000, 20, 30).outcome()).as("planned again").isEqualTo(Outcome.PLANNED);
		assertThat(seen().status().falseData()).isNull();
	}

	@Test
	void startsWindowAgainAfterLongFault() {
		planned();
		for (int i = 0; i < 10; i++) {
			assertThat(report(FalseData.REPEATED_VALUE, -5, 3, 7, 6).outcome()).isEqualTo(Outcome.IMPLAUSIBLE);
		}
		assertThat(report(null, 10, 1000, 20, 30).outcome()).isEqualTo(Outcome.WARMING_UP);
	}

	@Test
	void onlyCountsWhereConfigured() {
		checked(new PlausibilitySettings(PlausibilitySettings.Mode.COUNT, 20, 10, 10, 6, 20));
		planned();
		assertThat(report(FalseData.VALUE_COUNT, 10, 1000, 20, 30).outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(counted(FalseData.VALUE_COUNT)).isEqualTo(1);
	}

	/** The node keeps its reports for 15 s, and sends them at once. */
	@Test
	void answersBurstsOfTwoHundredReports() {
		// The node does not carry out what is decided, and that must not change here.
		checked(SETTINGS.withCorrection(CorrectionSettings.NONE), PlausibilitySettings.DEFAULT);
		planned();
		for (int burst = 0; burst < 3; burst++) {
			this.decisions.clear();
			long startMs = this.clock.epochMillis();
			this.clock.advanceMillis(20_000);
			for (int i = 1; i <= 200; i++) {
				offer(CELL, startMs + 100L * i, null, 10 + i % 7 + 0.5f, 1000 + 3 * i, 20, 30 + i % 5 + 0.25f);
			}
			work();
			assertThat(this.decisions).hasSize(200);
			assertThat(this.decisions.getLast().outcome()).isEqualTo(Outcome.PLANNED);
			assertThat(this.decisions).extracting(Decision::outcome)
				.as("the first are older than presage.loop.max-age")
				.containsOnly(Outcome.STALE, Outcome.WARMING_UP, Outcome.PLANNED);
		}
	}

	@Test
	void holdsCellsOfOneNodeUnderTwoNames() {
		serve();
		for (int i = 0; i < 60; i++) {
			this.clock.advanceMillis(100);
			for (String node : new String[] { "gnb_001_01_00000001", "001-01-1" }) {
				offer(new CellId(node, "00101-1"), this.clock.epochMillis(), null, 10.3f + i % 7, 1000.5f + i, 20,
						30.7f + i % 5);
			}
			work();
		}
		assertThat(this.decisions.subList(114, 120)).allSatisfy((decision) -> {
			assertThat(decision.outcome()).isEqualTo(Outcome.IMPLAUSIBLE);
			assertThat(decision.detail()).startsWith("duplicate: ").contains("00101-1");
		});
	}

	@Test
	void holdsCellThatTwoNodesWithOneIdReport() {
		serve();
		for (int i = 0; i < 30; i++) {
			this.clock.advanceMillis(60);
			offer(CELL, this.clock.epochMillis() - 40, null, 10 + i % 7, 1000 + i, 20, 30);
			offer(CELL, this.clock.epochMillis(), null, 2 + i % 5, 70_000 + i, 20, 300);
			this.clock.advanceMillis(40);
			work();
		}
		assertThat(this.decisions.getLast().outcome()).isEqualTo(Outcome.IMPLAUSIBLE);
		assertThat(this.decisions.getLast().detail()).startsWith("overlap: ");
	}

	/** The same, of nodes whose intervals end at the same time. */
	@Test
	void holdsCellWithTwoReportsOfOneInterval() {
		serve();
		for (int i = 0; i < 30; i++) {
			this.clock.advanceMillis(100);
			offer(CELL, this.clock.epochMillis(), null, 10 + i % 7, 1000 + i, 20, 30);
			offer(CELL, this.clock.epochMillis(), null, 2 + i % 5, 70_000 + i, 20, 300);
			work();
		}
		assertThat(this.decisions).extracting(Decision::outcome).contains(Outcome.IMPLAUSIBLE);
		assertThat(counted(FalseData.OVERLAP)).isPositive();
	}

	/** A client that is not sure whether a report came sends it twice. */
	@Test
	void acceptsReportsThatAreSentTwice() {
		serve();
		for (int i = 0; i < 30; i++) {
			this.clock.advanceMillis(100);
			for (int twice = 0; twice < 2; twice++) {
				offer(CELL, this.clock.epochMillis(), null, 10 + i % 7, 1000 + i, 20, 30);
			}
			work();
		}
		assertThat(this.decisions).extracting(Decision::outcome).doesNotContain(Outcome.IMPLAUSIBLE);
	}

}
