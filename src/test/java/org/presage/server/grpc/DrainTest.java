/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.client.ControlLoopClient;
import org.presage.control.metrics.Metric;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** A server that is stopped in the middle of its work. */
class DrainTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final AtomicInteger answers = new AtomicInteger();

	private final AtomicLong sent = new AtomicLong();

	private ConfigurableApplicationContext server() {
		TestModels.random("first", 1).write(this.folder.resolve("model.presage"));
		return new SpringApplication(PresageServer.class).run("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.loop.budget=1s", "--presage.loop.max-age=0s",
				"--presage.model.path=" + this.folder.resolve("model.presage"));
	}

	/** As fast as the server takes them, until the stream ends. */
	private void flood(ControlLoopClient client) {
		KpiSchema schema = KpiSchema.standard(100, 275);
		float[] kpis = new float[schema.size()];
		kpis[schema.actionIndex()] = 10;
		try {
			long sequence = 0;
			do {
				sequence++;
				this.sent.set(sequence);
			}
			while (client.send(ControlLoopClient.report(schema, new CellId("gnb", "cell-" + sequence % 64, ""),
					sequence, sequence / 64 * 100, kpis)));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void whatWasTakenIsAnsweredAndTheRestIsToldWhy() throws InterruptedException {
		ConfigurableApplicationContext context = server();
		MeterRegistry meters = context.getBean(MeterRegistry.class);
		try (ControlLoopClient client = new ControlLoopClient(
				"localhost:" + context.getBean(ServerAddresses.class).grpcPort(), true,
				(answer) -> this.answers.incrementAndGet())) {
			Thread node = Thread.ofVirtual().start(() -> flood(client));
			while (this.answers.get() < 500) {
				Thread.sleep(5);
			}
			context.close();
			node.join();
			double frames = meters.find(Metric.FRAMES.id()).counters().stream().mapToDouble(Counter::count).sum();
			assertThat(this.answers.get()).as("answers to the reports that were taken").isEqualTo((int) frames);
			assertThat(this.sent.get()).as("reports that were sent").isGreaterThan(this.answers.get());
			Status status = Status.fromThrowable(client.failure());
			assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
			assertThat(status.getDescription()).isEqualTo("the server is shutting down");
		}
	}

}
