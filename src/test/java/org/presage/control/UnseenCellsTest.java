/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.InvalidInputException;
import org.presage.base.SettingNames;
import org.presage.control.metrics.Metric;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.plausibility.PlausibilitySettings;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cell that is not seen is not planned: without its KPIs, or at another period than the
 * model's step. The window of the test model has 5 reports, the KPIs SINR, Buffer, PRBs,
 * Delay; the objective reads SINR and Delay.
 */
class UnseenCellsTest implements DecisionSink {

	private static final float NONE = Float.NaN;

	private final ManualClock clock = new ManualClock();

	private final ModelRegistry registry = new ModelRegistry();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final List<Decision> decisions = new ArrayList<>();

	private ControlLoop loop = loop(EvidenceSettings.DEFAULT, Objective.DEFAULT);

	private ControlMode mode = ControlMode.ADVISORY;

	private int number;

	/** What the node can report of SINR, Buffer, PRBs, Delay; null: all. */
	private boolean @Nullable [] reportable;

	private ControlLoop loop(EvidenceSettings evidence, Objective objective) {
		LoopResources resources = new LoopResources(10, DecisionRecorder.NONE, DecisionTracer.NONE, () -> Intents.NONE,
				new ReportCheck(PlausibilitySettings.DEFAULT, this.meters, this.clock));
		return new ControlLoop(
				ControlSettings.defaults()
					.withSearch(SearchSettings.DEFAULT.withBatch(1))
					.withObjective(objective)
					.withEvidence(evidence),
				this.registry, TestModels.schema(), this.clock, new LoopMetrics(this.meters), new Surprise(this.meters),
				resources);
	}

	@BeforeEach
	void serve() {
		this.registry.serve(OnnxWorldModel.load(TestModels.random("a", 1)));
	}

	@AfterEach
	void close() {
		this.loop.close();
		this.registry.close();
	}

	@Override
	public void decided(Decision decision) {
		this.decisions.add(decision);
	}

	@Override
	public void rejected(KpiFrame frame, InvalidInputException reason) {
		throw reason;
	}

	/** A report of KPIs that move. */
	private Decision report(float sinr, float buffer, float delay) throws InterruptedException {
		this.clock.advanceMillis(100);
		return reportAt(this.clock.epochMillis(), sinr, buffer, 20, delay);
	}

	private Decision reportAt(long endMs, float sinr, float buffer, float prbs, float delay)
			throws InterruptedException {
		int odd = this.number++ % 3;
		this.loop.offer(new Arrival(
				new KpiFrame(new CellId("node", "cell"), 1, endMs,
						new float[] { sinr + odd, buffer + 7 * odd, prbs, delay + odd }, null, this.reportable),
				TestModels.schema(), this.clock.nanoTime(), this.mode, this));
		this.loop.doWork(0);
		return this.decisions.getLast();
	}

	private Decision reports(int count, float sinr, float buffer, float delay) throws InterruptedException {
		Decision last = report(sinr, buffer, delay);
		for (int i = 1; i < count; i++) {
			last = report(sinr, buffer, delay);
		}
		return last;
	}

	private List<Outcome> outcomes() {
		return this.decisions.stream().map(Decision::outcome).toList();
	}

	private double counted(UnseenCause cause) {
		return Metric.UNSEEN.counter(this.meters, cause.name().toLowerCase(java.util.Locale.ROOT)).count();
	}

	@Test
	void holdsCellWithoutAnyKpi() throws InterruptedException {
		Decision last = reports(TestModels.WINDOW, NONE, NONE, NONE);
		assertThat(last.outcome()).isEqualTo(Outcome.BLIND);
		assertThat(last.prbs()).isEqualTo(20);
		assertThat(last.forecast()).isNull();
		assertThat(last.detail()).startsWith("no KPI of the model is measured in 5 reports");
		assertThat(counted(UnseenCause.NO_KPI)).isEqualTo(1);
	}

	@Test
	void holdsCellWithoutKpiThatObjectiveReads() throws InterruptedException {
		Decision last = reports(TestModels.WINDOW, 10, 1000, NONE);
		assertThat(last.outcome()).isEqualTo(Outcome.BLIND);
		assertThat(last.detail())
			.isEqualTo("the objective reads what is not measured: Delay in 0 of 5 reports (windowShare, freshReports)"
				.replace("windowShare", "window-share")
				.replace("freshReports", "fresh-reports"));
		assertThat(counted(UnseenCause.OBJECTIVE)).isEqualTo(1);
	}

