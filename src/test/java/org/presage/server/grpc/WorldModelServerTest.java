/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

import com.google.protobuf.util.Timestamps;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.AbsolutePlan;
import org.presage.api.v1.KpiDistribution;
import org.presage.api.v1.PlanOrigin;
import org.presage.api.v1.PrbDecision;
import org.presage.api.v1.PredictRequest;
import org.presage.api.v1.PredictResponse;
import org.presage.api.v1.RecordedFrame;
import org.presage.api.v1.RecordedWindow;
import org.presage.api.v1.RolloutEnd;
import org.presage.api.v1.RolloutRequest;
import org.presage.api.v1.RolloutResponse;
import org.presage.api.v1.SnapshotRequest;
import org.presage.api.v1.Subject;
import org.presage.api.v1.SurpriseRequest;
import org.presage.api.v1.SurpriseResponse;
import org.presage.api.v1.WorldModelServiceGrpc;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** What a whole server predicts of cells that report to it. */
class WorldModelServerTest extends WorldModelFixture {

	private static AbsolutePlan plan(double... prbs) {
		AbsolutePlan.Builder plan = AbsolutePlan.newBuilder();
		for (double value : prbs) {
			plan.addPrbs(value);
		}
		return plan.build();
	}

	private List<RolloutResponse> rollout(RolloutRequest request) {
		List<RolloutResponse> steps = new ArrayList<>();
		Iterator<RolloutResponse> sent = this.stub.rollout(request);
		sent.forEachRemaining(steps::add);
		return steps;
	}

	@Test
	void predictionOfTheCellsPlanIsThatOfItsDecision() throws InterruptedException {
		PrbDecision decision = reports("predicted", TestModels.WINDOW + 20);
		PredictResponse now = this.stub.predict(PredictRequest.newBuilder().setSubject(live("predicted")).build());
		assertThat(now.getAbout().getModelVersion()).isEqualTo("m");
		assertThat(now.getAbout().getPlanOrigin()).isEqualTo(PlanOrigin.PLAN_ORIGIN_DECIDED);
		assertThat(now.getAbout().getIntervalEnd()).isEqualTo(decision.getIntervalEnd());
		assertThat(now.getPrbsList()).extracting(Double::intValue).isEqualTo(decision.getPlanList());
		assertThat(now.getSlaProbabilityList()).hasSize(TestModels.HORIZON)
			.allSatisfy((probability) -> assertThat(probability).isBetween(0.0, 1.0));
		assertThat(now.getOutageProbabilityList()).as("the schema has no outage").isEmpty();
		for (int k = 0; k < decision.getPredictedCount(); k++) {
			KpiDistribution kpi = now.getKpis(k);
			assertThat(kpi.getName()).isEqualTo(decision.getPredicted(k).getName());
			assertThat(kpi.getQuantilesList()).hasSize(8);
			for (int h = 0; h < TestModels.HORIZON; h++) {
				double mean = decision.getPredicted(k).getMean(h);
				assertThat(kpi.getMean(h)).isCloseTo(mean, within(1e-3 * Math.abs(mean) + 1e-3));
				assertThat(kpi.getQuantiles(1).getValues(h)).as("5 %% of %s", kpi.getName())
					.isCloseTo(decision.getPredicted(k).getLow(h),
							within(1e-3 * Math.abs(decision.getPredicted(k).getLow(h)) + 1e-3));
				assertThat(kpi.getQuantiles(6).getValues(h)).as("95 %%")
					.isCloseTo(decision.getPredicted(k).getHigh(h),
							within(1e-3 * Math.abs(decision.getPredicted(k).getHigh(h)) + 1e-3));
			}
		}
	}

