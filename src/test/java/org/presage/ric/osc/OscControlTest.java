/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.presage.control.ControlFeedback;
import org.presage.control.ControlMode;
import org.presage.control.ControlStage;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.e2.ap.Cause;
import org.presage.e2.ap.E2apPdu;
import org.presage.e2.ap.RicControlAcknowledge;
import org.presage.e2.ap.RicRequestId;
import org.presage.e2.control.PrbControl;
import org.presage.ric.CellTarget;
import org.presage.ric.ControlAnswer;
import org.presage.ric.EdgeSettings;
import org.presage.ric.TestNode;
import org.presage.ric.osc.rmr.RmrTypes;
import org.presage.ric.osc.rmr.RmrEndpoint;
import org.presage.ric.osc.rmr.RouteTable;
import org.presage.sim.osc.OscRic;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** Control that works, and the ways in which it does not. */
class OscControlTest extends OscFixture {

	private final List<ControlFeedback> received = new ArrayList<>();

	@ParameterizedTest
	@EnumSource
	void controlInEveryEncodingTakesEffect(PrbControl control) throws IOException {
		this.mode = ControlMode.ACTIVE;
		this.node = new TestNode(control);
		OscRic running = running();
		report(running, TestModels.WINDOW);
		await(() -> !this.node.controls.isEmpty());
		Decision last = reportUntil(running, ControlStage.TOOK_EFFECT);
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(control(last).asked()).isBetween(30, 40);
		await(() -> count("wm.control", "status", "acknowledged") > 0);
	}

	/** Sends what no simulated node minds, and waits for the result. */
	private ControlFeedback control() {
		begin();
		return ended();
	}

	private void begin() {
		this.received.clear();
		CellTarget target = new CellTarget(TestNode.ID, "standard", List.of(), FIRST);
		Objects.requireNonNull(this.client)
			.control(target, new byte[] { 1 }, new byte[] { 2 }, new ControlAnswer(target.id(), 1, (feedback) -> {
				synchronized (this.received) {
					this.received.add(feedback);
				}
			}, () -> {
			}));
	}

	private ControlFeedback ended() {
		await(() -> {
			synchronized (this.received) {
				return !this.received.isEmpty();
			}
		});
		return this.received.getFirst();
	}

	@Test
	void refusalCarriesItsCauseWhicheverItIs() throws IOException {
		OscRic running = running();
		for (Cause cause : Cause.all()) {
			running.termination().faults().refuseControl(cause.text());
			ControlFeedback feedback = control();
			assertThat(feedback.status()).isEqualTo(ControlStage.REFUSED);
			assertThat(feedback.cause()).isEqualTo(cause.text());
		}
	}

	/** And its late answer is not taken for that of the next control. */
	@Test
	void controlThatIsNotAnsweredTimesOut() throws IOException {
		this.timing = new EdgeSettings.Timing(300, 10_000, STALE_MS, 500);
		OscRic running = running();
		running.termination().faults().hangOnControl(true);
		assertThat(control().status()).isEqualTo(ControlStage.TIMED_OUT);
		begin();
		for (RicRequestId subscription : running.termination().subscriptions()) {
			running.termination()
				.send(RmrTypes.CONTROL_ACKNOWLEDGE, subscription.instance(), TestNode.ID, E2apPdu.TYPE
					.encode(new RicControlAcknowledge(new RicRequestId(1000, subscription.instance()), 4, null, null)));
		}
		await(() -> ignored("unexpected_answer") == 2);
		assertThat(ended().status()).isEqualTo(ControlStage.TIMED_OUT);
	}

	@Test
	void controlWithoutARouteIsNotWaitedFor() throws IOException {
		OscRic running = running();
		CellTarget other = new CellTarget("gnb_without_route", "standard", List.of(), FIRST);
		List<ControlFeedback> told = new ArrayList<>();
		Objects.requireNonNull(this.client)
			.control(other, new byte[] { 1 }, new byte[] { 2 }, new ControlAnswer(other.id(), 1, told::add, () -> {
			}));
		assertThat(told).singleElement()
			.extracting(ControlFeedback::cause)
			.isEqualTo("RICcontrolRequest was not sent: NO_ROUTE");
		assertThat(running.termination().subscriptions()).hasSize(2);
	}

	/** Nothing can be sent, which says nothing about the node. */
	@Test
	void controlWaitsForTheFirstRouteTable() throws IOException {
		this.mode = ControlMode.ACTIVE;
		OscRic running = running();
		RmrEndpoint router = Objects.requireNonNull(this.client).router();
		RouteTable table = router.routes();
		router.routes(RouteTable.EMPTY);
		report(running, TestModels.WINDOW + 9);
		assertThat(count("wm.control", "status", "timed_out")).isZero();
		assertThat(this.meters.get("wm.e2.control.waiting").gauge().value()).isEqualTo(2);
		router.routes(table);
		assertThat(reportUntil(running, ControlStage.TOOK_EFFECT).outcome()).isEqualTo(Outcome.PLANNED);
	}

	@Test
	void acknowledgedControlWithoutEffectIsDistrusted() throws IOException {
		this.mode = ControlMode.ACTIVE;
		OscRic running = running();
		running.termination().faults().ignoreControl(true);
		report(running, TestModels.WINDOW);
		assertThat(reportUntil(running, ControlStage.NO_EFFECT).outcome()).isEqualTo(Outcome.DISTRUSTED);
	}

}
