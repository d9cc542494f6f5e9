/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.control.Arrival;
import org.presage.control.ControlLoop;
import org.presage.control.ControlLoops;
import org.presage.control.ControlMode;
import org.presage.control.ControlSettings;
import org.presage.control.Decision;
import org.presage.control.DecisionSink;
import org.presage.control.LoopMetrics;
import org.presage.control.Outcome;
import org.presage.control.Surprise;
import org.presage.control.metrics.Metric;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.testing.FailingClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/** What a planning thread survives, and how health sees what it does not. */
class LoopThreadsTest implements DecisionSink {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ModelRegistry registry = new ModelRegistry();

	private final FailingClock clock = new FailingClock();

	private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

	private final CountDownLatch stuck = new CountDownLatch(1);

	private final Counter failed = Metric.CYCLES_FAILED.counter(this.meters);

	private final ControlLoops loops = new ControlLoops(List.of(new ControlLoop(ControlSettings.defaults(),
			this.registry, TestModels.schema(), this.clock, new LoopMetrics(this.meters), new Surprise(this.meters))));

	/** Its own clock is sound: the loop's fails. */
	private final LoopThreads threads = new LoopThreads(this.loops, this.clock.sound(), this.failed);

	@AfterEach
	void close() {
		this.stuck.countDown();
		this.clock.fail(null);
		this.threads.close();
		this.registry.close();
	}

	@Override
	public void decided(Decision decision) {
		this.outcomes.add(decision.outcome());
		if (decision.frame().cell().cell().equals("stuck")) {
			try {
				this.stuck.await();
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
		}
	}

	@Override
	public void rejected(KpiFrame frame, InvalidInputException reason) {
		throw reason;
	}

	private void offer(String cell) {
		this.clock.sound().advanceMillis(100);
		this.loops.offer(new Arrival(
				new KpiFrame(new CellId("node", cell), 1, this.clock.epochMillis(), new float[] { 10, 1000, 20, 30 }),
				TestModels.schema(), this.clock.sound().nanoTime(), ControlMode.ADVISORY, this));
	}

	private Outcome answer() throws InterruptedException {
		return Objects.requireNonNull(this.outcomes.poll(20, TimeUnit.SECONDS), "no answer");
	}

	private void failSome() throws InterruptedException {
		double before = this.failed.count();
		this.clock.fail(new OutOfMemoryError("Cannot reserve 4294967296 bytes of direct buffer memory"));
		for (int i = 0; i < 1000 && this.failed.count() < before + 2; i++) {
			Thread.sleep(10);
		}
		assertThat(this.failed.count()).isGreaterThanOrEqualTo(before + 2);
	}

	private Thread loopThread() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(LoopThreads.NAME + "0"))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void survivesErrorsAndInterrupts() throws InterruptedException {
		failSome();
		loopThread().interrupt();
		this.clock.fail(null);
		offer("a");
		assertThat(answer()).isEqualTo(Outcome.NO_MODEL);
		assertThat(this.threads.broken()).isEmpty();
	}

	@Test
	void cyclesThatAllFailAreBrokenUntilOneSucceeds() throws InterruptedException {
		failSome();
		assertThat(this.threads.broken()).as("for a short time only").isEmpty();
		this.clock.sound().advanceMillis(Duration.ofSeconds(11).toMillis());
		failSome();
		assertThat(this.threads.broken()).hasSize(1);
		assertThat(this.threads.broken().getFirst()).startsWith("control-loop-0 fails in every cycle since 1")
			.endsWith("direct buffer memory");
		this.clock.fail(null);
		offer("a");
		assertThat(answer()).isEqualTo(Outcome.NO_MODEL);
		offer("a");
		answer();
		assertThat(this.threads.broken()).isEmpty();
	}

	@Test
	void cycleThatDoesNotEndIsBroken() throws InterruptedException {
		offer("stuck");
		answer();
		assertThat(this.threads.broken()).isEmpty();
		this.clock.sound().advanceMillis(31_000);
		assertThat(this.threads.broken()).containsExactly("control-loop-0 has not finished a cycle for 31 s");
	}

}