	@Test
	void rolloutHasAMessagePerStep() throws InterruptedException {
		reports("imagined", TestModels.WINDOW);
		AbsolutePlan plan = plan(10, 20.5, 51);
		List<RolloutResponse> steps = rollout(
				RolloutRequest.newBuilder().setSubject(live("imagined")).setPlan(plan).build());
		PredictResponse predicted = this.stub
			.predict(PredictRequest.newBuilder().setSubject(live("imagined")).setPlan(plan).build());
		assertThat(steps).hasSize(TestModels.HORIZON);
		assertThat(steps.getFirst().getAbout().getPlanOrigin()).isEqualTo(PlanOrigin.PLAN_ORIGIN_UNSPECIFIED);
		assertThat(steps.getLast().hasAbout()).isFalse();
		assertThat(steps).extracting(RolloutResponse::getPrbs).containsExactly(10.0, 20.5, 51.0);
		assertThat(steps).extracting(RolloutResponse::getEnd)
			.containsExactly(RolloutEnd.ROLLOUT_END_UNSPECIFIED, RolloutEnd.ROLLOUT_END_UNSPECIFIED,
					RolloutEnd.ROLLOUT_END_HORIZON);
		IntStream.range(0, TestModels.HORIZON).forEach((h) -> {
			assertThat(steps.get(h).getStep()).isEqualTo(h);
			assertThat(steps.get(h).getReward()).isFinite();
			assertThat(steps.get(h).hasOutageProbability()).isFalse();
			for (int y = 0; y < predicted.getKpisCount(); y++) {
				assertThat(steps.get(h).getKpis(y))
					.isEqualTo(kpi(predicted.getKpis(y).getName(), predicted.getKpis(y).getMean(h)));
			}
		});
	}

	@Test
	void recordedWindowIsPredictedForAPlan() {
		RecordedWindow.Builder window = RecordedWindow.newBuilder();
		for (int i = 0; i < TestModels.WINDOW; i++) {
			window.addFrames(RecordedFrame.newBuilder().addAllKpis(kpis(i)).addKpis(kpi("Mystery", 1)));
		}
		PredictResponse answer = this.stub.predict(PredictRequest.newBuilder()
			.setSubject(Subject.newBuilder().setRecorded(window))
			.setPlan(plan(10, 10, 10))
			.build());
		assertThat(answer.getAbout().getIgnoredKpisList()).containsExactly("Mystery");
		assertThat(answer.getKpisList()).extracting(KpiDistribution::getName)
			.containsExactly("SINR", "Buffer", "Delay");
		assertThat(answer.getKpis(0).getUnit()).isEqualTo("dB");
	}

	/** Also of one that plans for none of the cells yet. */
	@Test
	void challengerIsAskedByItsVersion() throws InterruptedException {
		reports("tried", TestModels.WINDOW + 5);
		PredictRequest.Builder request = PredictRequest.newBuilder().setSubject(live("tried")).setPlan(plan(9, 9, 9));
		PredictResponse champion = this.stub.predict(request.build());
		ModelRegistry registry = context.getBean(ModelRegistry.class);
		registry.tryOut(OnnxWorldModel.load(TestModels.random("challenger", 7)), 1e-9);
		try {
			PredictResponse challenger = this.stub.predict(request.setModelVersion("challenger").build());
			assertThat(challenger.getAbout().getModelVersion()).isEqualTo("challenger");
			assertThat(challenger.getKpis(0).getMeanList()).isNotEqualTo(champion.getKpis(0).getMeanList());
			assertThat(this.stub.predict(request.setModelVersion("m").build())).isEqualTo(champion);
		}
		finally {
			registry.endCanary();
		}
		assertThatThrownBy(() -> this.stub.predict(request.setModelVersion("challenger").build())).hasMessage(
				"NOT_FOUND: model_version: expected the model that serves, or the challenger on trial, found challenger");
	}

	@Test
	void surpriseIsThatOfTheDashboard() throws InterruptedException {
		reports("surprising", 1);
		SurpriseResponse before = this.stub.surprise(SurpriseRequest.newBuilder().setCell(cell("surprising")).build());
		assertThat(before.hasSmoothed()).isFalse();
		assertThat(before.hasScore()).isFalse();
		reports("calm", TestModels.WINDOW + 20);
		SurpriseResponse now = this.stub.surprise(SurpriseRequest.newBuilder().setCell(cell("calm")).build());
		assertThat(now.getModelVersion()).isEqualTo("m");
		assertThat(Timestamps.toMillis(now.getIntervalEnd())).isEqualTo(1000 + (TestModels.WINDOW + 19) * 100L);
		assertThat(now.getSmoothed()).isPositive();
		assertThat(now.getKpisList()).extracting("name").containsExactly("SINR", "Buffer", "Delay");
		assertThat(now.getScore()).isCloseTo(
				now.getKpisList().stream().mapToDouble((kpi) -> kpi.getScore()).average().orElseThrow(), within(1e-9));
		assertThat(now.getKpisList()).allSatisfy((kpi) -> assertThat(kpi.getSmoothed()).isPositive());
	}

