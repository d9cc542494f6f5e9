/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.control.metrics.Metric;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.planner.CemSettings;
import org.presage.testing.DefectiveModel;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/** A defect meets one cell: every frame of every cell is answered exactly once. */
class DefectTest implements DecisionSink {

	private static final String BAD = "bad";

	private static final List<String> CELLS = List.of("a", BAD, "b", "c");

	private final ManualClock clock = new ManualClock();

	private final ModelRegistry registry = new ModelRegistry();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	/** Answers of the newest interval. */
	private final Map<String, List<Decision>> decisions = new HashMap<>();

	private boolean broken;

	private boolean sinkBroken;

	private boolean startBroken;

	private int rejected;

	private LoopResources resources = new LoopResources(10, DecisionRecorder.NONE);

	private int batch = 1;

	private double surpriseLimit;

	private int maxCells = 10;

	@AfterEach
	void close() {
		this.registry.close();
	}

	@Override
	public void decided(Decision decision) {
		String cell = decision.frame().cell().cell() + decision.frame().cell().slice();
		this.decisions.computeIfAbsent(cell, (key) -> new ArrayList<>()).add(decision);
		breakIf(this.sinkBroken && cell.equals(BAD));
	}

	@Override
	public void rejected(KpiFrame frame, InvalidInputException reason) {
		this.rejected++;
		throw new IllegalStateException("defect");
	}

	private static void breakIf(boolean defective) {
		if (defective) {
			throw new IllegalStateException("defect");
		}
	}

	private ControlLoop loop(Supplier<RuntimeException> defect) {
		this.registry
			.serve(new DefectiveModel(OnnxWorldModel.load(TestModels.random("a", 1)), defect, () -> this.startBroken));
		ControlSettings settings = new ControlSettings(10_000_000, this.surpriseLimit, true,
				new CellLimits(this.maxCells, 64, 3, 60_000_000_000L, 10_000),
				ControlSettings.defaults().withSlices(true, Map.of()).actions(),
				new SearchSettings(CemSettings.efficient(1).resized(8, 2), 2, 0, this.batch), Objective.DEFAULT, true,
				Map.of(), GuardSettings.DEFAULT, EvidenceSettings.DEFAULT, CorrectionSettings.DEFAULT);
		return new ControlLoop(settings, this.registry, TestModels.schema(), this.clock, new LoopMetrics(this.meters),
				new Surprise(this.meters), this.resources);
	}

	private ControlLoop warmedUp() throws InterruptedException {
		ControlLoop loop = loop(() -> new IllegalStateException("defect"));
		for (int i = 1; i < TestModels.WINDOW; i++) {
			interval(loop, 10, CELLS);
		}
		return loop;
	}

	/** One report of each cell, in one cycle. */
	private void interval(ControlLoop loop, float sinrOfBad, List<String> cells) throws InterruptedException {
		this.clock.advanceMillis(100);
		this.decisions.clear();
		for (String cell : cells) {
			String[] slice = cell.split("/");
			loop.offer(new Arrival(new KpiFrame(new CellId("node", slice[0], (slice.length > 1) ? slice[1] : ""), 1,
					this.clock.epochMillis(), new float[] { cell.contains(BAD) ? sinrOfBad : 10, 1000, 20, 30 }),
					TestModels.schema(), this.clock.nanoTime(), ControlMode.ADVISORY, this));
		}
		assertThat(loop.doWork(0)).isEqualTo(cells.size());
	}

	private Decision only(String cell) {
		List<Decision> answers = this.decisions.getOrDefault(cell, List.of());
		assertThat(answers).as("answers for %s", cell).hasSize(1);
		return answers.getFirst();
	}

	private void allAnswered(Outcome ofBad, Outcome ofOthers) {
		for (String cell : CELLS) {
			assertThat(only(cell).outcome()).as(cell).isEqualTo(cell.equals(BAD) ? ofBad : ofOthers);
		}
	}

	private double failed() {
		return Metric.DECISIONS.counter(this.meters, "failed").count();
	}

