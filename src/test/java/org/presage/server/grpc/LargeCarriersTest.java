/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.presage.api.v1.KpiValue;
import org.presage.kpi.CellId;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** A cell with more PRBs than the carrier of the model, which has 51. */
class LargeCarriersTest {

	private static List<KpiValue> prbs(double value) {
		return List.of(KpiValue.newBuilder().setName("SINR").setValue(60).build(),
				KpiValue.newBuilder().setName("PRBs").setValue(value).build());
	}

	@Test
	void logsOncePerCellWithRemedy() {
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		Logger logger = (Logger) LoggerFactory.getLogger(LargeCarriers.class);
		logger.addAppender(lines);
		try {
			LargeCarriers carriers = new LargeCarriers();
			for (int i = 0; i < 3; i++) {
				carriers.check(new CellId("gnb", "a"), prbs(106), TestModels.schema());
				carriers.check(new CellId("gnb", "b"), prbs(273), TestModels.schema());
				carriers.check(new CellId("gnb", "c"), prbs(51), TestModels.schema());
				carriers.check(new CellId("gnb", "d"), prbs(-1), TestModels.schema());
			}
			assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage)
				.satisfiesExactly(
						(line) -> assertThat(line)
							.startsWith("gnb/a: reports 106 PRBs, the carrier of the model has 51:")
							.contains("serve a model package"),
						(line) -> assertThat(line).startsWith("gnb/b: reports 273 PRBs"));
		}
		finally {
			logger.detachAppender(lines);
		}
	}

}
