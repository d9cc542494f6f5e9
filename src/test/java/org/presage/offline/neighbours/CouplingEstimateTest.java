/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.neighbours;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Neighbours;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.Trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

/** Couplings that are known are found. */
class CouplingEstimateTest {

	private static final CouplingEstimate.Progress NONE = (series, of) -> {
	};

	private static Neighbours learn(Dataset data) {
		return CouplingEstimate.of(data, NONE).relation();
	}

	private static List<String> names(Neighbours relation, String cell) {
		return relation.of(cell).stream().map(Neighbours.Neighbour::cell).toList();
	}

	@Test
	void whoDisturbsWhomIsFoundInOrderOfItsStrength() {
		double[][] couplings = new double[5][5];
		couplings[0][1] = 0.1;
		couplings[0][3] = 0.2;
		couplings[2][0] = 0.1;
		Neighbours found = learn(CoupledTrace.of(couplings, 3000, 0));
		assertThat(found.cells()).hasSize(5);
		assertThat(names(found, "s0")).startsWith("s3", "s1");
		assertThat(found.of("s0").getFirst().couplingDb()).isZero();
		assertThat(found.of("s0").get(1).couplingDb()).isCloseTo(-3, offset(0.5));
		assertThat(names(found, "s2")).first().isEqualTo("s0");
		assertThat(found.of("s4")).isEmpty();
	}

	@Test
	void couplingsHaveStandardErrors() {
		double[][] couplings = new double[8][8];
		couplings[0][1] = 0.1;
		couplings[0][3] = 0.2;
		List<Integer> done = new ArrayList<>();
		List<CouplingEstimate.Coupling> found = Objects
			.requireNonNull(CouplingEstimate.of(CoupledTrace.of(couplings, 3000, 0), (series, of) -> {
				assertThat(of).isEqualTo(8);
				done.add(series);
			}).couplings().get("s0"));
		assertThat(done).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
		assertThat(found).filteredOn(CouplingEstimate.Coupling::significant)
			.extracting(CouplingEstimate.Coupling::cell)
			.containsExactly("s3", "s1");
		// All radiate alike, so that the errors are as large.
		assertThat(found.get(0).standardErrors()).isGreaterThan(10)
			.isCloseTo(2 * found.get(1).standardErrors(), withPercentage(20));
		assertThat(found.get(0).couplingDb()).isZero();
		assertThat(found.get(1).couplingDb()).isCloseTo(-3, offset(0.5));
	}

	/** Products are shared by series of the same times and rows only. */
	@Test
	void seriesOfWhichRowsAreMissingAreEstimatedFromTheirOwn() {
		double[][] couplings = new double[5][5];
		couplings[0][1] = 0.1;
		couplings[2][3] = 0.1;
		couplings[4][0] = 0.1;
		Trace whole = CoupledTrace.of(couplings, 3000, 0).trace();
		List<Series> cut = new ArrayList<>(whole.series());
		Series two = cut.get(2);
		cut.set(2, new Series("s2", Arrays.copyOfRange(two.timesMs(), 100, 2900),
				Arrays.copyOfRange(two.values(), 3 * 100, 3 * 2900)));
		float[] unknown = cut.get(4).values().clone();
		Arrays.fill(unknown, 0, 3 * 500, Float.NaN);
		cut.set(4, new Series("s4", cut.get(4).timesMs(), unknown));
		Neighbours found = learn(new Dataset(new Trace(CoupledTrace.SCHEMA, cut, "cut", List.of()), 6, 2));
		assertThat(names(found, "s0")).first().isEqualTo("s1");
		assertThat(names(found, "s2")).first().isEqualTo("s3");
		assertThat(names(found, "s4")).first().isEqualTo("s0");
	}

	/** A cell that gains from another one's PRBs is not disturbed by it. */
	@Test
	void whatHelpsIsNoInterference() {
		double[][] couplings = new double[3][3];
		couplings[0][1] = -0.2;
		couplings[0][2] = 0.1;
		assertThat(names(learn(CoupledTrace.of(couplings, 3000, 0)), "s0")).containsExactly("s2");
	}

	@Test
	void seriesOfOtherTimesAreNotCompared() {
		double[][] couplings = new double[2][2];
		couplings[0][1] = 0.2;
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> learn(CoupledTrace.of(couplings, 1000, 1_000_000)))
			.withMessageContaining("series of the same times")
			.withMessageContaining("2 series without");
	}

	/** 20 of them have 380 chances. */
	@Test
	void cellsThatHearNobodyHardlyGetNeighbours() {
		double[][] couplings = new double[20][20];
		couplings[0][1] = 0.2;
		Neighbours found = learn(CoupledTrace.of(couplings, 2000, 0));
		assertThat(names(found, "s0")).first().isEqualTo("s1");
		assertThat(found.related()).isLessThan(5);
	}

	@Test
	void tooManySeriesAreRefused() {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> learn(CoupledTrace.of(new double[201][201], 30, 0)))
			.withMessageContaining("at most 200 series")
			.withMessageContaining("201");
	}

	@Test
	void withoutAKpiThatInterferenceMovesNothingIsLearnt() {
		KpiSchema blind = new KpiSchema("blind", 100, "PRBs", List.of(new Kpi("Load", "", -100, 100, null),
				new Kpi("PRBs", "", 0, 51, null), new Kpi("Other", "", -1000, 1000, null)), List.of(), Map.of());
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> learn(CoupledTrace.of(new double[2][2], 300, 0, blind)))
			.withMessageContaining("CQI, RSRQ, RSSI, SINR")
			.withMessageContaining("Load");
	}

}
