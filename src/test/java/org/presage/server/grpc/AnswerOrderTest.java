/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.E2Report;
import org.presage.client.ControlLoopClient;
import org.presage.kpi.CellId;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers of a cell leave in the order of its reports. A slice waits half a second for
 * its sibling here, so that a report which is rejected at once is behind it.
 */
class AnswerOrderTest {

	private static final AtomicInteger CELLS = new AtomicInteger();

	private static final float[] GOOD = { 10, 1000, 20, 30 };

	private static final float[] BAD = { 10, 1000, 20, Float.POSITIVE_INFINITY };

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext context;

	private final String cell = "cell" + CELLS.incrementAndGet();

	private final CellId waiting = new CellId("gnb", this.cell, "1-000001");

	private final CellId sibling = new CellId("gnb", this.cell, "1-000002");

	private final CellId other = new CellId("gnb", "other than " + this.cell, "");

	private final BlockingQueue<AttachResponse> answers = new LinkedBlockingQueue<>();

	private long sequence;

	private long endMs = System.currentTimeMillis() - 100L * TestModels.WINDOW;

	@BeforeAll
	static void start() {
		TestModels.random("m", 1).write(folder.resolve("model.presage"));
		context = new SpringApplication(PresageServer.class).run("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.loop.budget=1s", "--presage.loop.max-age=1m",
				"--presage.model.path=" + folder.resolve("model.presage"));
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	private static ControlLoopClient attach(BlockingQueue<AttachResponse> answers) {
		return new ControlLoopClient("localhost:" + context.getBean(ServerAddresses.class).grpcPort(), false,
				answers::add);
	}

	private E2Report report(CellId cell, float... values) {
		return ControlLoopClient.report(TestModels.schema(), cell, ++this.sequence, this.endMs, values);
	}

	/** Until each further report of a slice waits for its sibling. */
	private void warmUp(ControlLoopClient client) throws InterruptedException {
		for (int i = 0; i < TestModels.WINDOW; i++) {
			this.endMs += 100;
			client.send(report(this.waiting, GOOD));
			client.send(report(this.sibling, GOOD));
			next();
			next();
		}
		this.endMs += 100;
	}

	private AttachResponse next() throws InterruptedException {
		AttachResponse answer = this.answers.poll(20, TimeUnit.SECONDS);
		assertThat(answer).isNotNull();
		return answer;
	}

	private List<String> next(int count) throws InterruptedException {
		List<String> all = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			AttachResponse answer = next();
			all.add(answer.hasDecision() ? "decision " + answer.getDecision().getSequence()
					: "rejected " + answer.getRejected().getSequence());
		}
		return all;
	}

	@Test
	void rejectionWaitsForEarlierReportsOfItsCell() throws InterruptedException {
		try (ControlLoopClient client = attach(this.answers)) {
			warmUp(client);
			this.sequence = 0;
			client.send(report(this.waiting, GOOD));
			client.send(report(this.waiting, BAD));
			client.send(report(this.waiting, BAD));
			client.send(report(this.other, BAD));
			assertThat(next(4)).containsExactly("rejected 4", "decision 1", "rejected 2", "rejected 3");
			client.send(report(this.other, BAD));
			assertThat(next(1)).containsExactly("rejected 5");
		}
	}

	@Test
	void rejectionsThatWaitAreSentBeforeStreamEnds() throws InterruptedException {
		try (ControlLoopClient client = attach(this.answers)) {
			warmUp(client);
			this.sequence = 0;
			client.send(report(this.waiting, GOOD));
			client.send(report(this.waiting, BAD));
			assertThat(client.complete(20, TimeUnit.SECONDS)).isTrue();
			assertThat(next(2)).containsExactly("decision 1", "rejected 2");
		}
	}

}
