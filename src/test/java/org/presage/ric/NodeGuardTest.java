/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.presage.control.metrics.Metric;
import org.presage.testing.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Nodes that do not survive what they are sent. */
class NodeGuardTest {

	private static final long SECOND = 1_000_000_000L;

	private final ManualClock clock = new ManualClock();

	private final HeldNodesInMemory store = new HeldNodesInMemory();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final NodeGuard guard = new NodeGuard(this.store, this.clock, this.meters);

	private final List<String> told = new ArrayList<>();

	private void vanishAfter(NodeGuard.Ask ask, long seconds) {
		this.guard.asked("gnb:1/64", ask);
		this.clock.advanceNanos(seconds * SECOND);
		this.guard.vanished("gnb:1/64");
	}

	private double held(String from) {
		return this.meters.get(Metric.E2_HELD.id()).tag("from", from).gauge().value();
	}

	@Test
	void holdsNodeThatVanishesTwiceAfterSubscription() {
		this.guard.listen(this.told::add);
		vanishAfter(NodeGuard.Ask.SUBSCRIPTION, 9);
		assertThat(this.guard.refusal("gnb:1/64", NodeGuard.Ask.SUBSCRIPTION)).isNull();
		vanishAfter(NodeGuard.Ask.SUBSCRIPTION, 1);
		assertThat(this.told).containsExactly("gnb:1/64");
		assertThat(this.guard.refusal("gnb:1/64", NodeGuard.Ask.SUBSCRIPTION)).contains("sent no subscription since")
			.contains("twice");
		assertThat(this.guard.refusal("gnb:1/64", NodeGuard.Ask.CONTROL)).isNotNull();
		assertThat(this.guard.refusal("gnb:2/64", NodeGuard.Ask.SUBSCRIPTION)).isNull();
		assertThat(held("subscription")).isEqualTo(1);
		assertThat(this.meters.counter(Metric.E2_VANISHED.id(), "after", "subscription").count()).isEqualTo(2);
	}

	@Test
	void holdsControlOnlyWhereControlWasLast() {
		for (int i = 0; i < 2; i++) {
			this.guard.asked("gnb:1/64", NodeGuard.Ask.SUBSCRIPTION);
			this.clock.advanceNanos(SECOND);
			vanishAfter(NodeGuard.Ask.CONTROL, 1);
		}
		assertThat(this.guard.refusal("gnb:1/64", NodeGuard.Ask.CONTROL)).isNotNull();
		assertThat(this.guard.refusal("gnb:1/64", NodeGuard.Ask.SUBSCRIPTION)).isNull();
		assertThat(held("control")).isEqualTo(1);
	}

	@Test
	void ignoresNodesThatLeaveLaterOrUnasked() {
		vanishAfter(NodeGuard.Ask.SUBSCRIPTION, 11);
		vanishAfter(NodeGuard.Ask.SUBSCRIPTION, 11);
		this.guard.vanished("gnb:1/64");
		this.guard.vanished("gnb:1/64");
		assertThat(this.guard.held()).isEmpty();
		assertThat(this.meters.counter(Metric.E2_VANISHED.id(), "after", "subscription").count()).isZero();
	}

	@Test
	void ignoresNodesThatLeaveWithTheirRic() {
		for (int i = 0; i < 3; i++) {
			this.guard.asked("gnb:1/64", NodeGuard.Ask.CONTROL);
			this.guard.disconnected("gnb:1/64");
			this.clock.advanceNanos(5 * SECOND);
			vanishAfter(NodeGuard.Ask.SUBSCRIPTION, 1);
			this.guard.reported("gnb:1/64");
		}
		assertThat(this.guard.held()).isEmpty();
		vanishAfter(NodeGuard.Ask.SUBSCRIPTION, 1);
		this.guard.disconnected("gnb:1/64");
		this.clock.advanceNanos(61 * SECOND);
		vanishAfter(NodeGuard.Ask.SUBSCRIPTION, 1);
		assertThat(this.guard.held()).as("a RIC that is gone for long is no excuse").hasSize(1);
	}

	@Test
	void forgivesAfterTenMinutes() {
		vanishAfter(NodeGuard.Ask.CONTROL, 1);
		this.clock.advanceNanos(601 * SECOND);
		vanishAfter(NodeGuard.Ask.CONTROL, 1);
		assertThat(this.guard.held()).isEmpty();
		vanishAfter(NodeGuard.Ask.CONTROL, 1);
		assertThat(this.guard.held()).hasSize(1);
	}

