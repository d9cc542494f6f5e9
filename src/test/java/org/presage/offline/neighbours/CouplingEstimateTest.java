/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.neighbours;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Offset.offset;

/** Couplings that are known are found. */
class CouplingEstimateTest {

	private static List<String> names(Neighbours relation, String cell) {
		return relation.of(cell).stream().map(Neighbours.Neighbour::cell).toList();
	}

	@Test
	void whoDisturbsWhomIsFoundInOrderOfItsStrength() {
		double[][] couplings = new double[5][5];
		couplings[0][1] = 0.1;
		couplings[0][3] = 0.2;
		couplings[2][0] = 0.1;
		Neighbours found = CouplingEstimate.of(CoupledTrace.of(couplings, 3000, 0));
		assertThat(found.cells()).hasSize(5);
		assertThat(names(found, "s0")).startsWith("s3", "s1");
		assertThat(found.of("s0").getFirst().couplingDb()).isZero();
		assertThat(found.of("s0").get(1).couplingDb()).isCloseTo(-3, offset(0.5));
		assertThat(names(found, "s2")).first().isEqualTo("s0");
		assertThat(found.of("s4")).isEmpty();
	}

	/** A cell that gains from another one's PRBs is not disturbed by it. */
	@Test
	void whatHelpsIsNoInterference() {
		double[][] couplings = new double[3][3];
		couplings[0][1] = -0.2;
		couplings[0][2] = 0.1;
		assertThat(names(CouplingEstimate.of(CoupledTrace.of(couplings, 3000, 0)), "s0")).containsExactly("s2");
	}

	@Test
	void seriesOfOtherTimesAreNotCompared() {
		double[][] couplings = new double[2][2];
		couplings[0][1] = 0.2;
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> CouplingEstimate.of(CoupledTrace.of(couplings, 1000, 1_000_000)))
			.withMessageContaining("series of the same times")
			.withMessageContaining("2 series without");
	}

	/** 20 of them have 380 chances. */
	@Test
	void cellsThatHearNobodyHardlyGetNeighbours() {
		double[][] couplings = new double[20][20];
		couplings[0][1] = 0.2;
		Neighbours found = CouplingEstimate.of(CoupledTrace.of(couplings, 2000, 0));
		assertThat(names(found, "s0")).first().isEqualTo("s1");
		assertThat(found.related()).isLessThan(5);
	}

	@Test
	void tooManySeriesAreRefused() {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> CouplingEstimate.of(CoupledTrace.of(new double[201][201], 30, 0)))
			.withMessageContaining("at most 200 series")
			.withMessageContaining("201");
	}

	@Test
	void withoutAKpiThatInterferenceMovesNothingIsLearnt() {
		KpiSchema blind = new KpiSchema("blind", 100, "PRBs", List.of(new Kpi("Load", "", -100, 100, null),
				new Kpi("PRBs", "", 0, 51, null), new Kpi("Other", "", -1000, 1000, null)), List.of(), Map.of());
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> CouplingEstimate.of(CoupledTrace.of(new double[2][2], 300, 0, blind)))
			.withMessageContaining("CQI, RSRQ, RSSI, SINR")
			.withMessageContaining("Load");
	}

}
