/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;

import org.junit.jupiter.api.Test;

import org.presage.control.CellIntent;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelManifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Cells of two models beside each other, with errors whose size is known. */
class CanaryWatchTest {

	private static final int CELLS = 20;

	private static final ModelManifest MODEL = TestModels.manifest("a");

	private static final KpiSchema SCHEMA = MODEL.schema();

	private static final int ACTION = SCHEMA.actionIndex();

	private static final int DELAY = SCHEMA.indexOf("Delay");

	private final CanaryWatch watch = new CanaryWatch(100);

	private final SplittableRandom random = new SplittableRandom(7);

	private long timeMs = 1_700_000_000_000L;

	private long number;

	/** PRBs that were decided for each cell, and in force in its next report. */
	private final int[] prbs = new int[CELLS];

	/** Standard deviation of a cell's errors, in predicted ones. */
	private ToDoubleBiFunction<Integer, Boolean> noise = (cell, tried) -> 1;

	/** Whether a cell's PRBs go up and down. */
	private ToDoubleBiFunction<Integer, Boolean> swing = (cell, tried) -> 0;

	private boolean follows = true;

	private int canaries = 5;

	private final boolean[] troubled = new boolean[CELLS];

	private double slow;

	private boolean isTried;

	private boolean isCanary(int cell) {
		return cell < this.canaries;
	}

	private static CellId cell(int number) {
		return new CellId("node", "cell-" + number);
	}

	/** Forecasts of every KPI: its mean, one standard deviation wide. */
	private static Decision.PlanForecast forecast(int action) {
		int targets = SCHEMA.targets();
		int horizon = TestModels.HORIZON;
		float[] mean = new float[horizon * targets];
		float[] low = new float[mean.length];
		float[] high = new float[mean.length];
		for (int i = 0; i < mean.length; i++) {
			int kpi = SCHEMA.frameIndex(i % targets);
			mean[i] = (float) MODEL.scaler().physical(kpi, 0);
			low[i] = (float) MODEL.scaler().physical(kpi, -1.645f);
			high[i] = (float) MODEL.scaler().physical(kpi, 1.645f);
		}
		int[] actions = new int[horizon];
		java.util.Arrays.fill(actions, action);
		return new Decision.PlanForecast(actions, 0, 0, SCHEMA, mean, low, high, mean, new double[0], 1, List.of(),
				List.of());
	}

	private Transition report(int cell, Outcome outcome) {
		double deviation = this.noise.applyAsDouble(cell, this.isTried);
		float[] values = new float[SCHEMA.size()];
		for (int k = 0; k < values.length; k++) {
			values[k] = (float) MODEL.scaler().physical(k, (float) (deviation * this.random.nextGaussian()));
		}
		if (this.troubled[cell] || this.random.nextDouble() < this.slow && isCanary(cell) && this.isTried) {
			values[DELAY] = 500;
		}
		values[ACTION] = this.follows ? this.prbs[cell] : 1;
		boolean swings = this.random.nextDouble() < this.swing.applyAsDouble(cell, this.isTried);
		int next = swings ? (this.prbs[cell] == 20 ? 30 : 20) : this.prbs[cell];
		this.prbs[cell] = (next == 0) ? 20 : next;
		String version = (this.isTried && isCanary(cell)) ? "b" : "a";
		Decision decision = new Decision(++this.number, new KpiFrame(cell(cell), 1, this.timeMs, values), outcome,
				this.prbs[cell], (outcome == Outcome.PLANNED) ? forecast(this.prbs[cell]) : null, version, 1000, 0, "",
				null, CellIntent.NONE);
		return new Transition(decision, "all", TransitionResult.KEPT, null, null);
	}

	private void run(int intervals) {
		for (int i = 0; i < intervals; i++) {
			this.timeMs += SCHEMA.stepMs();
			List<Transition> all = new ArrayList<>();
			for (int cell = 0; cell < CELLS; cell++) {
				all.add(report(cell, Outcome.PLANNED));
			}
			this.watch.take(all, MODEL);
		}
	}

	private void begin() {
		this.isTried = true;
		this.watch.begin("b", TestModels.WINDOW);
	}

	private static TrialRules.Verdict verdict(CanaryWatch.Report found) {
		return TrialRules.DEFAULT.canary(found).verdict();
	}