	@Test
	void plansCellWithoutKpiThatObjectiveDoesNotRead() throws InterruptedException {
		this.loop.close();
		this.loop = loop(EvidenceSettings.DEFAULT,
				Objective.DEFAULT.withWeights(Map.of("Delay", 0.0)).withSlaPenalty(0));
		Decision last = reports(TestModels.WINDOW, 10, 1000, NONE);
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(Objects.requireNonNull(last.forecast()).imputed()).containsExactly("Delay");
	}

	private Decision ofNode(Objective objective, boolean sinr, boolean buffer, boolean delay)
			throws InterruptedException {
		this.loop.close();
		this.loop = loop(EvidenceSettings.DEFAULT, objective);
		this.reportable = new boolean[] { sinr, buffer, true, delay };
		return reports(TestModels.WINDOW, sinr ? 10 : NONE, buffer ? 1000 : NONE, delay ? 30 : NONE);
	}

	@Test
	void plansNodeWhoseDialectDoesNotReportSomeKpis() throws InterruptedException {
		Decision last = ofNode(Objective.DEFAULT, false, false, true);
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(Objects.requireNonNull(last.forecast()).imputed()).containsExactly("SINR", "Buffer");
		last = reports(TestModels.WINDOW, NONE, NONE, NONE);
		assertThat(last.outcome()).as("it can report the delay").isEqualTo(Outcome.BLIND);
	}

	@Test
	void holdsNodeWhoseDialectReportsNothingThatObjectiveReads() throws InterruptedException {
		Objective unbounded = Objective.DEFAULT.withSlaPenalty(0);
		assertThat(ofNode(unbounded, true, true, false).outcome()).isEqualTo(Outcome.PLANNED);
		Decision last = ofNode(unbounded, false, true, false);
		assertThat(last.outcome()).isEqualTo(Outcome.BLIND);
		assertThat(last.detail()).startsWith("the objective reads what is not measured: SINR, which the node's dialect "
				+ "does not report, Delay, which the node's dialect does not report (");
	}

	@Test
	void holdsNodeWhoseDialectDoesNotReportTheKpiOfAnSla() throws InterruptedException {
		Decision last = ofNode(Objective.DEFAULT, true, true, false);
		assertThat(last.outcome()).isEqualTo(Outcome.BLIND);
		assertThat(last.detail()).contains("Delay, which the node's dialect does not report");
	}

	@Test
	void holdsControlledCellThatGoesBlindAndPlansItAgain() throws InterruptedException {
		this.mode = ControlMode.ACTIVE;
		float prbs = 20;
		for (int i = 0; i < 60; i++) {
			boolean blind = i >= 20 && i < 50;
			this.clock.advanceMillis(100);
			Decision decision = reportAt(this.clock.epochMillis(), blind ? NONE : 10, blind ? NONE : 1000,
					blind ? NONE : prbs, blind ? NONE : 30);
			prbs = decision.prbs();
		}
		assertThat(outcomes().subList(10, 20)).containsOnly(Outcome.PLANNED);
		assertThat(outcomes().subList(25, 50)).as("the last change may be taken back first")
			.containsAnyOf(Outcome.BLIND)
			.isSubsetOf(Outcome.ROLLED_BACK, Outcome.BLIND);
		assertThat(outcomes().subList(36, 51)).as("one report is not enough").containsOnly(Outcome.BLIND);
		assertThat(outcomes().subList(53, 60)).containsOnly(Outcome.PLANNED);
	}

	@Test
	void holdsCellWhoseKpiIsNotFresh() throws InterruptedException {
		this.loop.close();
		this.loop = loop(new EvidenceSettings(0.1, 2, 0, 0, 0, SettingNames.PLAIN), Objective.DEFAULT);
		reports(TestModels.WINDOW, 10, 1000, 30);
		assertThat(report(10, 1000, NONE).outcome()).isEqualTo(Outcome.PLANNED);
		Decision last = report(10, 1000, NONE);
		assertThat(last.outcome()).isEqualTo(Outcome.BLIND);
		assertThat(last.detail()).contains("Delay in 3 of 5 reports, none of the newest 2");
	}

