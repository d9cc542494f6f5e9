/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.presage.e2.sm.kpm.IndicationMessage.Report;
import org.presage.e2.sm.kpm.IndicationMessage.Row;
import org.presage.e2.sm.kpm.MeasuredValue;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.kpi.FalseData;

import static org.assertj.core.api.Assertions.assertThat;

/** Records that decode and are written wrongly. */
class RecordCheckTest {

	private static final List<Measurement> NAMES = List.of(Measurement.named("A"), Measurement.named("B"),
			Measurement.named("C"), Measurement.named("D"));

	private static @Nullable FalseData check(@Nullable List<Measurement> names, List<Measurement> subscribed,
			double... values) {
		List<MeasuredValue> record = Arrays.stream(values).<MeasuredValue>mapToObj(MeasuredValue.Real::new).toList();
		return RecordCheck.of(new Report(100L, names, List.of(new Row(false, record))), subscribed);
	}

	@Test
	void recordWithOneValueForEachNameIsRight() {
		assertThat(check(NAMES, List.of(), 1, -2, 3, 4)).isNull();
		assertThat(check(NAMES, List.of(), 1, 2, -90, -90)).as("two may be measured so").isNull();
		assertThat(check(NAMES, List.of(), -90, 2, 2, 2)).isNull();
	}

	@Test
	void findsMoreAndFewerValuesThanNames() {
		assertThat(check(NAMES, List.of(), 1, 2, 3)).isEqualTo(FalseData.VALUE_COUNT);
		assertThat(check(NAMES, List.of(), 1, 2, 3, 4, 5)).isEqualTo(FalseData.VALUE_COUNT);
	}

	@Test
	void countsNamesOfSubscriptionWhereMessageHasNone() {
		assertThat(check(null, NAMES, 1, 2, 3)).isEqualTo(FalseData.VALUE_COUNT);
		assertThat(check(null, List.of(), 1, 2, 3)).as("nothing to count by").isNull();
	}

	@Test
	void findsValuesRepeatedAfterNegativeOne() {
		assertThat(check(NAMES, List.of(), 7, -2, -2, -2)).isEqualTo(FalseData.REPEATED_VALUE);
	}

}