	@Test
	void modelThatIsAsGoodPasses() {
		run(200);
		begin();
		run(300);
		CanaryWatch.Report found = this.watch.report();
		assertThat(found.canary().cells()).isEqualTo(5);
		assertThat(found.control().cells()).isEqualTo(15);
		assertThat(found.canary().frames()).isEqualTo(5 * (300 - TestModels.WINDOW));
		assertThat(found.canary().surprise()).isCloseTo(1, within(0.1));
		assertThat(found.canary().usual()).isCloseTo(1, within(0.1));
		assertThat(verdict(found)).isEqualTo(TrialRules.Verdict.PASSED);
	}

	@Test
	void surpriseThatGrowsWithTheModelTakesItBack() {
		this.noise = (cell, tried) -> (tried && isCanary(cell)) ? 1.4 : 1;
		run(200);
		begin();
		run(60);
		CanaryWatch.Report found = this.watch.report();
		assertThat(found.canary().surprise() / found.canary().usual()).isCloseTo(1.96, within(0.3));
		assertThat(TrialRules.DEFAULT.canary(found)).satisfies((judged) -> {
			assertThat(judged.verdict()).isEqualTo(TrialRules.Verdict.REJECTED);
			assertThat(judged.reason()).contains("surprise: expected at most 1.5 times");
		});
	}

	/** They were so before. */
	@Test
	void cellsThatAreLessPredictableAreNoSign() {
		this.noise = (cell, tried) -> isCanary(cell) ? 2 : 0.8;
		run(200);
		begin();
		run(300);
		assertThat(verdict(this.watch.report())).isEqualTo(TrialRules.Verdict.PASSED);
	}

	/** It got busier everywhere. */
	@Test
	void surpriseThatGrowsEverywhereIsNoSign() {
		this.noise = (cell, tried) -> tried ? 1.5 : 1;
		run(200);
		begin();
		run(300);
		assertThat(verdict(this.watch.report())).isEqualTo(TrialRules.Verdict.PASSED);
	}

	@Test
	void allocationsThatGoUpAndDownTakeItBack() {
		this.swing = (cell, tried) -> (tried && isCanary(cell)) ? 0.5 : 0.1;
		run(200);
		begin();
		run(300);
		assertThat(this.watch.report().canary().alternations().mean()).isCloseTo(0.4, within(0.05));
		assertThat(TrialRules.DEFAULT.canary(this.watch.report()).reason()).startsWith("alternating: ");
	}

	@Test
	void violationsOfTheAgreementTakeItBack() {
		run(200);
		begin();
		this.slow = 0.2;
		run(150);
		assertThat(TrialRules.DEFAULT.canary(this.watch.report()).reason()).contains("violations: ");
	}

	/**
	 * Whether a cell keeps the agreement changes seldom: for a while it does, for a while
	 * it does not, whatever the model. One cell at a time is on trial, as in a small
	 * network.
	 */
	@Test
	void cellsWhoseTroubleComesAndGoesAreSeldomTakenBack() {
		this.canaries = 1;
		int taken = 0;
		int trials = 60;
		for (int i = 0; i < trials; i++) {
			this.isTried = false;
			this.watch.end();
			trouble(300);
			begin();
			boolean isBack = false;
			for (int look = 0; look < 10; look++) {
				trouble(50);
				isBack |= TrialRules.DEFAULT.canary(this.watch.report()).reason().contains("violations");
			}
			taken += isBack ? 1 : 0;
		}
		assertThat(taken).as("of %s", trials).isLessThanOrEqualTo(2);
	}

	/** Trouble of each cell begins and ends with a probability of 1/50 per interval. */
	private void trouble(int intervals) {
		for (int i = 0; i < intervals; i++) {
			for (int cell = 0; cell < CELLS; cell++) {
				this.troubled[cell] ^= this.random.nextInt(50) == 0;
			}
			run(1);
		}
	}

	@Test
	void oneDecisionWithoutAPlanTakesItBackAtOnce() {
		run(50);
		begin();
		this.timeMs += SCHEMA.stepMs();
		this.watch.take(List.of(report(0, Outcome.MODEL_FAILED), report(7, Outcome.MODEL_FAILED)), MODEL);
		assertThat(this.watch.report().canary().failed()).isOne();
		assertThat(TrialRules.DEFAULT.canary(this.watch.report()).reason()).startsWith("failed: ");
	}

	@Test
	void lateDecisionsTakeItBackUnlessAllAreLate() {
		run(50);
		begin();
		run(10);
		for (int i = 0; i < 4; i++) {
			this.watch.take(List.of(report(0, Outcome.DEADLINE)), MODEL);
		}
		assertThat(TrialRules.DEFAULT.canary(this.watch.report()).reason()).startsWith("missed: ");
		for (int cell = 5; cell < CELLS; cell++) {
			for (int i = 0; i < 3; i++) {
				this.watch.take(List.of(report(cell, Outcome.DEADLINE)), MODEL);
			}
		}
		assertThat(verdict(this.watch.report())).isEqualTo(TrialRules.Verdict.PENDING);
	}