	@Test
	void holdsCellWithTooFewOtherKpis() throws InterruptedException {
		assertThat(reports(TestModels.WINDOW, 10, NONE, 30).outcome()).as("one other KPI, a quarter of it")
			.isEqualTo(Outcome.PLANNED);
		this.loop.close();
		this.loop = loop(new EvidenceSettings(0.5, 5, 1, 0, 0, SettingNames.PLAIN), Objective.DEFAULT);
		Decision last = reports(TestModels.WINDOW, 10, NONE, 30);
		assertThat(last.outcome()).isEqualTo(Outcome.BLIND);
		assertThat(last.detail()).contains("too few of the other KPIs", "Buffer in 0 of 5 reports");
		assertThat(counted(UnseenCause.OTHERS)).isEqualTo(1);
	}

	@Test
	void widensIntervalsWhereInputsAreImputed() throws InterruptedException {
		Decision.PlanForecast seen = Objects.requireNonNull(reports(TestModels.WINDOW, 10, 1000, 30).forecast());
		assertThat(seen.imputed()).isEmpty();
		Decision.PlanForecast imputed = Objects.requireNonNull(report(10, 1000, NONE).forecast());
		assertThat(imputed.imputed()).containsExactly("Delay");
		int delay = TestModels.schema().targetOf("Delay");
		int sinr = TestModels.schema().targetOf("SINR");
		assertThat(imputed.high()[delay] / imputed.low()[delay]).isGreaterThan(seen.high()[delay] / seen.low()[delay]);
		assertThat(imputed.high()[sinr] - imputed.low()[sinr])
			.isGreaterThan(1.01f * (seen.high()[sinr] - seen.low()[sinr]));
	}

	@Test
	void plansWithoutEvidenceWhereConfigured() throws InterruptedException {
		this.loop.close();
		this.loop = loop(EvidenceSettings.NONE, Objective.DEFAULT);
		assertThat(reports(TestModels.WINDOW, NONE, NONE, NONE).outcome()).isEqualTo(Outcome.PLANNED);
	}

	@ParameterizedTest
	@CsvSource({ "1, FASTER", "10, FASTER", "20, FASTER", "50, FASTER", "74, FASTER", "126, SLOWER", "200, SLOWER",
			"300, SLOWER", "301, SLOWER", "1000, SLOWER", "5000, SLOWER" })
	void holdsCellAtAnotherPeriodThanTheStep(int periodMs, UnseenCause cause) throws InterruptedException {
		for (int i = 0; i < 40; i++) {
			this.clock.advanceMillis(periodMs);
			reportAt(this.clock.epochMillis(), 10, 1000, 20, 30);
		}
		assertThat(outcomes()).doesNotContain(Outcome.PLANNED);
		assertThat(outcomes().subList(4, 40)).containsOnly(Outcome.OFF_STEP);
		Decision last = this.decisions.getLast();
		assertThat(last.detail()).startsWith("expected a report every 100 ms (75 to 125), found one every " + periodMs);
		assertThat(last.prbs()).isEqualTo(20);
		assertThat(counted(cause)).isGreaterThan(30);
	}

	@ParameterizedTest
	@ValueSource(ints = { 76, 90, 100, 110, 124 })
	void plansCellWithinTheTolerance(int periodMs) throws InterruptedException {
		for (int i = 0; i < 40; i++) {
			this.clock.advanceMillis(periodMs);
			reportAt(this.clock.epochMillis(), 10, 1000, 20, 30);
		}
		assertThat(outcomes().subList(5, 40)).containsOnly(Outcome.PLANNED);
	}

	@Test
	void plansCellThatLosesReports() throws InterruptedException {
		reports(20, 10, 1000, 30);
		for (int i = 0; i < 60; i++) {
			this.clock.advanceMillis((i % 3 == 0) ? 200 : 100);
			reportAt(this.clock.epochMillis(), 10, 1000, 20, 30);
		}
		assertThat(outcomes()).doesNotContain(Outcome.OFF_STEP);
	}

	@Test
	void holdsCellThatLosesHalfOfItsReports() throws InterruptedException {
		for (int i = 0; i < 40; i++) {
			this.clock.advanceMillis((i % 2 == 0) ? 300 : 100);
			reportAt(this.clock.epochMillis(), 10, 1000, 20, 30);
		}
		assertThat(outcomes().subList(4, 40)).containsOnly(Outcome.OFF_STEP);
		assertThat(this.decisions.getLast().detail())
			.isEqualTo("expected a report every 100 ms, a third of them lost at most, found 5 in 900 ms, 50 % lost");
		assertThat(counted(UnseenCause.SLOWER)).isEqualTo(36);
		reports(TestModels.WINDOW, 10, 1000, 30);
		assertThat(this.decisions.getLast().outcome()).isEqualTo(Outcome.PLANNED);
	}

