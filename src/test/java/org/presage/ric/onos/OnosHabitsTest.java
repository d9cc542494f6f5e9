/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.presage.control.ControlMode;
import org.presage.control.ControlStage;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.e2.sm.common.Grammar.Family;
import org.presage.ric.EdgeSettings;
import org.presage.ric.TestNode;
import org.presage.ric.onos.v1beta1.Error;
import org.presage.sim.onos.OnosPeer;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** What onos-e2t and its nodes do that no interface description says. */
class OnosHabitsTest extends OnosFixture {

	private static final String SUBSCRIPTION = "subscription";

	private OnosPeer begin() throws IOException {
		this.timing = new EdgeSettings.Timing(500, 10_000, STALE_MS, 100);
		OnosPeer started = peer(0);
		adapter(started.port(), true);
		return started;
	}

	/** Reports until both cells are answered. */
	private void awaitReports(OnosPeer from) {
		this.decisions.clear();
		await(() -> {
			this.node.catchUp();
			this.node.report(from, 1);
			return this.decisions.stream().map((decision) -> decision.frame().cell()).distinct().count() == 2;
		});
	}

	/** Both cells, by so many requests until now. */
	private static void awaitSubscriptions(OnosPeer to, int requests) {
		await(() -> to.asked(TestNode.ID, SUBSCRIPTION) >= requests && to.transactions().size() == 2);
	}

	/** It answers every retry with the old failure until all have unsubscribed. */
	@Test
	void refusedSubscriptionReachesTheNodeAgain() throws IOException {
		this.timing = new EdgeSettings.Timing(500, 10_000, STALE_MS, 100);
		OnosPeer started = peer(0);
		started.habits().refuseSubscriptions(Error.Cause.Ric.Type.FUNCTION_RESOURCE_LIMIT);
		adapter(started.port(), true);
		await(() -> started.asked(TestNode.ID, SUBSCRIPTION) >= 6);
		started.habits().refuseSubscriptions(null);
		await(() -> started.transactions().size() == 2);
		awaitReports(started);
		leave();
		assertThat(started.transactions()).as("nothing is left behind").isEmpty();
	}

	/** Whoever asks for it again waits for ever, and hears nothing. */
	@Test
	void subscriptionWhoseEndHangsIsReplacedByAnother() throws IOException {
		this.timing = new EdgeSettings.Timing(500, 300, STALE_MS, 100);
		OnosPeer started = peer(0);
		adapter(started.port(), true);
		await(() -> started.transactions().size() == 2);
		started.habits().hangEnds(true);
		started.faults().stall(true);
		await(() -> count("wm.e2.renewed", "reason", "silence") >= 2);
		started.faults().stall(false);
		awaitReports(started);
	}

	@Test
	void nodeThatVanishesTwiceAfterSubscriptionIsLeftInPeace() throws IOException {
		this.timing = new EdgeSettings.Timing(500, 10_000, STALE_MS, 100);
		OnosPeer started = peer(0);
		started.habits().abortOn(SUBSCRIPTION);
		adapter(started.port(), true);
		await(() -> count("wm.e2.vanished", "after", SUBSCRIPTION) == 1);
		started.restarted(TestNode.ID);
		await(() -> this.meters.get("wm.e2.nodes.held").tag("from", SUBSCRIPTION).gauge().value() == 1);
		await(() -> started.transactions().isEmpty());
		int asked = started.asked(TestNode.ID, SUBSCRIPTION);
		started.restarted(TestNode.ID);
		sleep(1500);
		assertThat(started.asked(TestNode.ID, SUBSCRIPTION)).isEqualTo(asked);
		started.habits().abortOn();
		assertThat(this.guard.release(TestNode.ID)).isTrue();
		await(() -> started.transactions().size() == 2);
		awaitReports(started);
	}

