/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.util.Timestamps;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.DecisionOutcome;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.KpiValue;
import org.presage.api.v1.ReportRejected;
import org.presage.client.ControlLoopClient;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** One rule for values out of their KPI's range. */
class OutOfRangeTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	private final BlockingQueue<AttachResponse> answers = new LinkedBlockingQueue<>();

	private static ConfigurableApplicationContext server(String rule) {
		TestModels.random("first", 1).write(folder.resolve("model.presage"));
		return new SpringApplication(PresageServer.class).run("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.loop.budget=1s", "--presage.model.path=" + folder.resolve("model.presage"),
				"--presage.plausibility.out-of-range=" + rule);
	}

	private AttachResponse answer(ConfigurableApplicationContext context, ControlLoopClient client, long endMs,
			String kpi, double value) throws InterruptedException {
		assertThat(context.isRunning()).isTrue();
		E2Report.Builder report = E2Report.newBuilder()
			.setNodeId("node")
			.setCell(CellIdentity.newBuilder().setName("dim"))
			.setIntervalEnd(Timestamps.fromMillis(endMs))
			.addKpis(KpiValue.newBuilder().setName("Buffer").setValue(1000))
			.addKpis(KpiValue.newBuilder().setName("Delay").setValue(30))
			.addKpis(KpiValue.newBuilder().setName(kpi).setValue(value));
		client.send(report.build());
		return Objects.requireNonNull(this.answers.poll(20, TimeUnit.SECONDS));
	}

	private ControlLoopClient attach(ConfigurableApplicationContext context) {
		return new ControlLoopClient("localhost:" + context.getBean(ServerAddresses.class).grpcPort(), true,
				this.answers::add);
	}

	/** One SINR of −33.9 dB must not make the cell invisible for ever. */
	@Test
	void valueOutOfItsRangeIsAbsentAndCounted() throws InterruptedException {
		try (ConfigurableApplicationContext context = server("absent"); ControlLoopClient client = attach(context)) {
			long startMs = System.currentTimeMillis();
			DecisionOutcome last = DecisionOutcome.DECISION_OUTCOME_UNSPECIFIED;
			for (int i = 1; i <= TestModels.WINDOW; i++) {
				last = answer(context, client, startMs + 100L * i, "SINR", (i < TestModels.WINDOW) ? 12 + i : -33.9)
					.getDecision()
					.getOutcome();
			}
			assertThat(last).isEqualTo(DecisionOutcome.DECISION_OUTCOME_PLANNED);
			assertThat(context.getBean(MeterRegistry.class)
				.get("wm.kpi.implausible")
				.tag("measurement", "SINR")
				.counter()
				.count()).isEqualTo(1);
		}
	}

	@Test
	void valueOutOfItsRangeIsRefusedWhereConfigured() throws InterruptedException {
		try (ConfigurableApplicationContext context = server("refuse"); ControlLoopClient client = attach(context)) {
			ReportRejected range = answer(context, client, 1000, "PRBs", 999).getRejected();
			assertThat(range.getField()).isEqualTo("kpis[PRBs].value");
			assertThat(range.getExpected()).isEqualTo("0.0 to 51.0 count");
			assertThat(range.getFound()).isEqualTo("999.0");
			assertThat(context.getBean(MeterRegistry.class)
				.get("wm.kpi.implausible")
				.tag("measurement", "PRBs")
				.counter()
				.count()).isEqualTo(1);
		}
	}

}
