/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.control.ControlFeedback;
import org.presage.control.ControlMode;
import org.presage.control.ControlStage;
import org.presage.e2.ap.Cause;
import org.presage.e2.ap.E2apPdu;
import org.presage.e2.ap.RicControlAcknowledge;
import org.presage.e2.ap.RicRequestId;
import org.presage.e2.asn1.Octets;
import org.presage.ric.CellTarget;
import org.presage.ric.ControlAnswer;
import org.presage.ric.EdgeSettings;
import org.presage.ric.TestNode;
import org.presage.ric.osc.rmr.RmrTypes;
import org.presage.sim.osc.KpmFunction;
import org.presage.sim.osc.OscRic;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** What nodes behind the RIC of O-RAN SC do that no interface description says. */
class OscHabitsTest extends OscFixture {

	private static final String CCC = "1.3.6.1.4.1.53148.1.6.2.4";

	/** What the E2 manager says of the node from now on. */
	private void node(OscRic ric, String status, String controlOid) {
		ric.managers()
			.nodes(List.of(new NodeDetails(TestNode.ID, status,
					List.of(KpmFunction.offering(2, this.node.measurements()),
							new NodeDetails.Function(4, 1, controlOid, Octets.of())),
					List.of("00f110:000000001", "00f110:00454c001"))));
	}

	private double held(String from) {
		return this.meters.get("wm.e2.nodes.held").tag("from", from).gauge().value();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void nodeThatVanishesTwiceAfterSubscriptionIsLeftInPeace(boolean manager) throws IOException {
		this.managed = manager;
		OscRic running = running();
		for (int i = 1; i <= 2; i++) {
			int times = i;
			node(running, "DISCONNECTED", CCC);
			await(() -> count("wm.e2.vanished", "after", "subscription") == times);
			await(() -> running.termination().subscriptions().isEmpty());
			node(running, NodeDetails.CONNECTED, CCC);
			if (times == 1) {
				awaitSubscriptions(2);
			}
		}
		assertThat(held("subscription")).isEqualTo(1);
		for (int i = 0; i < 75; i++) {
			pause();
			assertThat(running.termination().subscriptions()).isEmpty();
		}
		assertThat(this.guard.release(TestNode.ID)).isTrue();
		awaitSubscriptions(2);
	}

	@Test
	void subscriptionThatCouldNotBeSentIsNoExcuse() throws IOException {
		this.managed = false;
		ric().termination().close();
		xapp();
		await(() -> count("wm.e2.renewed", "reason", "error") >= 2);
		this.peers.removeFirst().close();
		OscRic running = ric();
		awaitSubscriptions(2);
		node(running, "DISCONNECTED", CCC);
		await(() -> count("wm.e2.vanished", "after", "subscription") == 1);
	}

	/** The E2 manager notices seconds later that it is gone. */
	@Test
	void nodesThatLeaveWithTheirTerminationAreNotHeld() throws IOException {
		OscRic running = running();
		report(running, 1);
		running.termination().close();
		await(() -> count("wm.e2.renewed", "reason", "error") >= 2);
		for (int i = 0; i < 2; i++) {
			awaitSubscriptions(2);
			node(running, "DISCONNECTED", CCC);
			awaitSubscriptions(0);
			node(running, NodeDetails.CONNECTED, CCC);
		}
		assertThat(count("wm.e2.vanished", "after", "subscription")).isZero();
	}

	@Test
	void nodesThatTheManagerForgetsHaveNotVanished() throws IOException {
		OscRic running = running();
		for (int i = 0; i < 2; i++) {
			awaitSubscriptions(2);
			running.managers().nodes(List.of());
			awaitSubscriptions(0);
			node(running, NodeDetails.CONNECTED, CCC);
		}
		assertThat(count("wm.e2.vanished", "after", "subscription")).isZero();
	}

	@Test
	void functionThatTheNodeDoesNotListGetsNoControl() throws IOException {
		this.mode = ControlMode.ACTIVE;
		OscRic ric = ric();
		node(ric, NodeDetails.CONNECTED, "1.3.6.1.4.1.53148.1.1.2.3");
		xapp();
		awaitSubscriptions(2);
		this.node.catchUp();
		report(ric, TestModels.WINDOW);
		assertThat(control(reportUntil(ric, ControlStage.REFUSED)).cause())
			.startsWith("not sent: the node lists no RAN function of service model 4");
		assertThat(this.node.controls).isEmpty();
	}

	private void send(List<ControlFeedback> feedback) {
		CellTarget target = new CellTarget(TestNode.ID, "standard", List.of(), FIRST);
		Objects.requireNonNull(this.client)
			.control(target, new byte[] { 1 }, new byte[] { 2 },
					new ControlAnswer(target.id(), 1, feedback::add, () -> {
					}));
	}

	/** The second one may say the contrary. */
	@Test
	void controlThatIsAnsweredTwiceEndsOnce() throws IOException {
		this.timing = new EdgeSettings.Timing(5_000, 10_000, STALE_MS, 500);
		OscRic running = running();
		running.termination().faults().refuseControl(Cause.all().getFirst().text());
		List<ControlFeedback> feedback = new CopyOnWriteArrayList<>();
		send(feedback);
		await(() -> !feedback.isEmpty());
		for (RicRequestId subscription : running.termination().subscriptions()) {
			running.termination()
				.send(RmrTypes.CONTROL_ACKNOWLEDGE, subscription.instance(), TestNode.ID, E2apPdu.TYPE
					.encode(new RicControlAcknowledge(new RicRequestId(1000, subscription.instance()), 4, null, null)));
		}
		await(() -> ignored("unexpected_answer") == 2);
		assertThat(feedback).singleElement().extracting(ControlFeedback::status).isEqualTo(ControlStage.REFUSED);
	}

}
