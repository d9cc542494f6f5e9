/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

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

	private static final int MOST_UNANSWERED = 2 * CELLS;

	private final Map<Long, Long> unanswered = new ConcurrentHashMap<>();

	private final Queue<PrbDecision> decisions = new ConcurrentLinkedQueue<>();

	/** Keeps books of what was sent and what came. */
	private final class Books implements SimulatedNode.Listener {

		private long sent;

		@Override
		public void measured(int unit, float[] kpis) {
			this.sent++;
			StoppedContainerTest.this.unanswered.put(this.sent, Clock.SYSTEM.nanoTime());
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
		try (GenericContainer<?> xapp = new GenericContainer<>(ComposeService.image("PRESAGE_IMAGE"))
			.withCommand("serve", "spring.grpc.server.address=0.0.0.0", "presage.security.plaintext=true")
			.withExposedPorts(50051)
			.waitingFor(Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(2)))) {
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
			assertThat(this.unanswered).as("sent, not taken any more").hasSizeLessThan(MOST_UNANSWERED);
			assertThat(docker.inspectContainerCmd(xapp.getContainerId()).exec().getState().getExitCodeLong())
				.as("ended by itself, not killed")
				.isEqualTo(143);
			assertThat(xapp.getLogs()).doesNotContain("ERROR");
			comesBack(xapp);
		}
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