	@Test
	void badQuestionsAreNamed() throws InterruptedException {
		reports("bad", TestModels.WINDOW);
		reports("short", TestModels.WINDOW - 2);
		assertThatThrownBy(() -> predict("nowhere", plan(1, 1, 1))).hasMessageStartingWith("NOT_FOUND")
			.hasMessageContaining("node \"node\" cell \"nowhere\"");
		assertThatThrownBy(() -> this.stub.surprise(SurpriseRequest.newBuilder().setCell(cell("nowhere")).build()))
			.hasMessageStartingWith("NOT_FOUND");
		assertThatThrownBy(() -> predict("short", plan(1, 1, 1))).hasMessageStartingWith("FAILED_PRECONDITION")
			.hasMessageContaining("expected 5 frames, found 3");
		assertInvalid(() -> predict("bad", plan(1, 1)), "plan: expected 3 values, one a step, found 2");
		assertInvalid(() -> predict("bad", plan(new double[100_000])),
				"plan: expected 3 values, one a step, found 100000");
		assertInvalid(() -> predict("bad", plan(1, Double.NaN, 2)), "plan[1]: expected 0.0 to 51.0 count, found NaN");
		assertInvalid(() -> predict("bad", plan(1, 2, -1)), "plan[2]: expected 0.0 to 51.0 count, found -1.0");
		assertInvalid(() -> predict("bad", plan(1, 2, 1e300)), "plan[2]: expected 0.0 to 51.0 count, found Infinity");
		assertInvalid(() -> this.stub.predict(PredictRequest.getDefaultInstance()),
				"subject: expected cell or recorded, found neither");
		assertInvalid(() -> this.stub.surprise(SurpriseRequest.getDefaultInstance()),
				"node_id: expected 1 to 128 characters, found none");
		for (double wrong : new double[] { 0, -0.1, 1.1, Double.NaN }) {
			assertInvalid(
					() -> rollout(
							RolloutRequest.newBuilder().setSubject(live("bad")).setOutageProbability(wrong).build()),
					"outage_probability: expected above 0, at most 1, found " + wrong);
		}
		assertInvalid(() -> rollout(RolloutRequest.newBuilder().setSubject(live("bad")).setPlan(plan()).build()),
				"plan: expected 3 values, one a step, found 0");
		assertThatThrownBy(() -> this.stub.snapshot(SnapshotRequest.getDefaultInstance()))
			.hasMessage("FAILED_PRECONDITION: presage.learn.enabled: expected true on this server, found false");
	}

	private PredictResponse predict(String cell, AbsolutePlan plan) {
		return this.stub.predict(PredictRequest.newBuilder().setSubject(live(cell)).setPlan(plan).build());
	}

	@Test
	void withoutAModelNothingIsPredicted() {
		try (ConfigurableApplicationContext empty = new SpringApplication(PresageServer.class).run(
				"--spring.grpc.server.port=0", "--server.port=0",
				"--presage.model.path=" + folder.resolve("none.presage"))) {
			ManagedChannel other = Grpc
				.newChannelBuilder("localhost:" + empty.getBean(ServerAddresses.class).grpcPort(),
						InsecureChannelCredentials.create())
				.build();
			try {
				assertThatThrownBy(() -> WorldModelServiceGrpc.newBlockingStub(other)
					.predict(PredictRequest.newBuilder().setSubject(live("any")).build()))
					.hasMessage("FAILED_PRECONDITION: no model is loaded");
				assertThatThrownBy(
						() -> WorldModelServiceGrpc.newBlockingStub(other).update(frames("any", 0, 1).build()))
					.hasMessage("FAILED_PRECONDITION: presage.learn.store: expected a file on this server, found none");
			}
			finally {
				other.shutdownNow();
			}
		}
	}

}
