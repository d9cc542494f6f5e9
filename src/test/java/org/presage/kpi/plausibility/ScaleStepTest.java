/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi.plausibility;

import java.util.List;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;

import static org.assertj.core.api.Assertions.assertThat;

/** Throughput follows from PRBs and MCS, as long as the cell is as it usually is. */
class ScaleStepTest {

	private static final KpiSchema SCHEMA = new KpiSchema("three", 100, "PRBs",
			List.of(new Kpi("PRBs", "count", 0, 100, null), new Kpi("MCS", "index", 0, 28, null),
					new Kpi("Throughput", "Mbit/s", 0, 1000, null), new Kpi("Delay", "ms", 0, 10_000, null)),
			null, null);

	private final ScaleStep steps = new ScaleStep(SCHEMA, 6);

	private final SplittableRandom random = new SplittableRandom(7);

	private double queue;

	private @Nullable FalseReport report(double mcs, double scale, double delayed) {
		double prbs = 40 + 20 * this.random.nextDouble();
		double index = mcs + this.random.nextDouble();
		double throughput = prbs * Math.exp(0.1 * index) * Math.exp(0.05 * this.random.nextDouble());
		this.queue = 0.9 * this.queue + 20 * this.random.nextDouble();
		double delay = delayed * (5 + this.queue / 10);
		return this.steps
			.judge(new float[] { (float) prbs, (float) index, (float) (scale * throughput), (float) delay });
	}

	private int reportsUntilFound(int most, double mcs, double scale, double delayed) {
		for (int i = 1; i <= most; i++) {
			if (report(mcs, scale, delayed) != null) {
				return i;
			}
		}
		return Integer.MAX_VALUE;
	}

	/** 200 reports and whole blocks of 16. */
	private void know() {
		assertThat(reportsUntilFound(200 + 16 * 237, 10, 1, 1)).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void findsThousandth() {
		know();
		assertThat(reportsUntilFound(200, 10, 1e-3, 1)).isLessThanOrEqualTo(32);
	}

	/**
	 * It shows in four blocks, and what the first ones teach must not loosen the tie
	 * before the fourth.
	 */
	@Test
	void findsHalf() {
		know();
		assertThat(reportsUntilFound(200, 10, 0.5, 1)).isLessThanOrEqualTo(80);
	}

	/** Blocks with reports of a step that is over teach nothing. */
	@ParameterizedTest
	@ValueSource(ints = { 40, 45, 51, 60 })
	void findsHalfSoonAfterAThousandth(int reports) {
		know();
		for (int i = 0; i < reports; i++) {
			report(10, 1e-3, 1);
		}
		for (FalseReport standing = report(10, 1, 1); standing != null;) {
			standing = report(10, 1, 1);
		}
		assertThat(reportsUntilFound(16 * 40, 10, 1, 1)).as("true reports").isEqualTo(Integer.MAX_VALUE);
		assertThat(reportsUntilFound(300, 10, 0.5, 1)).isLessThanOrEqualTo(160);
	}

	@Test
	void halfStandsAsLongAsItLasts() {
		know();
		reportsUntilFound(200, 10, 0.5, 1);
		for (int i = 0; i < 600; i++) {
			assertThat(report(10, 0.5, 1)).isNotNull();
		}
	}

	@Test
	void stepIsOverWithTheFirstFourReportsThatAreAsBefore() {
		know();
		reportsUntilFound(200, 10, 1e-3, 1);
		int reports = 1;
		while (report(10, 1, 1) != null) {
			reports++;
		}
		assertThat(reports).isEqualTo(4);
	}

	/** There the logarithm of throughput may follow another line than here. */
	@Test
	void cellThatLeavesItsUsualRangeHasNoStep() {
		know();
		assertThat(reportsUntilFound(200, 16, 0.5, 1)).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void delayThatTriplesIsAQueue() {
		know();
		assertThat(reportsUntilFound(200, 10, 1, 3)).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void findsDelayInOtherUnits() {
		know();
		assertThat(reportsUntilFound(200, 10, 1, 1000)).isLessThanOrEqualTo(32);
	}

}
