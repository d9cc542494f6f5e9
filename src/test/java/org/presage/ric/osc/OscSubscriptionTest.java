/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.Clock;
import org.presage.control.ControlMode;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.e2.ap.RicRequestId;
import org.presage.kpi.CellId;
import org.presage.ric.EdgeSettings;
import org.presage.ric.TestNode;
import org.presage.ric.osc.rmr.RmrEndpoint;
import org.presage.ric.osc.rmr.RmrMessage;
import org.presage.ric.osc.rmr.RmrSettings;
import org.presage.ric.osc.rmr.RmrTypes;
import org.presage.ric.osc.rmr.RouteTable;
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

	/** As the O-RAN SC route manager sends them. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void answersPartialTablesAndTablesWithEmptyTypes(boolean manager) throws IOException {
		this.managed = manager;
		OscRic running = ric();
		running.termination().faults().partialTables(true);
		running.termination().faults().emptyTypes(true);
		xapp();
		awaitSubscriptions(2);
		await(() -> running.termination()
			.tableStates()
			.stream()
			.filter((state) -> state.startsWith("OK u"))
			.count() == 2);
		assertThat(running.termination().tableStates()).contains("OK t1", "OK m1")
			.allMatch((state) -> state.startsWith("OK "));
		this.node.catchUp();
		assertThat(report(running, TestModels.WINDOW).outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(count("wm.rmr.records.skipped", "reason", "type")).isPositive();
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
		this.timing = new EdgeSettings.Timing(500, 300, STALE_MS, 100);
		this.noticeMs = 500;
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
		kill();
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

	/** What is asked for again is not what is still being deleted. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void silentNodeIsAskedAgain(boolean manager) throws IOException {
		this.managed = manager;
		this.timing = new EdgeSettings.Timing(500, 500, STALE_MS, 100);
		OscRic running = running();
		running.termination().faults().stall(true);
		await(() -> count("wm.e2.renewed", "reason", "silence") >= 4);
		running.termination().faults().stall(false);
		await(() -> {
			this.node.catchUp();
			this.node.report(running, 1);
			pause();
			return this.decisions.size() >= 2;
		});
		await(() -> running.termination().subscriptions().size() == 2);
	}

	/** Whoever says something else over a connection of his own is no E2 termination. */
	@Test
	void connectionOfOthersMayEnd() throws IOException, InterruptedException {
		OscRic running = running();
		report(running, 1);
		CountDownLatch answered = new CountDownLatch(1);
		int port = Objects.requireNonNull(this.client).port();
		try (RmrEndpoint other = new RmrEndpoint(
				new RmrSettings("localhost", "127.0.0.1", 0, -1, null, null, 10, 1 << 16, 100),
				(message, reply) -> answered.countDown(), Clock.SYSTEM, new SimpleMeterRegistry(),
				new SplittableRandom(1))) {
			other.start();
			other.routes(RouteTable.parse("newrt|start\nmse|100|-1|localhost:" + port + "\nnewrt|end\n"));
			other.send(new RmrMessage(RmrTypes.HEALTH_CHECK_REQUEST, RmrMessage.NO_SUBSCRIPTION, "", "x", new byte[0]));
			assertThat(answered.await(10, TimeUnit.SECONDS)).as("health is asked").isTrue();
		}
		pause();
		report(running, 1);
		assertThat(count("wm.e2.renewed", "reason", "error")).isZero();
	}

	/** Nothing is asked for twice, or without knowing what the node offers. */
	@Test
	void configuredCellsAreAskedForOnce() throws IOException {
		OscRic ric = ric();
		this.configured = List.of(new EdgeSettings.Node(TestNode.ID, null, List.of(), List.of(FIRST)));
		xapp();
		awaitSubscriptions(1);
		pause();
		assertThat(ric.managers().subscriptions()).hasSize(1);
		assertThat(Objects.requireNonNull(ric.termination().definition(TestNode.cell(1))).measurements())
			.extracting("name")
			.containsExactlyInAnyOrderElementsOf(this.node.measurements());
	}

	/** The RIC was unavailable when Presage stopped. */
	@Test
	void whatCouldNotBeEndedIsEndedAfterTheNextStart() throws IOException {
		running().close();
		leave();
		assertThat(Files.readString(this.folder.resolve("state.json"))).contains("ending/");
		ric();
		xapp();
		awaitSubscriptions(2);
		await(() -> {
			try {
				return !Files.readString(this.folder.resolve("state.json")).contains("ending/");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

}
