/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.time.Duration;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.presage.control.metrics.Metric;

import static org.assertj.core.api.Assertions.assertThat;

/** The metrics of cycles. */
class LoopMetricsTest {

	private static final long BUDGET_NS = 10_000_000;

	private final MockClock clock = new MockClock();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock);

	private final LoopMetrics metrics = new LoopMetrics(this.meters);

	private double longestCycle() {
		return this.meters.get(Metric.CYCLE_MAX.id()).gauge().value();
	}

	private double cyclesOverBudget() {
		return this.meters.get(Metric.CYCLES_OVER_BUDGET.id()).counter().count();
	}

	@Test
	void readingKeepsLongestCycle() {
		this.metrics.cycle(7_000_000, BUDGET_NS);
		this.metrics.cycle(2_000_000, BUDGET_NS);
		assertThat(longestCycle()).isEqualTo(0.007);
		assertThat(longestCycle()).isEqualTo(0.007);
	}

	@Test
	void longestCycleIsForgottenAfterItsWindow() {
		this.metrics.cycle(7_000_000, BUDGET_NS);
		this.clock.add(Duration.ofSeconds(30));
		this.metrics.cycle(2_000_000, BUDGET_NS);
		assertThat(longestCycle()).isEqualTo(0.007);
		this.clock.add(Duration.ofSeconds(45));
		assertThat(longestCycle()).isEqualTo(0.002);
	}

	@Test
	void countsOnlyCyclesOverBudget() {
		this.metrics.cycle(BUDGET_NS, BUDGET_NS);
		this.metrics.cycle(BUDGET_NS + 1, BUDGET_NS);
		this.metrics.cycle(3 * BUDGET_NS, BUDGET_NS);
		assertThat(cyclesOverBudget()).isEqualTo(2);
	}

}
