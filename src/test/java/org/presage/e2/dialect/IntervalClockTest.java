/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.kpm.IndicationHeader;
import org.presage.e2.sm.kpm.IndicationMessage.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** When an interval ends, by nodes that tell the time in two ways. */
class IntervalClockTest {

	private static final long SECOND = 1_800_000_000L;

	private final IntervalClock clock = new IntervalClock(100);

	private long endMs(Octets time, int rows) {
		return this.clock.endMs(new IndicationReader.Indication(new IndicationHeader(time),
				new Report(null, null, List.of()), rows, new float[0]));
	}

	private static Octets seconds(long unix) {
		return Octets.hex("%08x".formatted(unix + 2_208_988_800L));
	}

	private static Octets ntp(long unix, long ms) {
		return Octets.hex("%08x%08x".formatted(unix + 2_208_988_800L, ((ms << 32) + 999) / 1000));
	}

	@Test
	void eightOctetsTellTheStart() {
		assertThat(endMs(ntp(SECOND, 300), 1)).isEqualTo(SECOND * 1000 + 400);
		assertThat(endMs(ntp(SECOND, 300), 1)).as("again the same").isEqualTo(SECOND * 1000 + 400);
		assertThat(endMs(ntp(SECOND, 0), 10)).as("ten rows").isEqualTo(SECOND * 1000 + 1000);
	}

	@Test
	void fourOctetsAreToldApartByTheirOrder() {
		for (int second = 0; second < 3; second++) {
			for (int i = 1; i <= 10; i++) {
				assertThat(endMs(seconds(SECOND + second), 1)).isEqualTo((SECOND + second) * 1000 + i * 100L);
			}
		}
	}

	/** Ten a second come, but not always ten in a second. */
	@Test
	void jitterOverTheSecondKeepsTheStep() {
		for (int i = 1; i <= 9; i++) {
			endMs(seconds(SECOND), 1);
		}
		assertThat(endMs(seconds(SECOND + 1), 1)).isEqualTo(SECOND * 1000 + 1100);
		for (int i = 2; i <= 10; i++) {
			endMs(seconds(SECOND + 1), 1);
		}
		long eleventh = endMs(seconds(SECOND + 1), 1);
		assertThat(eleventh).isEqualTo(SECOND * 1000 + 2100);
		assertThat(endMs(seconds(SECOND + 2), 1)).isEqualTo(SECOND * 1000 + 2200);
	}

	@Test
	void olderSecondAndFloodDoNotMoveTime() {
		long first = endMs(seconds(SECOND + 5), 1);
		assertThat(endMs(seconds(SECOND + 4), 1)).isLessThan(first);
		assertThat(endMs(seconds(SECOND + 5), 1)).isEqualTo(first + 100);
		for (int i = 0; i < 1000; i++) {
			assertThat(endMs(seconds(SECOND + 5), 1)).isLessThanOrEqualTo((SECOND + 6) * 1000 + 100);
		}
	}

}
