/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a training begins. */
class TriggersTest {

	private static final long MINUTE = 60_000;

	private long nowMs = 1_700_000_000_000L;

	private Triggers triggers(int everyMinutes, int daily) {
		return new Triggers(Duration.ofMinutes(everyMinutes), Duration.ofMinutes(30), daily, this.nowMs);
	}

	private static @Nullable String due(Triggers triggers, long nowMs) {
		Triggers.Reason found = triggers.due(nowMs, 0);
		return (found != null) ? found.why() : null;
	}

	/** What was reported before is of another network. */
	@Test
	void afterDriftWaitsForReportsAndTriesAgain() {
		Triggers triggers = triggers(0, 100);
		Triggers.Reason drift = new Triggers.Reason("drift", this.nowMs, MINUTE, 600);
		triggers.drift(drift, this.nowMs);
		assertThat(triggers.due(this.nowMs - 61 * MINUTE, 1000)).as("the clock was put back").isEqualTo(drift);
		assertThat(triggers.due(this.nowMs + MINUTE - 1, 1000)).isNull();
		assertThat(triggers.due(this.nowMs + MINUTE, 599)).isNull();
		assertThat(triggers.due(this.nowMs + MINUTE, 600)).isEqualTo(drift);
		triggers.begin(this.nowMs + MINUTE);
		triggers.rejected();
		assertThat(triggers.due(this.nowMs + 40 * MINUTE, 5000)).as("rests for an hour").isNull();
		assertThat(triggers.due(this.nowMs + 61 * MINUTE, 5000)).isEqualTo(drift);
		triggers.begin(this.nowMs + 61 * MINUTE);
		triggers.promoted();
		assertThat(triggers.due(this.nowMs + 500 * MINUTE, 9000)).isNull();
	}

	/** An operator does not wait for more of them. */
	@Test
	void operatorNeedNotWaitButForWhatIsLeastNeeded() {
		Triggers triggers = triggers(0, 100);
		triggers.drift(new Triggers.Reason("drift", this.nowMs, MINUTE, 600), this.nowMs);
		triggers.ask("now");
		assertThat(triggers.due(this.nowMs, 599)).isNull();
		assertThat(triggers.due(this.nowMs, 600)).satisfies((reason) -> {
			assertThat(Objects.requireNonNull(reason).why()).isEqualTo("now; drift");
			assertThat(reason.sinceMs()).isEqualTo(this.nowMs);
		});
	}

	@Test
	void beginsOnceForEachReason() {
		Triggers triggers = triggers(0, 100);
		assertThat(due(triggers, this.nowMs)).isNull();
		triggers.ask("drift");
		triggers.ask("again");
		assertThat(due(triggers, this.nowMs)).isEqualTo("drift");
		triggers.begin(this.nowMs);
		assertThat(due(triggers, this.nowMs + 100 * MINUTE)).isNull();
	}

	@Test
	void restsLongerAfterEachRejectedChallenger() {
		Triggers triggers = triggers(0, 100);
		for (int rest : new int[] { 30, 60, 120, 240 }) {
			triggers.ask("drift");
			triggers.begin(this.nowMs);
			triggers.ask("drift");
			assertThat(due(triggers, this.nowMs + rest * MINUTE - 1)).isNull();
			this.nowMs += rest * MINUTE;
			assertThat(due(triggers, this.nowMs)).isEqualTo("drift");
			triggers.rejected();
		}
		triggers.begin(this.nowMs);
		triggers.promoted();
		triggers.ask("drift");
		assertThat(due(triggers, this.nowMs + 30 * MINUTE)).isEqualTo("drift");
	}

	@Test
	void beginsOnScheduleAndOnlySoManyTimesADay() {
		Triggers triggers = triggers(60, 3);
		int begun = 0;
		for (int minute = 0; minute < 3 * 24 * 60; minute++) {
			if ("schedule".equals(due(triggers, this.nowMs + minute * MINUTE))) {
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
		assertThat(due(triggers, this.nowMs - 10 * 24 * 60 * MINUTE)).isEqualTo("drift");
	}

}
