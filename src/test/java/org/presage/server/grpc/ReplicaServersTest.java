/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.ReportRejected;
import org.presage.client.ControlLoopClient;
import org.presage.control.metrics.Metric;
import org.presage.kpi.CellId;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** Two servers that share the cells, over real ports. */
class ReplicaServersTest {

	/** Cells of replica 0 and of replica 1; the second is sliced. */
	private static final List<CellId> CELLS = List.of(new CellId("node", "cell-1"),
			new CellId("gnb:1/64", "00101-1", "1-000001"));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final List<ConfigurableApplicationContext> servers = new ArrayList<>();

	private final BlockingQueue<AttachResponse> answers = new LinkedBlockingQueue<>();

	@AfterEach
	void stop() {
		this.servers.forEach(ConfigurableApplicationContext::close);
	}

	/** The index is that of its host's name. */
	private ConfigurableApplicationContext server(int index) {
		ConfigurableApplicationContext server = new SpringApplication(PresageServer.class).run(
				"--spring.grpc.server.port=0", "--server.port=0", "--presage.loop.budget=1s",
				"--presage.loop.max-age=0s", "--presage.model.path=" + this.folder.resolve("model.presage"),
				"--presage.replicas.count=2", "--HOSTNAME=presage-" + index,
				"--presage.replicas.peers=presage-{index}.presage-grpc:50051");
		this.servers.add(server);
		return server;
	}

	private AttachResponse answer(ControlLoopClient client, CellId cell, long sequence) throws InterruptedException {
		client.send(ControlLoopClient.report(TestModels.schema(), cell, sequence, 1000 + 100 * sequence,
				new float[] { 10, 1000, 20, 30 }));
		AttachResponse message = Objects.requireNonNull(this.answers.poll(20, TimeUnit.SECONDS));
		assertThat(message.hasDecision() ? message.getDecision().getSequence() : message.getRejected().getSequence())
			.isEqualTo(sequence);
		return message;
	}

	@Test
	void eachTakesItsOwnCellsAndNamesTheOwnerOfTheOthers() throws InterruptedException {
		TestModels.random("first", 1).write(this.folder.resolve("model.presage"));
		for (int index = 0; index < 2; index++) {
			ConfigurableApplicationContext server = server(index);
			try (ControlLoopClient client = new ControlLoopClient(
					"localhost:" + server.getBean(ServerAddresses.class).grpcPort(), true, this.answers::add)) {
				CellId own = CELLS.get(index);
				CellId other = CELLS.get(1 - index);
				assertThat(answer(client, own, 1).hasDecision()).isTrue();
				ReportRejected rejected = answer(client, other, 2).getRejected();
				assertThat(rejected.getField()).isEqualTo("cell");
				assertThat(rejected.getExpected()).isEqualTo("a cell of replica " + index + " of 2");
				assertThat(rejected.getFound()).isEqualTo(other.whole() + ", which replica " + (1 - index)
						+ " owns (presage-" + (1 - index) + ".presage-grpc:50051)");
				assertThat(answer(client, own, 3).hasDecision()).as("the stream goes on").isTrue();
				assertThat(frames(server, "rejected")).isEqualTo(1);
			}
		}
	}

	private static double frames(ConfigurableApplicationContext server, String result) {
		return server.getBean(MeterRegistry.class).get(Metric.FRAMES.id()).tag("result", result).counter().count();
	}

}