	@Test
	void nodeThatVanishesTwiceAfterControlStaysSubscribed() throws IOException {
		// A control that was not answered is not looked for in the reports.
		this.mode = ControlMode.actuated(0);
		OnosPeer started = begin();
		started.habits().abortOn("control");
		for (int i = 1; i <= 2; i++) {
			awaitSubscriptions(started, 2 * i);
			int times = i;
			this.node.catchUp();
			await(() -> {
				this.node.report(started, 1);
				// As fast as a node does: reports of the future are not used.
				sleep(100);
				return count("wm.e2.vanished", "after", "control") == times;
			});
			started.restarted(TestNode.ID);
		}
		awaitSubscriptions(started, 6);
		int asked = started.asked(TestNode.ID, "control");
		this.node.catchUp();
		this.decisions.clear();
		assertThat(control(reportUntil(started, ControlStage.REFUSED)).cause()).contains("vanished within 10 s");
		assertThat(started.asked(TestNode.ID, "control")).isEqualTo(asked);
	}

	/** It would end, for every xApp. */
	@Test
	void modelThatTheNodeDoesNotListGetsNoControl() throws IOException {
		this.mode = ControlMode.ACTIVE;
		this.node.controlModels(List.of(3));
		OnosPeer running = running();
		report(running, TestModels.WINDOW);
		assertThat(control(reportUntil(running, ControlStage.REFUSED)).cause())
			.startsWith("not sent: the node does not list oran-e2sm-ccc");
		assertThat(running.asked(TestNode.ID, "control")).isZero();
		assertThat(running.panicked()).isFalse();
	}

	/** What cannot be sent yet says nothing about the node. */
	@Test
	void controlWaitsForTheTopology() throws IOException {
		this.mode = ControlMode.ACTIVE;
		OnosPeer started = peer(0);
		started.hideTopology(true);
		adapter(started.port(), true, new EdgeSettings.Node(TestNode.ID, null, this.node.measurements(),
				TestNode.edgeCells(), Family.STANDARD));
		awaitSubscriptions(started, 2);
		this.node.catchUp();
		Decision last = report(started, TestModels.WINDOW + 9);
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(last.control()).isNull();
		assertThat(count("wm.control", "status", "refused")).isZero();
		assertThat(this.meters.get("wm.e2.control.waiting").gauge().value()).isEqualTo(2);
		assertThat(started.asked(TestNode.ID, "control")).isZero();
		started.hideTopology(false);
		// The cells are named by it, so they are subscribed to again.
		awaitSubscriptions(started, 4);
		assertThat(this.meters.get("wm.e2.control.waiting").gauge().value()).isZero();
		this.node.catchUp();
		reportUntil(started, ControlStage.TOOK_EFFECT);
		assertThat(count("wm.control", "status", "refused")).isZero();
	}

	@Test
	void nodeOfNoTopologyGetsNoControl() throws IOException {
		this.mode = ControlMode.ACTIVE;
		OnosPeer started = peer(0);
		adapter(started.port(), false,
				new EdgeSettings.Node(TestNode.ID, null, this.node.measurements(), TestNode.edgeCells()));
		await(() -> started.transactions().size() == 2);
		this.node.catchUp();
		report(started, TestModels.WINDOW);
		assertThat(control(reportUntil(started, ControlStage.REFUSED)).cause()).contains("presage.onos.topo");
		assertThat(started.panicked()).isFalse();
	}

	/**
	 * A server like those of Go hangs up on whoever pings without data. The shortest
	 * pause between two pings of gRPC is ten seconds.
	 */
	@Test
	void connectionWithoutDataIsNotPinged() throws IOException {
		this.timing = new EdgeSettings.Timing(500, 120_000, STALE_MS, 100);
		OnosPeer started = peer(0);
		try (Relay relay = new Relay(started.port())) {
			adapter(relay.port(), true);
			await(() -> started.transactions().size() == 2);
			long octets = -1;
			for (int i = 0; i < 10 && relay.sent() != octets; i++) {
				octets = relay.sent();
				sleep(1_000);
			}
			sleep(15_000);
			assertThat(relay.sent()).as("octets of the client").isEqualTo(octets);
			assertThat(count("wm.e2.renewed", "reason", "error")).isZero();
			this.node.catchUp();
			assertThat(report(started, TestModels.WINDOW).outcome()).isEqualTo(Outcome.PLANNED);
			leave();
		}
	}

	private static void sleep(long ms) {
		try {
			Thread.sleep(ms);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
