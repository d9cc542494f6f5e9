/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.api.WireEnums;
import org.presage.api.v1.AuditServiceGrpc;
import org.presage.api.v1.DecisionRecord;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.PrbDecision;
import org.presage.api.v1.ListRecentDecisionsRequest;
import org.presage.audit.AuditRecord;
import org.presage.audit.RecordedDecision;
import org.presage.audit.Replayed;
import org.presage.base.Clock;
import org.presage.client.AuditClient;
import org.presage.client.ChannelSettings;
import org.presage.client.ControlLoopClient;
import org.presage.kpi.CellId;
import org.presage.server.model.ModelFiles;
import org.presage.sim.Exploration;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.presage.cli.AuditedServer.plan;
import static org.presage.cli.AuditedServer.planned;
import static org.presage.cli.AuditedServer.written;

/**
 * Decisions of whole servers over real ports, made again from their memory and from the
 * file that they wrote.
 */
class MadeAgainTest {

	private static final int ROUNDS = TestModels.WINDOW + 5;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	/** Decisions of the server with slices as it sent them. */
	private static final List<PrbDecision> SENT = new ArrayList<>();

	/** The same from its memory. */
	private static final List<RecordedDecision> KEPT = new ArrayList<>();

	private static final List<DecisionRecord> RECENT = new ArrayList<>();

	private static Path model() {
		return folder.resolve("model.presage");
	}

	private static Path file() {
		return folder.resolve("decisions.duckdb");
	}

	@BeforeAll
	static void decide() throws InterruptedException, IOException {
		TestModels.random("m", 1).write(model());
		try (AuditedServer server = new AuditedServer(file(), "--presage.model.path=" + model(),
				"--presage.planner.batch=4", "--presage.loop.budget=1s",
				"--presage.slices.policies.1-000002.max-step=6")) {
			for (int round = 1; round <= ROUNDS; round++) {
				SENT.addAll(server.report(AuditedServer.reports(round)));
			}
			for (PrbDecision decision : SENT) {
				KEPT.add(AuditClient.get(server.target(), ChannelSettings.PLAINTEXT, decision.getDecisionId()));
			}
			ManagedChannel channel = Grpc.newChannelBuilder(server.target(), InsecureChannelCredentials.create())
				.build();
			AuditServiceGrpc.AuditServiceBlockingStub stub = AuditServiceGrpc.newBlockingStub(channel);
			stub.listRecentDecisions(ListRecentDecisionsRequest.newBuilder().setCount(SENT.size() + 1).build())
				.forEachRemaining((each) -> RECENT.add(each.getRecord()));
			assertThatThrownBy(
					() -> stub.listRecentDecisions(ListRecentDecisionsRequest.newBuilder().setCount(1001).build())
						.hasNext())
				.hasMessage("INVALID_ARGUMENT: count: expected 1 to 1000, found 1001");
			channel.shutdownNow();
		}
	}

	@AfterAll
	static void forget() {
		SENT.clear();
		KEPT.clear();
		RECENT.clear();
	}

	private static void assertMadeAgain(ModelPackage source, List<RecordedDecision> decisions) {
		try (WorldModel model = OnnxWorldModel.load(source)) {
			for (RecordedDecision decision : decisions) {
				assertThat(Replayed.of(model, decision, Clock.SYSTEM)).as(decision.record().toString())
					.matches(Replayed::same);
			}
		}
	}

	@Test
	void everyDecisionIsMadeAgainBitForBit() {
		List<RecordedDecision> decisions = planned(KEPT);
		assertThat(decisions).hasSizeGreaterThan(40)
			.as("several windows in one call")
			.anyMatch((each) -> plan(each).inputs().callPosition() > 0 && plan(each).inputs().slices().size() == 1)
			.as("slices together")
			.anyMatch((each) -> plan(each).slice() == AuditedServer.SLICES - 1)
			.as("first plans")
			.anyMatch((each) -> plan(each).inputs().previous() == null)
			.as("from the plan before")
			.anyMatch((each) -> plan(each).inputs().previous() != null)
			.as("absent values")
			.anyMatch((each) -> hasNaN(plan(each).inputs().windows()));
		assertMadeAgain(ModelPackage.read(model()), decisions);
		assertMadeAgain(ModelPackage.read(model()), planned(written(file(), SENT)));
	}

	private static boolean hasNaN(float[] values) {
		for (float value : values) {
			if (Float.isNaN(value)) {
				return true;
			}
		}
		return false;
	}

	@Test
	void memoryAndFileSayWhatWasSent() {
		assertThat(RECENT).hasSameSizeAs(SENT);
		assertThat(RECENT.stream().map((each) -> each.getDecision().getDecisionId()))
			.isSortedAccordingTo(Comparator.reverseOrder());
		for (PrbDecision sent : SENT) {
			DecisionRecord recent = RECENT.stream()
				.filter((each) -> each.getDecision().getDecisionId() == sent.getDecisionId())
				.findFirst()
				.orElseThrow();
			assertThat(recent.getDecision()).isEqualTo(sent);
			AuditRecord written = RecordedDecision.read(file(), null, sent.getDecisionId()).record();
			assertThat(written.outcome().name()).isEqualTo(WireEnums.name(sent.getOutcome()));
			assertThat(written.frame().cell().cell()).isEqualTo(sent.getCell().getName());
			assertThat(written.frame().sequence()).isEqualTo(sent.getSequence());
			assertThat(written.timeMs()).isEqualTo(Timestamps.toMillis(recent.getTime()));
			assertThat(written.latencyNs()).isEqualTo(Durations.toNanos(sent.getLatency()));
			if (written.plan() != null) {
				assertThat(written.plan().windowSha256()).isEqualTo(recent.getInputs().getWindowSha256());
			}
		}
	}

	@Test
	void decisionsThatTheDeadlineCutShortAreMadeAgain() throws InterruptedException {
		Path path = folder.resolve("short.duckdb");
		ModelPackage builtIn = ModelFiles.read(null);
		RanSimulator simulator = new RanSimulator(RanConfig.of(3), 7);
		List<PrbDecision> sent = new ArrayList<>();
		try (AuditedServer server = new AuditedServer(path, "--presage.planner.preset=cem",
				"--presage.planner.population=1024", "--presage.planner.iterations=100", "--presage.loop.budget=250ms",
				"--presage.planner.batch=2")) {
			Exploration prbs = new Exploration(1, simulator.config().carrierPrbs(), 11);
			for (int step = 1; step <= builtIn.manifest().network().window() + 3; step++) {
				simulator.step(new int[] { prbs.next(), prbs.next(), prbs.next() });
				List<E2Report> reports = new ArrayList<>();
				for (int c = 0; c < 3; c++) {
					reports.add(ControlLoopClient.report(simulator.schema(), new CellId("sim", "cell-" + c), step,
							1000 + 100L * step, simulator.kpis(c)));
				}
				sent.addAll(server.report(reports));
			}
		}
		List<RecordedDecision> decisions = planned(written(path, sent));
		assertThat(decisions).isNotEmpty().allMatch((each) -> plan(each).inputs().iterations() < 100);
		assertMadeAgain(builtIn, decisions);
	}

}
