/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
import org.presage.e2.control.PrbControl;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.dialect.IndicationReader;
import org.presage.kpi.FalseData;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.plausibility.PlausibilitySettings;
import org.presage.planner.PatternSettings;
import org.presage.server.model.ModelFiles;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.e2.DataFault;
import org.presage.sim.e2.DataFaults;
import org.presage.sim.e2.KpmCell;
import org.presage.testing.ManualClock;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes that report false data, through the bytes of E2, and the loop that plans for
 * them: silent while all is true, and every fault is recognised, counted and held.
 */
class FalseDataLoopTest implements DecisionSink {

	private static final int CELLS = 3;

	/** Reports from which the checks know a cell. */
	private static final int KNOWN = 1600;

	/** 15 plans a decision, not 100: what is reported counts here, not how good it is. */
	private static final SearchSettings SHORT = new SearchSettings(new PatternSettings(4, 1, 3, 0.3, 0.4, 1), 4, 13, 1);

	private final ManualClock clock = new ManualClock();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final RanSimulator network = new RanSimulator(RanConfig.of(CELLS), 5);

	private final KpiSchema schema = this.network.schema();

	private final DataFaults faults = new DataFaults();

	private final List<KpmCell> cells = KpmCell.of(this.network, Dialect.load("presage"), PrbControl.CCC);

	private final IndicationReader reader = new IndicationReader(
			Dialect.load("presage").reader(this.schema, (implausible) -> {
			}), this.schema, Dialect.load("presage"));

	private final int[] prbs = new int[CELLS];

	private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

	private final List<String> details = new ArrayList<>();

	@Override
	public void decided(Decision decision) {
		this.outcomes.merge(decision.outcome(), 1, Integer::sum);
		if (decision.outcome() == Outcome.IMPLAUSIBLE) {
			this.details.add(decision.detail());
		}
		if (decision.prbs() != Decision.UNKNOWN) {
			this.prbs[Integer.parseInt(decision.frame().cell().cell().substring("cell-".length()))] = decision.prbs();
		}
	}

	@Override
	public void rejected(KpiFrame frame, InvalidInputException reason) {
		throw reason;
	}

	private void run(ControlLoop loop, int steps) throws InterruptedException {
		for (int i = 0; i < steps; i++) {
			this.network.step(this.prbs);
			this.clock.advanceMillis(RanConfig.STEP_MS);
			for (int c = 0; c < CELLS; c++) {
				KpmCell cell = this.cells.get(c);
				long endMs = this.clock.epochMillis();
				IndicationReader.Indication read = this.reader.read(cell.header(endMs - RanConfig.STEP_MS),
						cell.message(this.network.kpis(c)), List.of());
				loop.offer(
						new Arrival(
								new KpiFrame(this.network.cellId("node", c), i, endMs, read.values(), read.known(),
										read.reportable()),
								this.schema, this.clock.nanoTime(), ControlMode.ACTIVE, this));
			}
			loop.doWork(0);
		}
	}

	private double counted(FalseData cause) {
		return Metric.FALSE_DATA.counter(this.meters, cause.name().toLowerCase(Locale.ROOT)).count();
	}

	@Test
	void recognisesEveryFaultAndIsSilentWithoutOne() throws InterruptedException {
		ModelPackage model = ModelFiles.read(null);
		Arrays.setAll(this.prbs, this.network::prbs);
		this.cells.forEach((cell) -> cell.share(this.faults));
		ControlSettings settings = ControlSettings.defaults().withSearch(SHORT);
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(model));
			LoopResources resources = new LoopResources(CELLS, DecisionRecorder.NONE, DecisionTracer.NONE,
					() -> Intents.NONE, new ReportCheck(PlausibilitySettings.DEFAULT, this.meters, this.clock));
			try (ControlLoop loop = new ControlLoop(settings, registry, this.schema, this.clock,
					new LoopMetrics(this.meters), new Surprise(this.meters), resources)) {
				run(loop, KNOWN);
				assertThat(this.outcomes).doesNotContainKey(Outcome.IMPLAUSIBLE);
				assertThat(this.outcomes.get(Outcome.PLANNED)).isGreaterThan(CELLS * (KNOWN - 200));
				fault(loop, DataFault.REPEAT_AFTER_NEGATIVE, FalseData.REPEATED_VALUE, 10);
				fault(loop, DataFault.SHIFTED_RECORD, FalseData.SHIFTED, 10);
				fault(loop, DataFault.FEWER_VALUES, FalseData.VALUE_COUNT, 10);
				fault(loop, DataFault.MORE_VALUES, FalseData.VALUE_COUNT, 10);
				fault(loop, DataFault.ZERO_THROUGHPUT, FalseData.ZERO_SERVED, 60);
				fault(loop, DataFault.IDENTICAL_CELLS, FalseData.DUPLICATE, 40);
				fault(loop, DataFault.FROZEN_VALUES, FalseData.FROZEN, 40);
				fault(loop, DataFault.OTHER_UNITS, FalseData.SCALE_STEP, 100);
				fault(loop, DataFault.HALVED_THROUGHPUT, FalseData.SCALE_STEP, 200);
			}
		}
	}

	/** Has a fault for some reports; afterwards the loop plans again. */
	private void fault(ControlLoop loop, DataFault fault, FalseData cause, int reports) throws InterruptedException {
		double before = counted(cause);
		this.outcomes.clear();
		this.details.clear();
		this.faults.set(EnumSet.of(fault));
		run(loop, reports);
		assertThat(counted(cause)).as(fault + " counted").isGreaterThan(before);
		assertThat(this.details).as(fault + " held")
			.anyMatch((detail) -> detail.startsWith(cause.name().toLowerCase(Locale.ROOT)));
		this.faults.set(Set.of());
		run(loop, 100);
		this.outcomes.clear();
		run(loop, 30);
		assertThat(this.outcomes).as("after " + fault)
			.doesNotContainKey(Outcome.IMPLAUSIBLE)
			.containsKey(Outcome.PLANNED);
	}

}