	@Test
	void modelThatThrowsForOneCellFailsThatCell() throws InterruptedException {
		try (ControlLoop loop = warmedUp()) {
			interval(loop, DefectiveModel.SINR, CELLS);
			allAnswered(Outcome.FAILED, Outcome.PLANNED);
			assertThat(only(BAD).detail()).isEqualTo("java.lang.IllegalStateException: defect");
			assertThat(only(BAD).prbs()).as("held").isEqualTo(20);
			assertThat(failed()).isEqualTo(1);
			interval(loop, 10, CELLS);
			allAnswered(Outcome.PLANNED, Outcome.PLANNED);
		}
	}

	@Test
	void callThatThrowsFailsAllCellsOfTheCallOnce() throws InterruptedException {
		this.batch = 3;
		try (ControlLoop loop = warmedUp()) {
			interval(loop, DefectiveModel.SINR, CELLS);
			assertThat(only(BAD).outcome()).isEqualTo(Outcome.FAILED);
			assertThat(only("a").outcome()).isEqualTo(Outcome.FAILED);
			assertThat(only("b").outcome()).isEqualTo(Outcome.FAILED);
			assertThat(only("c").outcome()).as("of the next call").isEqualTo(Outcome.PLANNED);
			interval(loop, 10, CELLS);
			allAnswered(Outcome.PLANNED, Outcome.PLANNED);
		}
	}

	@Test
	void cellsWhosePlanCannotBeStartedAreAnsweredOnce() throws InterruptedException {
		try (ControlLoop loop = warmedUp()) {
			this.startBroken = true;
			interval(loop, 10, CELLS);
			allAnswered(Outcome.FAILED, Outcome.FAILED);
			assertThat(only(BAD).prbs()).as("held").isEqualTo(20);
			this.startBroken = false;
			interval(loop, 10, CELLS);
			allAnswered(Outcome.PLANNED, Outcome.PLANNED);
		}
	}

	@Test
	void sinkThatThrowsCostsNoOtherCellItsAnswer() throws InterruptedException {
		this.sinkBroken = true;
		try (ControlLoop loop = warmedUp()) {
			interval(loop, 10, CELLS);
			allAnswered(Outcome.PLANNED, Outcome.PLANNED);
			assertThat(failed()).isZero();
		}
	}

	@Test
	void rejectionThatThrowsCostsNoOtherCellItsAnswer() throws InterruptedException {
		this.maxCells = 1;
		this.resources = new LoopResources(1, DecisionRecorder.NONE);
		try (ControlLoop loop = loop(IllegalStateException::new)) {
			interval(loop, 10, List.of("b", "a", BAD, "b"));
			assertThat(this.rejected).isEqualTo(2);
			assertThat(this.decisions.get("b")).hasSize(2);
		}
	}

	@Test
	void recorderThatThrowsFailsTheCell() throws InterruptedException {
		this.resources = new LoopResources(10, new DecisionRecorder() {

			@Override
			public boolean wantsInputs() {
				return true;
			}

			@Override
			public void decided(Decision decision, @Nullable PlanInputs inputs, int slice) {
				breakIf(DefectTest.this.broken && decision.frame().cell().cell().equals(BAD));
			}

		});
		try (ControlLoop loop = warmedUp()) {
			this.broken = true;
			interval(loop, 10, CELLS);
			allAnswered(Outcome.FAILED, Outcome.PLANNED);
			assertThat(failed()).isEqualTo(1);
		}
	}

	@Test
	void tracerThatThrowsFailsTheCell() throws InterruptedException {
		this.resources = new LoopResources(10, DecisionRecorder.NONE, new DecisionTracer() {

			@Override
			public boolean follows(long decisionId) {
				return DefectTest.this.broken;
			}

			@Override
			public void decided(Decision decision, DecisionTimes times) {
				breakIf(decision.frame().cell().cell().equals(BAD));
			}

			@Override
			public void received(ControlFeedback feedback) {
			}

		}, () -> Intents.NONE);
		try (ControlLoop loop = warmedUp()) {
			this.broken = true;
			interval(loop, 10, CELLS);
			allAnswered(Outcome.FAILED, Outcome.PLANNED);
			assertThat(failed()).isEqualTo(1);
		}
	}