	/**
	 * In the last stage there are few others, and a pause of the machine hits most cells.
	 */
	@Test
	void fewLateDecisionsOfManyCellsAreNoSignWhereFewOthersAre() {
		this.canaries = CELLS - 1;
		run(50);
		begin();
		run(10);
		for (int cell = 0; cell < 6; cell++) {
			this.watch.take(List.of(report(cell, Outcome.DEADLINE)), MODEL);
		}
		assertThat(verdict(this.watch.report())).isEqualTo(TrialRules.Verdict.PENDING);
		for (int i = 0; i < 80; i++) {
			this.watch.take(List.of(report(i % 10, Outcome.DEADLINE)), MODEL);
		}
		assertThat(TrialRules.DEFAULT.canary(this.watch.report()).reason()).startsWith("missed: ");
	}

	/** They follow no plan, so that their surprise says nothing. */
	@Test
	void cellsThatTheGuardHoldsTakeItBack() {
		run(100);
		begin();
		for (int i = 0; i < 100; i++) {
			this.timeMs += SCHEMA.stepMs();
			List<Transition> all = new ArrayList<>();
			for (int cell = 0; cell < CELLS; cell++) {
				all.add(report(cell, isCanary(cell) ? Outcome.ROLLED_BACK : Outcome.PLANNED));
			}
			this.watch.take(all, MODEL);
		}
		assertThat(TrialRules.DEFAULT.canary(this.watch.report()).reason()).startsWith("held: ");
	}

	/** Each stage begins right after a model was loaded. */
	@Test
	void pauseOfAllCellsAtTheBeginOfAStageIsNoSign() {
		run(50);
		begin();
		for (int i = 0; i < 2; i++) {
			this.timeMs += SCHEMA.stepMs();
			List<Transition> all = new ArrayList<>();
			for (int cell = 0; cell < CELLS; cell++) {
				all.add(report(cell, Outcome.DEADLINE));
			}
			this.watch.take(all, MODEL);
		}
		assertThat(this.watch.report().canary().missed()).isEqualTo(10);
		assertThat(verdict(this.watch.report())).isEqualTo(TrialRules.Verdict.PENDING);
	}

	/** They would be the share that a challenger plans for, and nothing would be seen. */
	@Test
	void cellsThatAreGoneAreNoShare() {
		run(1);
		for (int i = 0; i < 61; i++) {
			this.timeMs += SCHEMA.stepMs();
			this.watch.take(List.of(report(3, Outcome.PLANNED), report(7, Outcome.PLANNED)), MODEL);
		}
		double share = this.watch.share("b", 0.05);
		assertThat(java.util.stream.IntStream.of(3, 7)
			.filter((cell) -> org.presage.worldmodel.ModelRegistry.position("b", cell(cell)) < share)).hasSize(1);
	}

	@Test
	void shareLeavesACellToCompareWith() {
		run(1);
		double[] positions = java.util.stream.IntStream.range(0, CELLS)
			.mapToDouble((cell) -> org.presage.worldmodel.ModelRegistry.position("b", cell(cell)))
			.sorted()
			.toArray();
		for (double least : new double[] { 0.01, 0.05, 0.25, 0.9, 1 }) {
			double share = this.watch.share("b", least);
			long its = java.util.Arrays.stream(positions).filter((at) -> at < share).count();
			assertThat(its).as("%s", least)
				.isGreaterThanOrEqualTo(Math.min(CELLS - 1, (long) Math.ceil(least * CELLS)))
				.isLessThan(CELLS);
		}
	}

	/** As in advisory mode: nothing follows from the model, so nothing speaks for it. */
	@Test
	void cellsThatDoNotFollowSayNothing() {
		this.follows = false;
		run(200);
		begin();
		run(300);
		assertThat(this.watch.report().canary().frames()).isZero();
		assertThat(verdict(this.watch.report())).isEqualTo(TrialRules.Verdict.PENDING);
	}

	@Test
	void eachStageCountsFromItsBegin() {
		run(100);
		begin();
		run(300);
		this.watch.begin("b", TestModels.WINDOW);
		assertThat(this.watch.report().canary().frames()).isZero();
		run(10);
		assertThat(this.watch.report().canary().frames()).isEqualTo(5 * (10 - TestModels.WINDOW + 1));
	}

}
