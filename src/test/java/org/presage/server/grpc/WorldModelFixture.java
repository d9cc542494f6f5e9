/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.util.Timestamps;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.KpiValue;
import org.presage.api.v1.LiveCell;
import org.presage.api.v1.PrbDecision;
import org.presage.api.v1.Subject;
import org.presage.api.v1.UpdateRequest;
import org.presage.api.v1.WorldModelServiceGrpc;
import org.presage.client.ControlLoopClient;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.OneIteration;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A whole server that keeps transitions and does not learn, and cells that report to it.
 */
abstract class WorldModelFixture {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	static Path folder;

	@SuppressWarnings("NullAway.Init")
	static ConfigurableApplicationContext context;

	@SuppressWarnings("NullAway.Init")
	static ManagedChannel channel;

	final WorldModelServiceGrpc.WorldModelServiceBlockingStub stub = WorldModelServiceGrpc.newBlockingStub(channel)
		.withDeadlineAfter(60, TimeUnit.SECONDS);

	private final BlockingQueue<AttachResponse> answers = new LinkedBlockingQueue<>();

	@BeforeAll
	static void start() {
		TestModels.random("m", 1).write(folder.resolve("model.presage"));
		context = new SpringApplication(PresageServer.class)
			.run(OneIteration.with("--spring.grpc.server.port=0", "--server.port=0", "--presage.loop.surprise-limit=0",
					"--presage.model.path=" + folder.resolve("model.presage"),
					"--presage.learn.store=" + folder.resolve("store.duckdb")));
		channel = Grpc.newChannelBuilder(target(), InsecureChannelCredentials.create()).build();
	}

	private static String target() {
		return "localhost:" + context.getBean(ServerAddresses.class).grpcPort();
	}

	@AfterAll
	static void stop() {
		channel.shutdownNow();
		context.close();
	}

	static List<KpiValue> kpis(int i) {
		return List.of(kpi("SINR", 10 + i % 3), kpi("Buffer", 1000 + 10 * i), kpi("PRBs", 20 + i % 5),
				kpi("Delay", 30 + i % 4));
	}

	static KpiValue kpi(String name, double value) {
		return KpiValue.newBuilder().setName(name).setValue(value).build();
	}

	PrbDecision reports(String cell, int count) throws InterruptedException {
		PrbDecision decision = PrbDecision.getDefaultInstance();
		try (ControlLoopClient client = new ControlLoopClient(target(), true, this.answers::add)) {
			for (int i = 0; i < count; i++) {
				client.send(E2Report.newBuilder()
					.setNodeId("node")
					.setCell(CellIdentity.newBuilder().setName(cell))
					.setSequence(i)
					.setIntervalEnd(Timestamps.fromMillis(1000 + i * 100L))
					.addAllKpis(kpis(i))
					.build());
				decision = Objects.requireNonNull(this.answers.poll(20, TimeUnit.SECONDS)).getDecision();
			}
		}
		return decision;
	}

	static LiveCell cell(String name) {
		return LiveCell.newBuilder().setNodeId("node").setCell(CellIdentity.newBuilder().setName(name)).build();
	}

	static Subject live(String name) {
		return Subject.newBuilder().setCell(cell(name)).build();
	}

	static UpdateRequest.Builder frames(String cell, int first, int count) {
		UpdateRequest.Builder request = UpdateRequest.newBuilder().setCell(cell(cell));
		for (int i = first; i < first + count; i++) {
			request.addFramesBuilder().setIntervalEnd(Timestamps.fromMillis(1000 + i * 100L)).addAllKpis(kpis(i));
		}
		return request;
	}

	static void assertInvalid(ThrowingCallable question, String reason) {
		assertThatThrownBy(question).hasMessageStartingWith("INVALID_ARGUMENT: " + reason);
	}

}
