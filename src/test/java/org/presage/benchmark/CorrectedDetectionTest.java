/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.control.Arrival;
import org.presage.control.ControlLoop;
import org.presage.control.ControlMode;
import org.presage.control.ControlSettings;
import org.presage.control.Decision;
import org.presage.control.DecisionRecorder;
import org.presage.control.DecisionSink;
import org.presage.control.DecisionTracer;
import org.presage.control.Intents;
import org.presage.control.LoopMetrics;
import org.presage.control.LoopResources;
import org.presage.control.Outcome;
import org.presage.control.ReportCheck;
import org.presage.control.SearchSettings;
import org.presage.control.Surprise;
import org.presage.control.metrics.Metric;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.plausibility.PlausibilitySettings;
import org.presage.planner.CemSettings;
import org.presage.server.model.ModelFiles;
import org.presage.sim.Exploration;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.e2.DataFault;
import org.presage.testing.ManualClock;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * A correction of forecasts moves no alarm: the same reports, true, false and erratic,
 * are held at the same times without it, with it, and while it is observed.
 */
class CorrectedDetectionTest implements DecisionSink {

	private static final int CELLS = 2;

	/** Reports from which the checks know a cell. */
	private static final int KNOWN = 1600;

	private static final int FAULTY = 160;

	private static final int ERRATIC = 160;

	private final KpiSchema schema = RanConfig.schema();

	private final List<Outcome> outcomes = new ArrayList<>();

	/** Mean surprise, at every hundredth step. */
	private final List<Double> surprises = new ArrayList<>();

	@Override
	public void decided(Decision decision) {
		this.outcomes.add(decision.outcome());
	}

	@Override
	public void rejected(KpiFrame frame, InvalidInputException reason) {
		throw reason;
	}

	/** What each report led to: of each step, a cell after the other. */
	private List<Outcome> run(CorrectionSettings.Mode mode) throws InterruptedException {
		this.outcomes.clear();
		this.surprises.clear();
		ManualClock clock = new ManualClock();
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		ControlSettings settings = ControlSettings.defaults()
			.withSearch(new SearchSettings(CemSettings.efficient(1).resized(4, 1), 64, 3, 1))
			.withCorrection(CorrectionSettings.DEFAULT.with(mode));
		RanSimulator network = new RanSimulator(RanConfig.of(CELLS), 8);
		Exploration[] allocations = new Exploration[CELLS];
		Arrays.setAll(allocations, (c) -> new Exploration(1, 51, 17L + c));
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(ModelFiles.read(null)));
			LoopResources resources = new LoopResources(CELLS, DecisionRecorder.NONE, DecisionTracer.NONE,
					() -> Intents.NONE, new ReportCheck(PlausibilitySettings.DEFAULT, meters, clock));
			try (ControlLoop loop = new ControlLoop(settings, registry, this.schema, clock, new LoopMetrics(meters),
					new Surprise(meters), resources)) {
				for (int t = 0; t < KNOWN + FAULTY + ERRATIC; t++) {
					int[] prbs = new int[CELLS];
					Arrays.setAll(prbs, (c) -> allocations[c].next());
					network.step(prbs);
					clock.advanceMillis(RanConfig.STEP_MS);
					for (int c = 0; c < CELLS; c++) {
						loop.offer(new Arrival(
								new KpiFrame(network.cellId("node", c), t, clock.epochMillis(),
										reported(network.kpis(c), t)),
								this.schema, clock.nanoTime(), ControlMode.ADVISORY, this));
					}
					loop.doWork(0);
					if (t % 100 == 99) {
						this.surprises.add(meters.get(Metric.SURPRISE_SCORE.id()).gauge().value());
					}
				}
			}
		}
		return List.copyOf(this.outcomes);
	}

	private float[] reported(float[] measured, int step) {
		if (step < KNOWN) {
			return measured;
		}
		if (step < KNOWN + FAULTY) {
			return DataFault.HALVED_THROUGHPUT.kpis(this.schema, measured);
		}
		float[] erratic = measured.clone();
		for (String kpi : List.of("SINR", "RSRP", "RSRQ", "CQI")) {
			int k = this.schema.indexOf(kpi);
			double end = (step % 2 == 0) ? this.schema.kpi(k).min() : this.schema.kpi(k).max();
			erratic[k] = (float) (0.5 * erratic[k] + 0.5 * end);
		}
		return erratic;
	}

	@Test
	void alarmsComeAtTheSameReportsWithAndWithoutCorrection() throws InterruptedException {
		List<Outcome> without = run(CorrectionSettings.Mode.OFF);
		assertThat(without.subList(0, CELLS * KNOWN)).as("no false alarm")
			.doesNotContain(Outcome.IMPLAUSIBLE, Outcome.SURPRISED);
		assertThat(without.subList(CELLS * KNOWN, CELLS * (KNOWN + FAULTY))).as("halved throughput")
			.contains(Outcome.IMPLAUSIBLE);
		assertThat(without.subList(CELLS * (KNOWN + FAULTY), without.size())).as("erratic values")
			.contains(Outcome.SURPRISED);
		List<Double> surprise = List.copyOf(this.surprises);
		for (CorrectionSettings.Mode mode : List.of(CorrectionSettings.Mode.OBSERVE, CorrectionSettings.Mode.AUTO)) {
			assertThat(run(mode)).as(mode.name()).isEqualTo(without);
			for (int i = 0; i < surprise.size(); i++) {
				assertThat(this.surprises.get(i)).as(mode.name()).isCloseTo(surprise.get(i), withinPercentage(0.01));
			}
		}
	}

}
