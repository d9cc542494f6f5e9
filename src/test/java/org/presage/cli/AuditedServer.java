/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.PrbDecision;
import org.presage.api.v1.Slice;
import org.presage.audit.AuditRecord;
import org.presage.audit.RecordedDecision;
import org.presage.client.ControlLoopClient;
import org.presage.kpi.CellId;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.TestModels;

/**
 * A whole server with one planning thread that keeps its decisions, and cells that report
 * to it.
 */
final class AuditedServer implements AutoCloseable {

	static final int SLICES = 3;

	private static final int CELLS = 7;

	private final ConfigurableApplicationContext context;

	private final ControlLoopClient client;

	private final BlockingQueue<AttachResponse> answers = new LinkedBlockingQueue<>();

	AuditedServer(Path audit, String... more) {
		List<String> arguments = new ArrayList<>(List.of("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.loop.threads=1", "--presage.loop.surprise-limit=0", "--presage.audit.file=" + audit));
		arguments.addAll(List.of(more));
		this.context = new SpringApplication(PresageServer.class).run(arguments.toArray(String[]::new));
		this.client = new ControlLoopClient(target(), true, this.answers::add);
	}

	String target() {
		return "localhost:" + this.context.getBean(ServerAddresses.class).grpcPort();
	}

	/** Reports at once; returns when all are answered. */
	List<PrbDecision> report(List<E2Report> reports) throws InterruptedException {
		for (E2Report report : reports) {
			this.client.send(report);
		}
		List<PrbDecision> decisions = new ArrayList<>();
		for (int i = 0; i < reports.size(); i++) {
			decisions.add(Objects.requireNonNull(this.answers.poll(60, TimeUnit.SECONDS)).getDecision());
		}
		return decisions;
	}

	/** Whole cells, then the slices of another one; some values are absent. */
	static List<E2Report> reports(int round) {
		List<E2Report> reports = new ArrayList<>();
		for (int c = 0; c < CELLS; c++) {
			float prbs = (c == 1) ? Float.NaN : 20 + (round + c) % 5;
			float delay = (c == 2 && round % 3 == 0) ? Float.NaN : 30 + round % 4;
			reports.add(ControlLoopClient.report(TestModels.schema(), new CellId("node", "cell-" + c), round,
					1000 + 100L * round, new float[] { 10 + (c + round) % 3, 1000 + 10 * round, prbs, delay }));
		}
		for (int s = 1; s <= SLICES; s++) {
			reports.add(ControlLoopClient
				.report(TestModels.schema(), new CellId("node", "sliced"), round, 1000 + 100L * round,
						new float[] { 12, 500 * s + round, 10 + s, 20 * s })
				.toBuilder()
				.setSlice(Slice.newBuilder().setSst(1).setSd(s))
				.build());
		}
		return reports;
	}

	/** What a file says of them. */
	static List<RecordedDecision> written(Path file, List<PrbDecision> decisions) {
		return decisions.stream().map((each) -> RecordedDecision.read(file, null, each.getDecisionId())).toList();
	}

	static List<RecordedDecision> planned(List<RecordedDecision> decisions) {
		return decisions.stream().filter((each) -> each.record().plan() != null).toList();
	}

	static AuditRecord.Planned plan(RecordedDecision decision) {
		return Objects.requireNonNull(decision.record().plan());
	}

	@Override
	public void close() {
		this.client.close();
		this.context.close();
	}

}
