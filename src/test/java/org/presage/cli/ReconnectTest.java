/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.presage.testing.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;

class ReconnectTest {

	private final ManualClock clock = new ManualClock();

	private List<Long> delays(Reconnect reconnect, int most) {
		List<Long> delays = new ArrayList<>();
		for (long delay = reconnect.delayMs(); delay >= 0 && delays.size() < most; delay = reconnect.delayMs()) {
			delays.add(delay);
			this.clock.advanceMillis(delay);
		}
		return delays;
	}

	@Test
	void triesAgainSoonAndThenMoreSlowly() {
		assertThat(delays(new Reconnect(this.clock, null), 8)).containsExactly(1000L, 2000L, 4000L, 8000L, 16_000L,
				30_000L, 30_000L, 30_000L);
	}

	@Test
	void givesUpAtItsLimitAfterALastAttempt() {
		Reconnect reconnect = new Reconnect(this.clock, 10);
		assertThat(delays(reconnect, 8)).containsExactly(1000L, 2000L, 4000L, 3000L);
		assertThat(reconnect.waitedS()).isEqualTo(10);
		assertThat(delays(new Reconnect(this.clock, 0), 8)).isEmpty();
	}

	@Test
	void beginsAgainAfterAConnection() {
		Reconnect reconnect = new Reconnect(this.clock, 10);
		delays(reconnect, 3);
		reconnect.connected();
		assertThat(delays(reconnect, 8)).containsExactly(1000L, 2000L, 4000L, 3000L);
	}

}
