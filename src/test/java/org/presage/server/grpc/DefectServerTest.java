/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.DecisionOutcome;
import org.presage.client.ControlLoopClient;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.DefectiveModel;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/** A server whose model throws for one cell of a stream. */
class DefectServerTest {

	private static final int WINDOW = 8;

	private static final int INTERVALS = 10 * WINDOW;

	private final BlockingQueue<AttachResponse> answers = new LinkedBlockingQueue<>();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private ConfigurableApplicationContext server() {
		TestModels.random("sound", 1).write(this.folder.resolve("model.presage"));
		return new SpringApplication(PresageServer.class).run("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.loop.budget=1s", "--presage.loop.max-age=0s", "--presage.stream.window=" + WINDOW,
				"--presage.planner.batch=1", "--presage.model.path=" + this.folder.resolve("model.presage"));
	}

	private DecisionOutcome answer(ControlLoopClient client, String cell, int interval, float sinr)
			throws InterruptedException {
		KpiSchema schema = TestModels.schema();
		client.send(ControlLoopClient.report(schema, new CellId("gnb", cell, ""), interval, interval * 100L,
				new float[] { sinr, 1000, 20, 30 }));
		AttachResponse answer = this.answers.poll(20, TimeUnit.SECONDS);
		assertThat(answer).as("answer to report %d of %s", interval, cell).isNotNull();
		assertThat(answer.getDecision().getCell().getName()).isEqualTo(cell);
		assertThat(answer.getDecision().getSequence()).isEqualTo(interval);
		return answer.getDecision().getOutcome();
	}

	@Test
	void defectInOneCellLeavesTheCreditOfItsStream() throws InterruptedException {
		try (ConfigurableApplicationContext context = server();
				ControlLoopClient client = new ControlLoopClient(
						"localhost:" + context.getBean(ServerAddresses.class).grpcPort(), true, this.answers::add)) {
			context.getBean(ModelRegistry.class)
				.serve(new DefectiveModel(OnnxWorldModel.load(TestModels.random("a", 1)),
						() -> new IllegalStateException("defect")));
			for (int i = 1; i <= INTERVALS; i++) {
				DecisionOutcome good = answer(client, "good", i, 10);
				DecisionOutcome bad = answer(client, "bad", i, DefectiveModel.SINR);
				if (i >= TestModels.WINDOW + 1) {
					assertThat(good).isNotEqualTo(DecisionOutcome.DECISION_OUTCOME_FAILED);
					assertThat(bad).isEqualTo(DecisionOutcome.DECISION_OUTCOME_FAILED);
				}
			}
			assertThat(this.answers).as("each report is answered once").isEmpty();
		}
	}

}
