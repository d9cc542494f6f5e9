/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.AttachRequest;
import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.ControlLoopServiceGrpc;
import org.presage.api.v1.DecisionOutcome;
import org.presage.api.v1.PrbDecision;
import org.presage.base.Clock;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;

import static org.assertj.core.api.Assertions.assertThat;

/** A node with slices attached to a whole server over a real port. */
class SimulatedNodeTest {

	private static final int UNITS = 3;

	/** Decisions to wait for, so that the first ones have been applied and reported. */
	private static final int PLANNED_EACH = 10;

	/** What the node hears, by unit. */
	private static final class Received implements SimulatedNode.Listener {

		private final Map<Integer, Set<Integer>> measured = new ConcurrentHashMap<>();

		private final Map<Integer, PrbDecision> planned = new ConcurrentHashMap<>();

		private final CountDownLatch enough = new CountDownLatch(UNITS * PLANNED_EACH);

		@Override
		public void measured(int unit, float[] kpis) {
			this.measured.computeIfAbsent(unit, (u) -> ConcurrentHashMap.newKeySet())
				.add((int) kpis[RanConfig.schema().actionIndex()]);
		}

		@Override
		public void answered(int unit, AttachResponse message) {
			if (message.getDecision().getOutcome() == DecisionOutcome.DECISION_OUTCOME_PLANNED) {
				this.planned.put(unit, message.getDecision());
				this.enough.countDown();
			}
		}

	}

	@Test
	void everySliceIsReportedAnsweredAndSet() throws InterruptedException {
		RanSimulator simulator = new RanSimulator(RanConfig.sliced(1), 1);
		Received received = new Received();
		try (ConfigurableApplicationContext server = new SpringApplication(PresageServer.class).run(
				"--spring.grpc.server.port=0", "--server.port=0", "--presage.model.path=builtin:slices",
				"--presage.loop.budget=1s", "--presage.loop.surprise-limit=0");
				SimulatedNode node = new SimulatedNode(simulator,
						"localhost:" + server.getBean(ServerAddresses.class).grpcPort(), Clock.SYSTEM, received)) {
			Thread running = Thread.ofPlatform().start(() -> {
				try {
					node.run();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			});
			assertThat(received.enough.await(60, TimeUnit.SECONDS)).as("decisions for %s", received.planned.keySet())
				.isTrue();
			running.interrupt();
			running.join();
		}
		assertThat(received.planned).containsOnlyKeys(0, 1, 2);
		received.planned.forEach((unit, decision) -> {
			assertThat(decision.getCell().getName()).isEqualTo("cell-0");
			assertThat(decision.getSlice().getSst()).isEqualTo(1);
			assertThat(decision.getSlice().getSd()).isEqualTo(unit + 1);
			assertThat(decision.getModelVersion()).startsWith("slices");
		});
		assertThat(received.measured.values()).as("allocations in force, by slice")
			.allSatisfy((prbs) -> assertThat(prbs).hasSizeGreaterThan(1));
	}

	/** A clock that jumps to the time that is waited for. */
	private static final class JumpingClock implements Clock {

		private long nowMs = 1_700_000_000_000L;

		@Override
		public long nanoTime() {
			return this.nowMs * 1_000_000;
		}

		@Override
		public long epochMillis() {
			return this.nowMs;
		}

		@Override
		public void sleepUntil(long dueNs) {
			this.nowMs = Math.max(this.nowMs, dueNs / 1_000_000);
		}

	}

	/** Reports of the past in a burst would be refused as of another period. */
	@Test
	void reportsEveryIntervalAfterALongWait() throws Exception {
		JumpingClock clock = new JumpingClock();
		List<Long> times = new ArrayList<>();
		Server server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
			.addService(new ControlLoopServiceGrpc.ControlLoopServiceImplBase() {
				@Override
				public StreamObserver<AttachRequest> attach(StreamObserver<AttachResponse> answers) {
					return new Ignored();
				}
			})
			.build()
			.start();
		AtomicReference<SimulatedNode> attached = new AtomicReference<>();
		try (SimulatedNode node = new SimulatedNode(new RanSimulator(RanConfig.of(1), 1),
				"localhost:" + server.getPort(), clock, new SimulatedNode.Listener() {
					@Override
					public void answered(int unit, AttachResponse message) {
						// The server answers nothing.
					}

					@Override
					public void measured(int unit, float[] kpis) {
						times.add(clock.nowMs);
						if (times.size() == 1) {
							clock.nowMs += 2345;
						}
						if (times.size() == 7) {
							attached.get().close();
						}
					}
				})) {
			attached.set(node);
			node.run();
		}
		finally {
			server.shutdownNow();
		}
		assertThat(times).hasSize(7);
		for (int i = 2; i < times.size(); i++) {
			assertThat(times.get(i) - times.get(i - 1)).isEqualTo(RanConfig.STEP_MS);
		}
	}

	private static final class Ignored implements StreamObserver<AttachRequest> {

		@Override
		public void onNext(AttachRequest request) {
			// Not answered.
		}

		@Override
		public void onError(Throwable failure) {
			// The node goes away.
		}

		@Override
		public void onCompleted() {
			// The node goes away.
		}

	}

}
