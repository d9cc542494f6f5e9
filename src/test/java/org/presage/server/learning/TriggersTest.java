/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a training begins. */
class TriggersTest {

	private static final long MINUTE = 60_000;

	private long nowMs = 1_700_000_000_000L;

	private Triggers triggers(int everyMinutes, int daily) {
		return new Triggers(Duration.ofMinutes(everyMinutes), Duration.ofMinutes(30), daily, this.nowMs);
	}

	@Test
	void beginsOnceForEachReason() {
		Triggers triggers = triggers(0, 100);
		assertThat(triggers.due(this.nowMs)).isNull();
		triggers.ask("drift");
		triggers.ask("again");
		assertThat(triggers.due(this.nowMs)).isEqualTo("drift");
		triggers.begin(this.nowMs);
		assertThat(triggers.due(this.nowMs + 100 * MINUTE)).isNull();
	}

	@Test
	void restsLongerAfterEachRejectedChallenger() {
		Triggers triggers = triggers(0, 100);
		for (int rest : new int[] { 30, 60, 120, 240 }) {
			triggers.ask("drift");
			triggers.begin(this.nowMs);
			triggers.ask("drift");
			assertThat(triggers.due(this.nowMs + rest * MINUTE - 1)).isNull();
			this.nowMs += rest * MINUTE;
			assertThat(triggers.due(this.nowMs)).isEqualTo("drift");
			triggers.rejected();
		}
		triggers.begin(this.nowMs);
		triggers.promoted();
		triggers.ask("drift");
		assertThat(triggers.due(this.nowMs + 30 * MINUTE)).isEqualTo("drift");
	}

	@Test
	void beginsOnScheduleAndOnlySoManyTimesADay() {
		Triggers triggers = triggers(60, 3);
		int begun = 0;
		for (int minute = 0; minute < 3 * 24 * 60; minute++) {
			if ("schedule".equals(triggers.due(this.nowMs + minute * MINUTE))) {
				triggers.begin(this.nowMs + minute * MINUTE);
				begun++;
			}
		}
		assertThat(begun).isBetween(9, 12);
	}

	@Test
	void clockThatIsPutBackStopsNothing() {
		Triggers triggers = triggers(0, 3);
		triggers.ask("drift");
		triggers.begin(this.nowMs);
		triggers.ask("drift");
		assertThat(triggers.due(this.nowMs - 10 * 24 * 60 * MINUTE)).isEqualTo("drift");
	}

}
