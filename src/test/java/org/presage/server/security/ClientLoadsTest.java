/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.util.Objects;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.presage.testing.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;

/** The arithmetic of the limits, at times that the test chooses. */
class ClientLoadsTest {

	private final ManualClock clock = new ManualClock();

	private final Counter limited = new SimpleMeterRegistry().counter("limited");

	private ClientLoad enter(ClientLoads loads, String client) {
		return Objects.requireNonNull(loads.enter(client));
	}

	private int taken(ClientLoad load, int tries) {
		int taken = 0;
		for (int i = 0; i < tries; i++) {
			taken += load.takeReport(this.clock.nanoTime()) ? 1 : 0;
		}
		return taken;
	}

	@Test
	void streamsOfOneClientShareItsReportsAndOthersHaveTheirOwn() {
		ClientLoads loads = new ClientLoads(3, 5, 0, 0, this.clock, this.limited);
		ClientLoad first = enter(loads, "a");
		ClientLoad second = enter(loads, "a");
		assertThat(taken(first, 4)).isEqualTo(4);
		assertThat(taken(second, 4)).isEqualTo(1);
		assertThat(this.limited.count()).isEqualTo(3);
		assertThat(taken(enter(loads, "b"), 7)).isEqualTo(5);
		this.clock.advanceMillis(200);
		assertThat(taken(first, 3)).isEqualTo(1);
		this.clock.advanceMillis(7000);
		assertThat(taken(second, 11)).as("no more than a second's worth, over the wrap of the clock").isEqualTo(5);
	}

	@Test
	void leavingDoesNotFillTheBucket() {
		ClientLoads loads = new ClientLoads(1, 5, 0, 0, this.clock, this.limited);
		ClientLoad first = enter(loads, "a");
		assertThat(loads.enter("a")).isNull();
		assertThat(taken(first, 7)).isEqualTo(5);
		loads.leave(first);
		assertThat(taken(enter(loads, "a"), 7)).isZero();
	}

	@Test
	void noLimitIsNoLimit() {
		assertThat(taken(enter(new ClientLoads(1, 0, 0, 0, this.clock, this.limited), "a"), 100_000))
			.isEqualTo(100_000);
	}

	@Test
	void refusesOneMoreCellUntilOneIsSilent() {
		ClientLoads loads = new ClientLoads(3, 0, 2, 5_000_000_000L, this.clock, this.limited);
		ClientLoad first = enter(loads, "a");
		ClientLoad second = enter(loads, "a");
		assertThat(first.takeCell("x", this.clock.nanoTime())).isNotNull();
		assertThat(second.takeCell("y", this.clock.nanoTime())).isNotNull();
		assertThat(second.takeCell("z", this.clock.nanoTime())).as("on any stream").isNull();
		assertThat(enter(loads, "b").takeCell("z", this.clock.nanoTime())).as("of another client").isNotNull();
		this.clock.advanceMillis(4000);
		assertThat(second.takeCell("y", this.clock.nanoTime())).isNotNull();
		this.clock.advanceMillis(1001);
		assertThat(first.takeCell("z", this.clock.nanoTime())).as("x is silent").isNotNull();
		assertThat(first.takeCell("x", this.clock.nanoTime())).isNull();
	}

	@Test
	void refusedReportsTakeNoPlace() {
		ClientLoad client = enter(new ClientLoads(3, 0, 2, 5_000_000_000L, this.clock, this.limited), "a");
		take(client, "accepted").accept();
		client.giveBack("accepted", take(client, "accepted"));
		for (int i = 0; i < 10; i++) {
			client.giveBack("refused " + i, take(client, "refused " + i));
		}
		take(client, "another").accept();
		assertThat(client.takeCell("one more", this.clock.nanoTime())).as("two were accepted").isNull();
	}

	private ClientLoad.Place take(ClientLoad client, String cell) {
		return Objects.requireNonNull(client.takeCell(cell, this.clock.nanoTime()), cell);
	}

}
