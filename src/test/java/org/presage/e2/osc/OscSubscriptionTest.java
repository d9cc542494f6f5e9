package org.presage.e2.osc;

import java.io.IOException;
import java.util.Collection;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.control.ControlMode;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.e2.ap.RicRequestId;
import org.presage.e2.edge.EdgeSettings;
import org.presage.e2.edge.TestNode;
import org.presage.e2.rmr.RmrTypes;
import org.presage.kpi.CellId;
import org.presage.sim.osc.OscRic;
import org.presage.sim.osc.Refused;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** Subscriptions, and all that happens to them. */
class OscSubscriptionTest extends OscFixture {

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void cellsOfTheE2ManagerArePlannedWithWhatTheNodeOffers(boolean manager) throws IOException {
		this.managed = manager;
		OscRic running = running();
		assertThat(Objects.requireNonNull(running.termination().definition(TestNode.cell(0x454C001))).measurements())
			.extracting("name")
			.containsExactlyInAnyOrderElementsOf(this.node.measurements());
		Decision last = report(running, TestModels.WINDOW);
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(last.frame().cell()).isEqualTo(new CellId(TestNode.ID, "00101-1"));
		assertThat(last.frame().values()).containsExactly(12, Float.NaN, 51, 20);
		assertThat(count("wm.e2.indications", "result", "taken")).isEqualTo(2 * TestModels.WINDOW);
	}

	@Test
	void ricMayComeLater() throws IOException {
		ric().close();
		xapp();
		pause();
		OscRic late = ric();
		awaitSubscriptions(2);
		this.node.catchUp();
		assertThat(report(late, TestModels.WINDOW).outcome()).isEqualTo(Outcome.PLANNED);
	}

	@Test
	void nodeMayComeLater() throws IOException {
		OscRic ric = ric();
		ric.managers().faults().unavailable(5);
		xapp();
		awaitSubscriptions(2);
		assertThat(count("wm.e2.renewed", "reason", "error")).isEqualTo(5);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void ricThatComesBackIsServedAgain(boolean manager) throws IOException {
		this.managed = manager;
		this.mode = ControlMode.ACTIVE;
		OscRic first = running();
		assertThat(report(first, TestModels.WINDOW).outcome()).isEqualTo(Outcome.PLANNED);
		first.close();
		await(() -> count("wm.e2.renewed", "reason", "error") >= 2);
		OscRic second = ric();
		awaitSubscriptions(2);
		this.node.catchUp();
		this.decisions.clear();
		assertThat(report(second, TestModels.WINDOW + 1).outcome()).isEqualTo(Outcome.PLANNED);
	}

	@Test
	void refusedSubscriptionIsAskedForAgain() throws IOException {
		OscRic ric = ric();
		ric.managers().faults().refuse(new Refused("ric-resource-limit"));
		xapp();
		await(() -> count("wm.e2.renewed", "reason", "error") >= 4);
		assertThat(ric.termination().subscriptions()).isEmpty();
		ric.managers().faults().refuse(null);
		awaitSubscriptions(2);
	}

	@Test
	void noticeThatNeverComesIsNotWaitedForForever() throws IOException {
		this.timing = new EdgeSettings.Timing(500, 300, 2_000, 100);
		OscRic ric = ric();
		ric.managers().faults().noticeTimes(0);
		xapp();
		await(() -> count("wm.e2.renewed", "reason", "silence") >= 2);
		ric.managers().faults().noticeTimes(1);
		awaitSubscriptions(2);
	}

	@Test
	void noticeMayComeTwiceAndBeforeTheAnswer() throws IOException {
		OscRic ric = ric();
		ric.managers().faults().noticeTimes(2);
		xapp();
		awaitSubscriptions(2);
		this.node.catchUp();
		assertThat(report(ric, TestModels.WINDOW).outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(ric.termination().subscriptions()).hasSize(2);
	}

	@Test
	void whatIsNotOursIsLeftAlone() throws IOException {
		OscRic running = running();
		report(running, TestModels.WINDOW - 1);
		running.termination().send(RmrTypes.INDICATION, 4711, TestNode.ID, new byte[] { 1 });
		running.termination().send(RmrTypes.INDICATION, 1, "gnb_of_others", new byte[] { 1 });
		running.termination().send(RmrTypes.INDICATION, 1, TestNode.ID, new byte[] { 1, 2, 3 });
		running.termination().send(RmrTypes.CONTROL_ACKNOWLEDGE, 1, TestNode.ID, new byte[0]);
		await(() -> ignored("unknown_subscription") == 1 && ignored("other_node") == 1 && ignored("malformed") == 2);
		assertThat(report(running, 1).outcome()).isEqualTo(Outcome.PLANNED);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void nothingStaysSubscribedBehind(boolean manager) throws IOException {
		this.managed = manager;
		OscRic running = running();
		report(running, 1);
		leave();
		await(() -> running.termination().subscriptions().isEmpty());
	}

	/** It was killed: nothing was unsubscribed from. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void xappThatComesBackTakesItsSubscriptionsUp(boolean manager) throws IOException {
		this.managed = manager;
		OscRic running = running();
		Collection<RicRequestId> before = running.termination().subscriptions();
		this.edge = null;
		Objects.requireNonNull(this.client).close();
		xapp();
		awaitSubscriptions(2);
		assertThat(running.termination().subscriptions()).hasSize(2);
		if (manager) {
			assertThat(running.termination().subscriptions()).containsExactlyInAnyOrderElementsOf(before);
		}
		this.node.catchUp();
		this.decisions.clear();
		assertThat(report(running, TestModels.WINDOW).outcome()).isEqualTo(Outcome.PLANNED);
	}

}