	@Test
	void intentsThatThrowForOneCellFailIt() throws InterruptedException {
		Intents intents = (cell) -> {
			breakIf(cell.cell().equals(BAD));
			return CellIntent.NONE;
		};
		this.resources = new LoopResources(10, DecisionRecorder.NONE, DecisionTracer.NONE,
				() -> this.broken ? intents : Intents.NONE);
		try (ControlLoop loop = warmedUp()) {
			this.broken = true;
			interval(loop, 10, CELLS);
			allAnswered(Outcome.FAILED, Outcome.PLANNED);
		}
	}

	@Test
	void intentsThatCannotBeReadCostNoAnswer() throws InterruptedException {
		this.resources = new LoopResources(10, DecisionRecorder.NONE, DecisionTracer.NONE, () -> {
			breakIf(this.broken);
			return Intents.NONE;
		});
		try (ControlLoop loop = warmedUp()) {
			this.broken = true;
			interval(loop, 10, CELLS);
			allAnswered(Outcome.PLANNED, Outcome.PLANNED);
		}
	}

	@Test
	void frameThatDoesNotFitItsSchemaFailsItsCell() throws InterruptedException {
		try (ControlLoop loop = warmedUp()) {
			loop.offer(new Arrival(
					new KpiFrame(new CellId("node", "short"), 1, this.clock.epochMillis(), new float[] { 10 }),
					TestModels.schema(), this.clock.nanoTime(), ControlMode.ADVISORY, this));
			this.decisions.clear();
			loop.doWork(0);
			assertThat(only("short").outcome()).isEqualTo(Outcome.FAILED);
			assertThat(only("short").prbs()).isEqualTo(Decision.UNKNOWN);
		}
	}

	@Test
	void slicesThatWaitAreAnsweredWhenAnotherCellFails() throws InterruptedException {
		List<String> slices = List.of("cell/1", "bad/1", "cell/2", "bad/2");
		try (ControlLoop loop = loop(() -> new IllegalStateException("defect"))) {
			for (int i = 1; i < TestModels.WINDOW; i++) {
				interval(loop, 10, slices);
			}
			interval(loop, DefectiveModel.SINR, List.of("cell/1", "bad/1"));
			assertThat(this.decisions).as("they wait for the other slices").isEmpty();
			this.clock.advanceNanos(6_000_000);
			loop.doWork(0);
			assertThat(only("cell1").outcome()).isEqualTo(Outcome.PLANNED);
			assertThat(only("bad1").outcome()).isEqualTo(Outcome.FAILED);
			interval(loop, DefectiveModel.SINR, slices);
			assertThat(only("cell1").outcome()).isEqualTo(Outcome.PLANNED);
			assertThat(only("cell2").outcome()).isEqualTo(Outcome.PLANNED);
			assertThat(only("bad1").outcome()).isEqualTo(Outcome.FAILED);
			assertThat(only("bad2").outcome()).isEqualTo(Outcome.FAILED);
		}
	}

	@Test
	void modelThatFailsAfterTheAnswerIsNotAnsweredTwice() throws InterruptedException {
		this.surpriseLimit = 1e-9;
		try (ControlLoop loop = loop(() -> new ModelException("failed"))) {
			for (int i = 0; i < TestModels.WINDOW; i++) {
				interval(loop, 10, CELLS);
			}
			interval(loop, DefectiveModel.SINR, CELLS);
			allAnswered(Outcome.SURPRISED, Outcome.SURPRISED);
		}
	}

	@Test
	void snapshotThatThrowsIsReportedToWhoAsked() throws Exception {
		CellQueries queries = new CellQueries((cell) -> {
			throw new IllegalStateException("defect");
		});
		var answer = queries.ask(new CellId("node", "a"));
		queries.answer();
		assertThat(answer.state()).isEqualTo(java.util.concurrent.Future.State.FAILED);
		CellListQuery list = new CellListQuery((slot) -> Objects.requireNonNull(null, "defect"));
		var cells = list.ask();
		list.advance(1);
		assertThat(cells.state()).isEqualTo(java.util.concurrent.Future.State.FAILED);
	}

}
