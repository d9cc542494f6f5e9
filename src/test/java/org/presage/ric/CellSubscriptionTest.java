/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import org.presage.base.InvalidInputException;
import org.presage.control.ControlLoops;
import org.presage.control.ControlMode;
import org.presage.control.Decision;
import org.presage.control.DecisionSink;
import org.presage.control.ReportSource;
import org.presage.e2.asn1.Octets;
import org.presage.e2.control.PrbControl;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.TestCondition;
import org.presage.kpi.KpiFrame;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** How often a cell is subscribed to that never reports, or whose RIC is unavailable. */
@ExtendWith(OutputCaptureExtension.class)
class CellSubscriptionTest {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ManualClock clock = new ManualClock();

	private final Timer timer = new Timer();

	private final RefusingRic ric = new RefusingRic();

	@AfterEach
	void close() {
		this.timer.shutdownNow();
	}

	/** Runs what is scheduled as soon as the test says so, and remembers the pauses. */
	private static final class Timer extends ScheduledThreadPoolExecutor {

		private final Queue<Runnable> tasks = new ArrayDeque<>();

		private final List<Long> pausesMs = new ArrayList<>();

		Timer() {
			super(0);
		}

		@Override
		public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
			this.tasks.add(task);
			this.pausesMs.add(unit.toMillis(delay));
			return super.schedule(() -> {
			}, 0, unit);
		}

		void run() {
			Objects.requireNonNull(this.tasks.poll()).run();
		}

	}

	/** Refuses every subscription, until it is unavailable. */
	private static final class RefusingRic implements RicClient {

		private boolean unavailable;

		private int subscriptions;

		private byte[] definition = new byte[0];

		@Override
		public Stream subscribe(CellTarget target, byte[] trigger, byte[] definition, Listener listener) {
			this.subscriptions++;
			this.definition = definition;
			if (this.unavailable) {
				listener.disconnected("connection refused");
			}
			else {
				listener.refused("the node refuses: action not supported");
			}
			return (why) -> {
			};
		}

		@Override
		public void unsubscribe(CellTarget target, Runnable done) {
			done.run();
		}

		@Override
		public void control(CellTarget target, byte[] header, byte[] message, ControlAnswer answer) {
		}

		@Override
		public void close() {
		}

	}

	/** Nothing comes. */
	private static final DecisionSink NOBODY = new DecisionSink() {
		@Override
		public void decided(Decision decision) {
		}

		@Override
		public void rejected(KpiFrame frame, InvalidInputException reason) {
		}
	};

	private CellSubscription subscription(List<String> advertised) {
		EdgeSettings.Timing timing = new EdgeSettings.Timing(500, 10_000, 2_000, 2_000);
		EdgeSettings settings = new EdgeSettings(ControlMode.ADVISORY, PrbControl.CCC, timing, "oai", false,
				Plmn.of("00101"), 0, new Snssai(1, null), new UeId.GnbDu(0, null), List.of());
		EdgeMetrics metrics = new EdgeMetrics(this.meters);
		EdgeLog log = new EdgeLog(LoggerFactory.getLogger(CellSubscription.class), this.clock);
		CellTarget target = new CellTarget("gnb", "oai", advertised, EdgeFixture.FIRST);
		CellFeed feed = new CellFeed(target, Dialect.load("oai"), settings, TestModels::schema,
				new ControlLoops(List.of()), NOBODY, new ReportSource("test"),
				new ControlGate(ControlMode.ADVISORY, this.ric, Lease.ALWAYS), this.clock, metrics, log);
		return new CellSubscription(this.ric, target, feed, timing,
				new NodeGuard(new HeldNodesInMemory(), this.clock, this.meters), Lease.ALWAYS, this.timer,
				new SplittableRandom(1), this.clock, metrics, log, () -> {
				});
	}

	private void runFor(long ms) {
		long sinceMs = 0;
		while (sinceMs < ms) {
			this.timer.run();
			sinceMs += this.timer.pausesMs.getLast();
			this.clock.advanceMillis(this.timer.pausesMs.getLast());
		}
	}

	private void assertFewAndOneWarning(CapturedOutput logged, String cause) {
		runFor(600_000);
		assertThat(this.timer.pausesMs).as("in ten minutes").hasSizeLessThan(30);
		assertThat(this.timer.pausesMs.getLast()).isBetween(30_000L, 60_000L);
		assertThat(logged.getAll().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("gnb/00101-1 has not reported after 3 subscriptions", cause, "Does dialect oai fit the node?");
	}

	/** As OAI's gNB reads it; every other condition ends its process. */
	@Test
	void oaiIsAskedForTheDevicesOfTheSlice() {
		subscription(List.of("RRU.PrbTotDl")).start();
		ActionDefinition asked = ActionDefinition.TYPE.decode(this.ric.definition);
		assertThat(asked.action()).isInstanceOfSatisfying(ActionDefinition.MeasureMatching.class,
				(matching) -> assertThat(matching.conditions()).singleElement()
					.extracting(ActionDefinition.UeCondition::test)
					.isEqualTo(new TestCondition(TestCondition.Property.SNSSAI, TestCondition.Relation.EQUAL,
							new TestCondition.Bytes(Octets.of((byte) 1)))));
	}

	@Test
	void nodeThatRefusesIsAskedLessOftenWithOneWarning(CapturedOutput logged) {
		subscription(List.of()).start();
		assertFewAndOneWarning(logged, "action not supported");
		assertThat(this.ric.subscriptions).isEqualTo(this.timer.pausesMs.size());
	}

	@Test
	void nodeWithoutMeasurementsOfDialectIsAskedLessOftenWithOneWarning(CapturedOutput logged) {
		subscription(List.of("Nothing.That.Dialects.Read")).start();
		assertFewAndOneWarning(logged, "measurements of gnb: expected some that dialect oai reads");
		assertThat(this.ric.subscriptions).isZero();
	}

	@Test
	void ricThatIsUnavailableIsAskedAtTheUsualPaceWithoutWarning(CapturedOutput logged) {
		this.ric.unavailable = true;
		subscription(List.of()).start();
		runFor(60_000);
		assertThat(this.timer.pausesMs.getLast()).isBetween(1000L, 2000L);
		assertThat(logged.getAll()).doesNotContain("has not reported");
	}

}