	@Test
	void plansCellAgainThatReturnsToTheStep() throws InterruptedException {
		for (int i = 0; i < 20; i++) {
			this.clock.advanceMillis(1000);
			reportAt(this.clock.epochMillis(), 10, 1000, 20, 30);
		}
		reports(8, 10, 1000, 30);
		assertThat(this.decisions.getLast().outcome()).as("a window of its own").isEqualTo(Outcome.WARMING_UP);
		assertThat(report(10, 1000, 30).outcome()).isEqualTo(Outcome.PLANNED);
	}

	@Test
	void namesTimeStampsThatAreCoarserThanTheStep() throws InterruptedException {
		for (int i = 0; i < 100; i++) {
			this.clock.advanceMillis(100);
			reportAt(this.clock.epochMillis() / 1000 * 1000, 10, 1000, 20, 30);
		}
		assertThat(outcomes()).doesNotContain(Outcome.PLANNED);
		assertThat(outcomes().subList(20, 100)).containsOnly(Outcome.OFF_STEP);
		assertThat(this.decisions.getLast().detail()).contains("several with one time stamp, which moves by 1000 ms");
		assertThat(counted(UnseenCause.COARSE_TIME)).isGreaterThan(70);
	}

	@Test
	void saysThatGapsKeepWindowFromFilling() throws InterruptedException {
		for (int i = 0; i < 40; i++) {
			this.clock.advanceMillis((i % 4 == 3) ? 500 : 100);
			reportAt(this.clock.epochMillis(), 10, 1000, 20, 30);
		}
		assertThat(outcomes()).containsOnly(Outcome.WARMING_UP);
		assertThat(this.decisions.get(10).detail()).isEqualTo("4 of 5 frames");
		assertThat(this.decisions.getLast().detail()).startsWith("1 of 5 frames: 10 pauses of more than ")
			.endsWith(" ms (gap-steps) have restarted the window before it was full");
		assertThat(counted(UnseenCause.GAPS)).isEqualTo(29);
		reports(TestModels.WINDOW, 10, 1000, 30);
		assertThat(this.decisions.getLast().outcome()).isEqualTo(Outcome.PLANNED);
		this.clock.advanceMillis(500);
		reportAt(this.clock.epochMillis(), 10, 1000, 20, 30);
		assertThat(this.decisions.getLast().detail()).as("forgiven").isEqualTo("1 of 5 frames");
	}

	@Test
	void newCellInheritsNothingFromTheOneBefore() throws InterruptedException {
		for (int i = 0; i < 40; i++) {
			this.clock.advanceMillis((i % 4 == 3) ? 500 : 100);
			reportAt(this.clock.epochMillis(), 10, 1000, 20, 30);
		}
		double counted = counted(UnseenCause.GAPS);
		this.clock.advanceMillis(3_600_000);
		this.loop.doWork(0);
		report(10, 1000, 30);
		assertThat(this.decisions.getLast().detail()).isEqualTo("1 of 5 frames");
		assertThat(counted(UnseenCause.GAPS)).isEqualTo(counted);
	}

	@Test
	void tooOldReportsOfNewCellsTakeNoPlaces() throws InterruptedException {
		for (int i = 0; i < 25; i++) {
			this.clock.advanceMillis(1);
			this.loop.offer(new Arrival(
					new KpiFrame(new CellId("node", "cell" + i), 1, this.clock.epochMillis() - 3_600_000,
							new float[] { 10, 1000, 20, 30 }),
					TestModels.schema(), this.clock.nanoTime(), this.mode, this));
			this.loop.doWork(0);
		}
		assertThat(outcomes()).hasSize(25).containsOnly(Outcome.STALE);
		assertThat(this.decisions.getLast().prbs()).isEqualTo(20);
		assertThat(report(10, 1000, 30).outcome()).isEqualTo(Outcome.WARMING_UP);
	}

	@Test
	void answersRepeatedReportsAsStale() throws InterruptedException {
		reports(10, 10, 1000, 30);
		for (int i = 0; i < 20; i++) {
			report(10, 1000, 30);
			this.number--;
			reportAt(this.clock.epochMillis(), 10, 1000, 20, 30);
		}
		assertThat(this.decisions.getLast().outcome()).isEqualTo(Outcome.STALE);
		assertThat(report(10, 1000, 30).outcome()).isEqualTo(Outcome.PLANNED);
	}

}
