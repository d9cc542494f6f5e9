/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

import org.presage.base.Clock;
import org.presage.base.TaskTimer;
import org.presage.control.FrameResult;
import org.presage.control.LoopMetrics;
import org.presage.control.metrics.Metric;

import static org.assertj.core.api.Assertions.assertThat;

/** Health says what metrics counted in the last minute. */
class CountedFaultsTest {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final LoopMetrics loops = new LoopMetrics(this.meters);

	private final TaskTimer timer = new TaskTimer("test", Clock.SYSTEM, () -> {
	});

	private final CountedFaults faults = new CountedFaults(this.meters, this.timer);

	@AfterEach
	void close() {
		this.timer.shutdownNow();
	}

	private void frames(FrameResult result, int count) {
		for (int i = 0; i < count; i++) {
			this.loops.frame(result);
		}
	}

	@Test
	void bulkOfRejectedAndStaleReportsDegrades() {
		frames(FrameResult.ACCEPTED, 300);
		frames(FrameResult.REJECTED, 30);
		assertThat(this.faults.lines()).as("a tenth").isEmpty();
		frames(FrameResult.REJECTED, 10);
		frames(FrameResult.OLD, 30);
		frames(FrameResult.REPEATED, 20);
		assertThat(this.faults.lines()).containsExactly("40 reports rejected of 390",
				"50 reports old, late or repeated of 390");
		assertThat(this.faults.health().getStatus()).isEqualTo(CountedFaults.DEGRADED);
	}

	@Test
	void aFewRejectedReportsAreNone() {
		frames(FrameResult.REJECTED, 19);
		assertThat(this.faults.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void whatFailedIsShownForAMinute() {
		Metric.TASKS_FAILED.counter(this.meters, "file-watch").increment();
		Metric.AUDIT_DROPPED.counter(this.meters).increment(7);
		for (int step = 0; step < 11; step++) {
			this.faults.sample();
			assertThat(this.faults.lines()).containsExactly("7 decisions missing in the audit file",
					"1 runs of scheduled tasks that failed");
		}
		this.faults.sample();
		assertThat(this.faults.lines()).isEmpty();
	}

}
