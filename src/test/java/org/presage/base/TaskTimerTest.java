/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A plain scheduler ends a periodic task at its first exception, without a word. */
class TaskTimerTest {

	private final AtomicInteger failures = new AtomicInteger();

	private final TaskTimer timer = new TaskTimer("test", Clock.SYSTEM, this.failures::incrementAndGet);

	@AfterEach
	void close() {
		this.timer.shutdownNow();
	}

	@Test
	void periodicTaskSurvivesExceptionsAndErrors() throws InterruptedException {
		CountDownLatch runs = new CountDownLatch(5);
		this.timer.scheduleWithFixedDelay(() -> {
			runs.countDown();
			switch ((int) runs.getCount()) {
				case 4 -> throw new IllegalStateException("defect");
				case 3 -> throw new OutOfMemoryError("defect");
				default -> {
				}
			}
		}, 1, 1, TimeUnit.MILLISECONDS);
		assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(this.failures).hasValue(2);
	}

	@Test
	void failureThatCannotBeCountedEndsNoTask() throws InterruptedException {
		CountDownLatch runs = new CountDownLatch(3);
		try (TaskTimer uncounted = new TaskTimer("test", Clock.SYSTEM, () -> {
			throw new OutOfMemoryError("defect");
		})) {
			uncounted.scheduleAtFixedRate(() -> {
				runs.countDown();
				throw new OutOfMemoryError("defect");
			}, 1, 1, TimeUnit.MILLISECONDS);
			assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
			uncounted.shutdownNow();
		}
	}

	@Test
	void tasksThatRunOnceAreCountedToo() throws Exception {
		this.timer.execute(() -> {
			throw new IllegalStateException("defect");
		});
		Runnable defective = () -> {
			throw new IllegalStateException("defect");
		};
		this.timer.schedule(defective, 1, TimeUnit.MILLISECONDS).get(20, TimeUnit.SECONDS);
		assertThat(this.failures).hasValue(2);
	}

}
