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

import com.google.protobuf.util.Timestamps;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.AbsolutePlan;
import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.ExplainServiceGrpc;
import org.presage.api.v1.ExplainCellRequest;
import org.presage.api.v1.ExplainCellResponse;
import org.presage.api.v1.KpiValue;
import org.presage.api.v1.LiveCell;
import org.presage.api.v1.DecisionOutcome;
import org.presage.api.v1.PlanOrigin;
import org.presage.api.v1.PrbDecision;
import org.presage.api.v1.RecordedFrame;
import org.presage.api.v1.RecordedWindow;
import org.presage.api.v1.RelativeChange;
import org.presage.api.v1.Slice;
import org.presage.api.v1.Subject;
import org.presage.api.v1.WhatIfRequest;
import org.presage.api.v1.WhatIfResponse;
import org.presage.client.ControlLoopClient;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.OneIteration;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Questions to a whole server over a real port, while cells report to it. */
class ExplainServerTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext context;

	@SuppressWarnings("NullAway.Init")
	private static ManagedChannel channel;

	private final ExplainServiceGrpc.ExplainServiceBlockingStub stub = ExplainServiceGrpc.newBlockingStub(channel)
		.withDeadlineAfter(60, TimeUnit.SECONDS);

	private final BlockingQueue<AttachResponse> answers = new LinkedBlockingQueue<>();

	@BeforeAll
	static void start() {
		TestModels.random("m", 1).write(folder.resolve("model.presage"));
		context = server(folder.resolve("model.presage"));
		channel = channel(context);
	}

	private static ConfigurableApplicationContext server(Path model) {
		return new SpringApplication(PresageServer.class).run(OneIteration.with("--spring.grpc.server.port=0",
				"--server.port=0", "--presage.loop.surprise-limit=0", "--presage.model.path=" + model));
	}

	private static String target(ConfigurableApplicationContext server) {
		return "localhost:" + server.getBean(ServerAddresses.class).grpcPort();
	}

	private static ManagedChannel channel(ConfigurableApplicationContext server) {
		return Grpc.newChannelBuilder(target(server), InsecureChannelCredentials.create()).build();
	}

	@AfterAll
	static void stop() {
		channel.shutdownNow();
		context.close();
	}

	private ControlLoopClient attach() {
		return new ControlLoopClient(target(context), true, this.answers::add);
	}

	private static List<KpiValue> kpis(int i) {
		return List.of(kpi("SINR", 10 + i % 3), kpi("Buffer", 1000 + 10 * i), kpi("PRBs", 20 + i % 5),
				kpi("Delay", 30 + i % 4));
	}

	private static KpiValue kpi(String name, double value) {
		return KpiValue.newBuilder().setName(name).setValue(value).build();
	}

	private PrbDecision report(ControlLoopClient client, String cell, int i) throws InterruptedException {
		client.send(E2Report.newBuilder()
			.setNodeId("node")
			.setCell(CellIdentity.newBuilder().setName(cell))
			.setSequence(i)
			.setIntervalEnd(Timestamps.fromMillis(1000 + i * 100L))
			.addAllKpis(kpis(i))
			.build());
		return Objects.requireNonNull(this.answers.poll(20, TimeUnit.SECONDS)).getDecision();
	}

	private PrbDecision reports(ControlLoopClient client, String cell, int count) throws InterruptedException {
		PrbDecision decision = PrbDecision.getDefaultInstance();
		for (int i = 0; i < count; i++) {
			decision = report(client, cell, i);
		}
		return decision;
	}

	private static Subject live(String cell) {
		return Subject.newBuilder()
			.setCell(LiveCell.newBuilder().setNodeId("node").setCell(CellIdentity.newBuilder().setName(cell)))
			.build();
	}

	private static Subject recorded(int count) {
		RecordedWindow.Builder window = RecordedWindow.newBuilder();
		for (int i = 0; i < count; i++) {
			window.addFrames(RecordedFrame.newBuilder().addAllKpis(kpis(i)));
		}
		return Subject.newBuilder().setRecorded(window).build();
	}

	private ExplainCellResponse explain(Subject subject) {
		return this.stub.explainCell(ExplainCellRequest.newBuilder().setSubject(subject).build());
	}

	private WhatIfResponse whatIf(Subject subject, double... prbs) {
		AbsolutePlan.Builder plan = AbsolutePlan.newBuilder();
		for (double value : prbs) {
			plan.addPrbs(value);
		}
		return this.stub.whatIf(WhatIfRequest.newBuilder().setSubject(subject).setPlan(plan).build());
	}

	private WhatIfResponse whatIf(Subject subject, double percent, int steps) {
		return this.stub.whatIf(WhatIfRequest.newBuilder()
			.setSubject(subject)
			.setChange(RelativeChange.newBuilder().setPercent(percent).setSteps(steps))
			.build());
	}

	@Test
	void liveCellIsExplainedByItsDecision() throws InterruptedException {
		try (ControlLoopClient client = attach()) {
			PrbDecision decision = reports(client, "live", TestModels.WINDOW + 3);
			assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.DECISION_OUTCOME_PLANNED);
			ExplainCellResponse explained = explain(live("live"));
			assertThat(explained.getAbout().getPlanOrigin()).isEqualTo(PlanOrigin.PLAN_ORIGIN_DECIDED);
			assertThat(explained.getAbout().getModelVersion()).isEqualTo("m");
			assertThat(explained.getAbout().getIntervalEnd()).isEqualTo(decision.getIntervalEnd());
			assertThat(explained.getAbout().getFrames()).isEqualTo(TestModels.WINDOW + 3);
			assertThat(explained.getAbout().getInForce()).isEqualTo(20 + (TestModels.WINDOW + 2) % 5);
			assertThat(explained.getPlan().getPrbsList()).extracting(Double::intValue)
				.isEqualTo(decision.getPlanList());
			assertThat(explained.getPlan().getScore()).isCloseTo(decision.getScore(), within(1e-4));
			for (int k = 0; k < decision.getPredictedCount(); k++) {
				assertThat(explained.getPlan().getPredicted(k).getName()).isEqualTo(decision.getPredicted(k).getName());
				for (int h = 0; h < TestModels.HORIZON; h++) {
					assertThat(explained.getPlan().getPredicted(k).getHigh(h)).isCloseTo(
							decision.getPredicted(k).getHigh(h), org.assertj.core.data.Percentage.withPercentage(0.1));
				}
			}
			assertThat(explained.getLatents().getPositionsList()).hasSize(4).allSatisfy((position) -> {
				assertThat(position.getPriorMeanList()).hasSize(2);
				assertThat(position.getContextList()).isNotEmpty();
			});
			assertThat(explained.getSensitivity().getStepsList()).hasSize(TestModels.HORIZON)
				.allSatisfy((step) -> assertThat(step.getTermsList()).extracting("name")
					.containsExactly("SINR", "Buffer", "Delay", "sla", "allocation", "change", "chance", "terminal"));
			WhatIfResponse less = whatIf(live("live"), -20, 2);
			assertThat(less.getPresent()).isEqualTo(explained.getPlan());
			assertThat(less.getHold().getScore()).isCloseTo(decision.getScoreHold(), within(1e-4));
			assertThat(less.getAlternative().getPrbs(0)).isEqualTo(Math.round(0.8f * decision.getPlan(0)));
		}
	}

	@Test
	void recordedWindowIsPlannedAsTheLoopPlansIt() throws InterruptedException {
		try (ControlLoopClient client = attach()) {
			PrbDecision first = reports(client, "first", TestModels.WINDOW);
			ExplainCellResponse explained = explain(recorded(TestModels.WINDOW));
			assertThat(explained.getAbout().getPlanOrigin()).isEqualTo(PlanOrigin.PLAN_ORIGIN_PLANNED_NOW);
			assertThat(explained.getAbout().hasIntervalEnd()).isFalse();
			assertThat(explained.getPlan().getPrbsList()).extracting(Double::intValue).isEqualTo(first.getPlanList());
			assertThat(whatIf(recorded(TestModels.WINDOW), 10, 20, 30).getProjectedList()).isEmpty();
			assertThat(whatIf(recorded(TestModels.WINDOW), 10, 20.4, 0).getProjectedList()).extracting("reason")
				.containsExactly("whole PRBs", "bounds 1 to 51");
		}
	}

	@Test
	void absentAndUnknownKpisOfRecordedFrames() {
		RecordedWindow.Builder window = recorded(TestModels.WINDOW).getRecorded().toBuilder();
		int last = TestModels.WINDOW - 1;
		window.setFrames(last, RecordedFrame.newBuilder().addKpis(kpi("SINR", 3)).addKpis(kpi("Mystery", 1)));
		WhatIfResponse answer = whatIf(Subject.newBuilder().setRecorded(window).build(), 10, 10, 10);
		assertThat(answer.getAbout().getIgnoredKpisList()).containsExactly("Mystery");
		assertThat(answer.getAbout().hasInForce()).isFalse();
		assertThat(answer.hasHold()).isFalse();
		assertThat(answer.getAlternative().getScore()).isFinite();
	}

	@Test
	void decisionsKeepFlowingWhileQuestionsAreAsked() throws InterruptedException {
		try (ControlLoopClient client = attach()) {
			reports(client, "busy", TestModels.WINDOW);
			List<Throwable> failures = new ArrayList<>();
			List<ExplainCellResponse> explained = new ArrayList<>();
			Thread asking = new Thread(() -> {
				try {
					for (int i = 0; i < 40; i++) {
						explained.add(explain(live("busy")));
						whatIf(live("busy"), -20, 1);
					}
				}
				catch (RuntimeException ex) {
					failures.add(ex);
				}
			});
			asking.start();
			int sent = TestModels.WINDOW;
			while (asking.isAlive() || sent < 100) {
				assertThat(report(client, "busy", sent++).getOutcome())
					.isEqualTo(DecisionOutcome.DECISION_OUTCOME_PLANNED);
			}
			asking.join();
			assertThat(failures).isEmpty();
			assertThat(explained).hasSize(40)
				.allSatisfy(
						(one) -> assertThat(one.getAbout().getPlanOrigin()).isEqualTo(PlanOrigin.PLAN_ORIGIN_DECIDED));
			assertThat(explained).extracting((one) -> Timestamps.toMillis(one.getAbout().getIntervalEnd())).isSorted();
		}
	}

	@Test
	void questionsChangeNoDecision() throws InterruptedException {
		try (ControlLoopClient client = attach()) {
			for (int i = 0; i < TestModels.WINDOW + 10; i++) {
				PrbDecision quiet = report(client, "quiet", i);
				PrbDecision asked = report(client, "asked", i);
				assertThat(asked.getPlanList()).isEqualTo(quiet.getPlanList());
				if (asked.getOutcome() == DecisionOutcome.DECISION_OUTCOME_PLANNED) {
					assertThat(explain(live("asked")).getPlan()).isEqualTo(whatIf(live("asked"), 50, 3).getPresent());
				}
			}
		}
	}

	@Test
	void badQuestionsAreNamed() throws InterruptedException {
		try (ControlLoopClient client = attach()) {
			reports(client, "bad", TestModels.WINDOW);
			reports(client, "short", TestModels.WINDOW - 2);
		}
		assertThatThrownBy(() -> explain(live("nowhere"))).hasMessageStartingWith("NOT_FOUND")
			.hasMessageContaining("node \"node\" cell \"nowhere\"");
		Subject slice = Subject.newBuilder()
			.setCell(live("bad").getCell().toBuilder().setSlice(Slice.newBuilder().setSst(7).setSd(0xabc)))
			.build();
		assertThatThrownBy(() -> explain(slice)).hasMessageStartingWith("NOT_FOUND")
			.hasMessageContaining("cell \"bad\" slice \"7-000abc\"");
		assertThatThrownBy(() -> explain(live("short"))).hasMessageStartingWith("FAILED_PRECONDITION")
			.hasMessageContaining("expected 5 frames, found 3");
		assertInvalid(() -> explain(Subject.getDefaultInstance()), "subject: expected cell or recorded, found neither");
		assertInvalid(() -> explain(live("")), "cell.name: expected 1 to 128 characters, found none");
		assertInvalid(() -> explain(recorded(2)), "frames: expected at least 5");
		assertInvalid(() -> explain(recorded(1025)), "frames: expected at most 1024, found 1025");
		assertInvalid(() -> whatIf(live("bad"), 1.0, 2.0), "plan: expected 3 values, one a step, found 2");
		assertInvalid(() -> whatIf(live("bad"), 1, Double.NaN, 2), "plan[1]: expected 0.0 to 51.0 count, found NaN");
		assertInvalid(() -> whatIf(live("bad"), 1, 2, 9999), "plan[2]: expected 0.0 to 51.0 count, found 9999.0");
		assertInvalid(() -> whatIf(live("bad"), -101, 1), "change.percent: expected -100 to 1000, found -101.0");
		assertInvalid(() -> whatIf(live("bad"), -20, 0), "change.steps: expected 1 to 3, the horizon, found 0");
		assertInvalid(() -> this.stub.whatIf(WhatIfRequest.newBuilder().setSubject(live("bad")).build()),
				"alternative: expected plan or change, found neither");
		assertInvalid(
				() -> this.stub
					.explainCell(ExplainCellRequest.newBuilder().setSubject(live("bad")).setDifferencePrbs(-1).build()),
				"difference_prbs: expected above 0, at most 100, found -1.0");
		RecordedWindow.Builder window = recorded(5).getRecorded().toBuilder();
		window.getFramesBuilder(3).setKpis(0, kpi("SINR", Double.NaN));
		assertInvalid(() -> explain(Subject.newBuilder().setRecorded(window).build()),
				"frames[3].kpis[SINR].value: expected a finite number");
	}

	private static void assertInvalid(org.assertj.core.api.ThrowableAssert.ThrowingCallable question, String reason) {
		assertThatThrownBy(question).hasMessageStartingWith("INVALID_ARGUMENT: " + reason);
	}

	@Test
	void withoutAModelThereIsNothingToExplain() {
		try (ConfigurableApplicationContext empty = server(folder.resolve("none.presage"))) {
			ManagedChannel other = channel(empty);
			try {
				assertThatThrownBy(() -> ExplainServiceGrpc.newBlockingStub(other)
					.explainCell(ExplainCellRequest.newBuilder().setSubject(live("any")).build()))
					.hasMessage("FAILED_PRECONDITION: no model is loaded");
			}
			finally {
				other.shutdownNow();
			}
		}
	}

}
