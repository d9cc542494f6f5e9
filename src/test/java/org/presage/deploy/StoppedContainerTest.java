/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;

import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.DecisionOutcome;
import org.presage.api.v1.PrbDecision;
import org.presage.base.Clock;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.SimulatedNode;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docker stop} and {@code docker start} of an xApp that a node is attached to. */
class StoppedContainerTest {

	private static final int CELLS = 50;

	/** Docker's own is 10 s, Kubernetes' 30 s. */
	private static final int GRACE_SECONDS = 10;

	/** From the last report that is taken to the end of the stream, on a busy machine. */
	private static final Duration LONGEST_END = Duration.ofSeconds(3);

	/** When each report was sent, by its sequence number. */
	private final NavigableMap<Long, Long> unanswered = new ConcurrentSkipListMap<>();

	private final AtomicLong sent = new AtomicLong();

	private final Queue<PrbDecision> decisions = new ConcurrentLinkedQueue<>();

	/** Keeps books of what was sent and what came. */
	private final class Books implements SimulatedNode.Listener {

		@Override
		public void measured(int unit, float[] kpis) {
			StoppedContainerTest.this.unanswered.put(StoppedContainerTest.this.sent.incrementAndGet(),
					Clock.SYSTEM.nanoTime());
		}

		@Override
		public void answered(int unit, AttachResponse message) {
			StoppedContainerTest.this.decisions.add(message.getDecision());
			StoppedContainerTest.this.unanswered.remove(message.getDecision().getSequence());
		}

	}

	private final List<SimulatedNode> nodes = new ArrayList<>();

	@AfterEach
	void close() {
		this.nodes.forEach(SimulatedNode::close);
	}

	private SimulatedNode attach(String target) {
		this.unanswered.clear();
		this.sent.set(0);
		this.decisions.clear();
		SimulatedNode node = new SimulatedNode(new RanSimulator(RanConfig.of(CELLS), 1), target, Clock.SYSTEM,
				new Books());
		this.nodes.add(node);
		return node;
	}

	private static String target(GenericContainer<?> xapp) {
		InspectContainerResponse now = xapp.getDockerClient().inspectContainerCmd(xapp.getContainerId()).exec();
		Ports.Binding[] bound = now.getNetworkSettings().getPorts().getBindings().get(ExposedPort.tcp(50051));
		return xapp.getHost() + ':' + Objects.requireNonNull(bound)[0].getHostPortSpec();
	}

	private boolean has(DecisionOutcome outcome) {
		return this.decisions.stream().anyMatch((decision) -> decision.getOutcome() == outcome);
	}

	@Test
	void stopsWithAllAnsweredAndComesBack() throws Exception {
		try (GenericContainer<?> xapp = ComposeService
			.untilHealthy(new GenericContainer<>(ComposeService.image("PRESAGE_IMAGE"))
				.withCommand("serve", "spring.grpc.server.address=0.0.0.0", "presage.security.plaintext=true")
				.withExposedPorts(50051))) {
			xapp.start();
			DockerClient docker = xapp.getDockerClient();
			SimulatedNode node = attach(target(xapp));
			Thread load = Thread.ofVirtual().start(() -> run(node));
			Awaited.within(60, "plans for " + CELLS + " cells", () -> has(DecisionOutcome.DECISION_OUTCOME_PLANNED));
			docker.stopContainerCmd(xapp.getContainerId()).withTimeout(GRACE_SECONDS).exec();
			assertThat(load.join(Duration.ofSeconds(20))).as("the stream has ended").isTrue();
			Status status = Status.fromThrowable(node.failure());
			assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
			assertThat(status.getDescription()).isEqualTo("the server is shutting down");
			requireOnlyTheLastUnanswered();
			assertThat(docker.inspectContainerCmd(xapp.getContainerId()).exec().getState().getExitCodeLong())
				.as("ended by itself, not killed")
				.isEqualTo(143);
			assertThat(xapp.getLogs()).doesNotContain("ERROR");
			comesBack(xapp);
		}
	}

	/** Whatever was taken is answered: only the last reports are not, without a gap. */
	private void requireOnlyTheLastUnanswered() {
		if (this.unanswered.isEmpty()) {
			return;
		}
		long first = this.unanswered.firstKey();
		assertThat(this.unanswered.keySet()).as("the last of %d reports", this.sent.get())
			.containsExactlyElementsOf(LongStream.rangeClosed(first, this.sent.get()).boxed().toList());
		long endNs = this.unanswered.lastEntry().getValue() - this.unanswered.firstEntry().getValue();
		assertThat(Duration.ofNanos(endNs)).as("%d reports were not taken", this.unanswered.size())
			.isLessThan(LONGEST_END);
	}

	private void comesBack(GenericContainer<?> xapp) throws Exception {
		xapp.getDockerClient().startContainerCmd(xapp.getContainerId()).exec();
		long startedNs = Clock.SYSTEM.nanoTime();
		Awaited.within(60, "it listens", () -> {
			SimulatedNode node = attach(target(xapp));
			Thread.ofVirtual().start(() -> run(node));
			TimeUnit.MILLISECONDS.sleep(500);
			if (this.decisions.isEmpty()) {
				node.close();
			}
			return !this.decisions.isEmpty();
		});
		System.out.printf("first decision %.1f s after docker start%n", (Clock.SYSTEM.nanoTime() - startedNs) / 1e9);
		assertThat(this.decisions.element().getOutcome()).as("windows are empty")
			.isEqualTo(DecisionOutcome.DECISION_OUTCOME_WARMING_UP);
		Awaited.within(60, "plans again", () -> has(DecisionOutcome.DECISION_OUTCOME_PLANNED));
	}

	private static void run(SimulatedNode node) {
		try {
			node.run();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
