/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import org.presage.kpi.plausibility.PlausibilitySettings;
import org.presage.sim.RanConfig;
import org.presage.sim.e2.DataFault;

import static org.assertj.core.api.Assertions.assertThat;

/** The checks of reports on recordings of the simulator, true ones and false ones. */
class PlausibilityStudyTest {

	@Test
	void findsFaultsAndRaisesNoFalseAlarm() {
		PlausibilityResult result = new PlausibilityStudy(PlausibilityStudy.simulated(RanConfig.of(5), 4000, 3),
				PlausibilitySettings.DEFAULT)
			.run(Arrays.asList(DataFault.values()));
		assertThat(result.reports()).isEqualTo(20_000);
		assertThat(result.falseAlarms()).hasSize(9)
			.allSatisfy((cause, alarms) -> assertThat(alarms.reports()).as(cause).isZero());
		Map<String, PlausibilityResult.Fault> faults = result.faults()
			.stream()
			.collect(Collectors.toMap(PlausibilityResult.Fault::name, Function.identity()));
		for (String sure : new String[] { "repeat_after_negative", "shifted_record", "zero_throughput", "other_units",
				"identical_cells" }) {
			assertThat(Objects.requireNonNull(faults.get(sure)).found()).as(sure).isEqualTo(5);
			assertThat(Objects.requireNonNull(faults.get(sure)).medianReports()).as(sure).isLessThan(30);
		}
		assertThat(Objects.requireNonNull(faults.get("halved_throughput")).found()).isGreaterThanOrEqualTo(4);
		assertThat(Objects.requireNonNull(faults.get("frozen_values")).found()).isGreaterThanOrEqualTo(3);
	}

	@Test
	void slicesOfOneCellAreNotDuplicates() {
		PlausibilityResult result = new PlausibilityStudy(PlausibilityStudy.simulated(RanConfig.sliced(2), 2000, 4),
				PlausibilitySettings.DEFAULT)
			.run(List.of());
		assertThat(result.falseAlarms()).allSatisfy((cause, alarms) -> assertThat(alarms.reports()).as(cause).isZero());
	}

}
