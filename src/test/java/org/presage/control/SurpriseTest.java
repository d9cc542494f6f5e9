/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.presage.control.metrics.Metric;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.OnlineCalibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What operators see of the forecasts' errors. */
class SurpriseTest {

	private static final int CALLS = 100_000;

	private static final float[] MEAN = { 1, 2, 3 };

	private static final float[] NONE = new float[MEAN.length];

	private static final float[] DEVIATION = { 0.5f, 1, 2 };

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final Surprise surprise = new Surprise(this.meters);

	private final OnlineCalibration calibration = new OnlineCalibration(Calibration.none(2, 3), 3);

	private double gauge(String name, String level) {
		return this.meters.get(name).tag("level", level).gauge().value();
	}

	private final KpiSurprise kpis = new KpiSurprise();

	@Test
	void showsWhatWasSentBesideWhatTrainingSaid() {
		assertThat(gauge(Metric.INTERVAL_COVERAGE.id(), "80")).isNaN();
		float[] truth = { 1 + 0.5f * 1.5f, Float.NaN, 3 };
		this.surprise.observe(Double.NaN, truth, MEAN, NONE, DEVIATION, this.calibration, this.kpis);
		assertThat(gauge(Metric.INTERVAL_COVERAGE.id(), "80")).as("1.5 is outside of 1.28, 0 inside").isEqualTo(0.5);
		assertThat(gauge(Metric.INTERVAL_COVERAGE.id(), "90")).as("1.5 is inside of 1.64").isEqualTo(1);
		assertThat(gauge(Metric.INTERVAL_SCALE.id(), "80")).as("as it was when it was sent").isEqualTo(1);
		for (int i = 0; i < 20; i++) {
			this.surprise.observe(1, truth, MEAN, NONE, DEVIATION, this.calibration, this.kpis);
		}
		assertThat(gauge(Metric.INTERVAL_COVERAGE_UNCORRECTED.id(), "80")).isEqualTo(0.5, within(1e-9));
		assertThat(gauge(Metric.INTERVAL_COVERAGE.id(), "80")).as("widened until it covers").isGreaterThan(0.75);
	}

	@Test
	void absentKpisSayNothing() {
		float[] absent = { Float.NaN, Float.NaN, Float.NaN };
		assertThat(this.surprise.observe(7, absent, MEAN, NONE, DEVIATION, this.calibration, this.kpis)).isEqualTo(7);
		assertThat(this.calibration.scale(2, 0)).isEqualTo(1);
		assertThat(gauge(Metric.INTERVAL_COVERAGE.id(), "90")).isNaN();
	}

	@Test
	void observingAllocatesNothing() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long thread = Thread.currentThread().threadId();
		float[] truth = { 1.2f, Float.NaN, 9 };
		double score = 1;
		long before = threads.getThreadAllocatedBytes(thread);
		for (int i = 0; i < CALLS; i++) {
			score = this.surprise.observe(score, truth, MEAN, NONE, DEVIATION, this.calibration, this.kpis);
		}
		long allocated = threads.getThreadAllocatedBytes(thread) - before;
		assertThat(score).isFinite();
		assertThat((double) allocated / CALLS).as("bytes a call").isLessThan(1);
	}

}
