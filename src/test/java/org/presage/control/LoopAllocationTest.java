/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.testing.Allocations;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A decision costs the garbage of its message and of the calls of ONNX Runtime, and no
 * more however long the loop runs or however many plans it imagines.
 */
class LoopAllocationTest implements DecisionSink {

	private static final int DECISIONS = 400;

	private static final long MOST_BYTES = 24_000;

	private final ManualClock clock = new ManualClock();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private int planned;

	@Override
	public void decided(Decision decision) {
		this.planned += (decision.outcome() == Outcome.PLANNED) ? 1 : 0;
	}

	@Override
	public void rejected(KpiFrame frame, InvalidInputException reason) {
		throw reason;
	}

	private long bytesPerDecision(ControlLoop loop, int decisions) throws InterruptedException {
		long bytes = 0;
		for (int i = 0; i < decisions; i++) {
			this.clock.advanceMillis(100);
			loop.offer(new Arrival(
					new KpiFrame(new CellId("node", "cell"), i, this.clock.epochMillis(),
							new float[] { 10 + i % 7, 1000, 20 + i % 3, 30 }),
					TestModels.schema(), this.clock.nanoTime(), ControlMode.ADVISORY, this));
			long before = Allocations.ofThisThread();
			loop.doWork(0);
			bytes += Allocations.ofThisThread() - before;
		}
		return bytes / decisions;
	}

	@Test
	void decisionsCostTheSameHoweverLongTheLoopRuns() throws InterruptedException {
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(TestModels.random("a", 1)));
			try (ControlLoop loop = new ControlLoop(ControlSettings.defaults(), registry, TestModels.schema(),
					this.clock, new LoopMetrics(this.meters), new Surprise(this.meters))) {
				bytesPerDecision(loop, DECISIONS);
				long early = bytesPerDecision(loop, DECISIONS);
				bytesPerDecision(loop, 2 * DECISIONS);
				long late = bytesPerDecision(loop, DECISIONS);
				assertThat(this.planned).isGreaterThan(4 * DECISIONS);
				assertThat(early).isLessThan(MOST_BYTES);
				assertThat(late).isLessThan(early + early / 20 + 64);
			}
		}
	}

}
