/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.testing.FailingClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * An error that even the answer to an error meets: each report is lost with a word, once.
 */
class LostReportsTest implements DecisionSink {

	private final FailingClock clock = new FailingClock();

	private final ModelRegistry registry = new ModelRegistry();

	private final List<String> answers = new ArrayList<>();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ControlLoop loop = new ControlLoop(ControlSettings.defaults(), this.registry, TestModels.schema(),
			this.clock, new LoopMetrics(this.meters), new Surprise(this.meters));

	@AfterEach
	void close() {
		this.loop.close();
		this.registry.close();
	}

	@Override
	public void decided(Decision decision) {
		this.answers.add(decision.frame().cell().cell() + " " + decision.outcome());
	}

	@Override
	public void rejected(KpiFrame frame, InvalidInputException reason) {
		throw reason;
	}

	@Override
	public void lost(KpiFrame frame, Throwable defect) {
		this.answers.add(frame.cell().cell() + " lost by " + defect.getMessage());
	}

	private void offer(String... cells) {
		this.clock.sound().advanceMillis(100);
		for (String cell : cells) {
			this.loop.offer(new Arrival(
					new KpiFrame(new CellId("node", cell), 1, this.clock.epochMillis(),
							new float[] { 10, 1000, 20, 30 }),
					TestModels.schema(), this.clock.sound().nanoTime(), ControlMode.ADVISORY, this));
		}
	}

	@Test
	void reportsOfFailedCycleAreLostOnceAndNextCycleAnswers() throws InterruptedException {
		offer("a", "b");
		this.loop.doWork(0);
		assertThat(this.answers).containsExactly("a NO_MODEL", "b NO_MODEL");
		this.answers.clear();
		offer("a", "b", "c");
		this.clock.fail(new OutOfMemoryError("direct"));
		assertThatThrownBy(() -> this.loop.doWork(0)).isInstanceOf(OutOfMemoryError.class);
		assertThat(this.answers).containsExactly("a lost by direct");
		this.answers.clear();
		this.clock.fail(null);
		this.loop.doWork(0);
		assertThat(this.answers).as("those that had not been drained").containsExactly("b NO_MODEL", "c NO_MODEL");
		this.answers.clear();
		offer("a");
		this.loop.doWork(0);
		assertThat(this.answers).containsExactly("a NO_MODEL");
	}

}
