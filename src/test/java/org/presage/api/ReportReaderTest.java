/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import java.util.ArrayList;
import java.util.List;

import com.google.protobuf.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.E2Report;
import org.presage.base.InvalidInputException;
import org.presage.e2.dialect.Dialects;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ReportReaderTest {

	private final KpiSchema schema = TestModels.schema();

	private KpiFrame read(E2Report.Builder report) {
		report.setNodeId("node").setCell(CellIdentity.newBuilder().setName("cell"));
		return new ReportReader(this.schema, (kpi, wrong) -> {
		}).read(report.build(), 0, new ArrayList<>(), new KpmReports(new Dialects(List.of()), this.schema, (name) -> {
		}, null));
	}

	@Test
	void ignoresPartsOfMillisecond() {
		KpiFrame frame = read(
				E2Report.newBuilder().setIntervalEnd(Timestamp.newBuilder().setSeconds(7).setNanos(123_999_999)));
		assertThat(frame.intervalEndMs()).isEqualTo(7123);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			0 | 0 | a time after 1970 | 1970-01-01T00:00:00Z
			-1 | 0 | a time after 1970 | 1969-12-31T23:59:59Z
			1 | 1000000000 | nanos of 0 to 999,999,999 | 1 s and 1000000000 ns
			1 | -1 | nanos of 0 to 999,999,999 | 1 s and -1 ns
			9223372036854775807 | 0 | seconds up to the year 9999 | 9223372036854775807 s and 0 ns
			""")
	void rejectsTimestampThatIsNoTime(long seconds, int nanos, String expected, String found) {
		InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, () -> read(
				E2Report.newBuilder().setIntervalEnd(Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos))));
		assertThat(refusal.field()).isEqualTo("interval_end");
		assertThat(refusal.expected()).contains(expected);
		assertThat(refusal.found()).isEqualTo(found);
	}

	@Test
	void rejectsReportWithoutTime() {
		InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class,
				() -> read(E2Report.newBuilder()));
		assertThat(refusal).hasMessage("interval_end: expected a time after 1970, found none");
	}

}