	private void controls(int seconds) {
		for (int i = 0; i < seconds; i++) {
			vanishLater(NodeGuard.Ask.CONTROL);
		}
	}

	private void vanishLater(NodeGuard.Ask ask) {
		this.guard.asked("gnb:1/64", ask);
		this.clock.advanceNanos(SECOND);
	}

	/** A control every second, also in the last one before its operator restarts it. */
	@Test
	void ignoresNodeThatLivedAMinuteWithControl() {
		for (int i = 0; i < 3; i++) {
			controls(60);
			this.guard.vanished("gnb:1/64");
		}
		assertThat(this.guard.held()).isEmpty();
		assertThat(this.meters.counter(Metric.E2_VANISHED.id(), "after", "control").count()).isZero();
		controls(59);
		this.guard.vanished("gnb:1/64");
		controls(1);
		this.guard.vanished("gnb:1/64");
		assertThat(this.guard.held()).hasSize(1);
	}

	/** It came back and lived on: the first end had another reason. */
	@Test
	void forgivesNodeThatLivedAMinuteWithTheSame() {
		vanishAfter(NodeGuard.Ask.CONTROL, 1);
		controls(60);
		this.guard.vanished("gnb:1/64");
		vanishAfter(NodeGuard.Ask.CONTROL, 1);
		assertThat(this.guard.held()).isEmpty();
		vanishAfter(NodeGuard.Ask.CONTROL, 1);
		assertThat(this.guard.held()).hasSize(1);
	}

	/** It lived with its subscription, which says nothing of control. */
	@Test
	void livingWithSubscriptionForgivesNoControl() {
		for (int i = 0; i < 2; i++) {
			vanishLater(NodeGuard.Ask.SUBSCRIPTION);
			this.clock.advanceNanos(100 * SECOND);
			vanishAfter(NodeGuard.Ask.CONTROL, 1);
		}
		assertThat(this.guard.held()).extracting(NodeGuard.Held::ask).containsExactly(NodeGuard.Ask.CONTROL);
	}

	/** Ids of nodes may change with each of their starts. */
	@Test
	void forgetsNodesThatAreGone() {
		for (int i = 0; i < 100; i++) {
			this.guard.asked("gnb:" + i, NodeGuard.Ask.SUBSCRIPTION);
			this.clock.advanceNanos(SECOND);
			this.guard.vanished("gnb:" + i);
		}
		assertThat(this.guard.known()).isEqualTo(100);
		this.clock.advanceNanos(600 * SECOND);
		this.guard.asked("gnb:100", NodeGuard.Ask.SUBSCRIPTION);
		assertThat(this.guard.known()).isEqualTo(1);
	}

	@Test
	void keepsHeldNodesOverRestartUntilRelease() {
		vanishAfter(NodeGuard.Ask.SUBSCRIPTION, 1);
		vanishAfter(NodeGuard.Ask.SUBSCRIPTION, 1);
		NodeGuard restarted = new NodeGuard(this.store, this.clock, new SimpleMeterRegistry());
		assertThat(restarted.held()).singleElement().extracting(NodeGuard.Held::node).isEqualTo("gnb:1/64");
		restarted.listen(this.told::add);
		assertThat(restarted.release("other")).isFalse();
		assertThat(restarted.release("gnb:1/64")).isTrue();
		assertThat(this.told).containsExactly("gnb:1/64");
		assertThat(restarted.refusal("gnb:1/64", NodeGuard.Ask.SUBSCRIPTION)).isNull();
		assertThat(new NodeGuard(this.store, this.clock, new SimpleMeterRegistry()).held()).isEmpty();
	}

	@Test
	void watchesCloselyOnlyForFirstMinute() {
		assertThat(this.guard.isWatching()).isFalse();
		for (int i = 0; i < 60; i++) {
			this.guard.asked("gnb:1/64", NodeGuard.Ask.CONTROL);
			assertThat(this.guard.isWatching()).as("after " + i + " s").isTrue();
			this.clock.advanceNanos(SECOND);
		}
		this.guard.asked("gnb:1/64", NodeGuard.Ask.CONTROL);
		assertThat(this.guard.isWatching()).isFalse();
	}

}
