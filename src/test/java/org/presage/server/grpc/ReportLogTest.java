/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.AttachResponse;
import org.presage.client.ControlLoopClient;
import org.presage.control.ControlLoop;
import org.presage.kpi.CellId;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** Reports that are rejected or stale in bulk leave the first five lines of a minute. */
class ReportLogTest {

	private final BlockingQueue<AttachResponse> answers = new LinkedBlockingQueue<>();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private ConfigurableApplicationContext server() {
		TestModels.random("sound", 1).write(this.folder.resolve("model.presage"));
		return new SpringApplication(PresageServer.class).run("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.model.path=" + this.folder.resolve("model.presage"));
	}

	private static ListAppender<ILoggingEvent> listen(Class<?> to) {
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		((Logger) LoggerFactory.getLogger(to)).addAppender(appender);
		return appender;
	}

	private void send(ControlLoopClient client, String cell, long intervalEndMs) throws InterruptedException {
		client.send(ControlLoopClient.report(TestModels.schema(), new CellId("gnb", cell, ""), 7, intervalEndMs,
				new float[] { 10, 1000, 20, 30 }));
		assertThat(this.answers.poll(20, TimeUnit.SECONDS)).isNotNull();
	}

	private static List<String> warnings(ListAppender<ILoggingEvent> from) {
		return List.copyOf(from.list)
			.stream()
			.filter((event) -> event.getLevel().toString().equals("WARN"))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	@Test
	void rejectedAndStaleReportsAreLogged() throws InterruptedException {
		try (ConfigurableApplicationContext context = server();
				ControlLoopClient client = new ControlLoopClient(
						"localhost:" + context.getBean(ServerAddresses.class).grpcPort(), false, this.answers::add)) {
			ListAppender<ILoggingEvent> streams = listen(AttachedStream.class);
			ListAppender<ILoggingEvent> loops = listen(ControlLoop.class);
			long nowMs = System.currentTimeMillis();
			for (int i = 0; i < 20; i++) {
				send(client, "ahead", nowMs + 3_600_000);
				send(client, "behind", nowMs - 30_000);
			}
			assertThat(warnings(streams)).hasSize(5)
				.allSatisfy((line) -> assertThat(line)
					.startsWith("report 7 of gnb/ahead rejected: interval_end: expected at most"));
			assertThat(warnings(loops)).hasSize(5)
				.allSatisfy((line) -> assertThat(line).startsWith("gnb/behind: report 7 is stale: the interval ended")
					.contains("presage.loop.max-age"));
		}
	}

}
