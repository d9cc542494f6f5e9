/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.nio.file.Files;
import java.util.List;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.presage.api.v1.AbsolutePlan;
import org.presage.api.v1.KpiValue;
import org.presage.api.v1.LearnPhase;
import org.presage.api.v1.LearnVerdict;
import org.presage.api.v1.LearntModel;
import org.presage.api.v1.ListModelsRequest;
import org.presage.api.v1.PredictRequest;
import org.presage.api.v1.PromoteRequest;
import org.presage.api.v1.RecordedWindow;
import org.presage.api.v1.RollbackRequest;
import org.presage.api.v1.SnapshotRequest;
import org.presage.api.v1.SnapshotResponse;
import org.presage.api.v1.Subject;
import org.presage.api.v1.TrainRequest;
import org.presage.api.v1.WorldModelServiceGrpc;
import org.presage.control.ControlLoops;
import org.presage.control.ControlSettings;
import org.presage.kpi.plausibility.PlausibilitySettings;
import org.presage.server.grpc.CellForecasts;
import org.presage.server.grpc.CellQuestions;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What operators see of learning, and do about it. */
class WorldModelServiceTest extends LearnFixture {

	private io.grpc.@Nullable Server grpc;

	private @Nullable ManagedChannel channel;

	private WorldModelServiceGrpc.WorldModelServiceBlockingStub stub(@Nullable LearnSupervisor supervisor)
			throws Exception {
		io.grpc.Server started = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
			.addService(service(supervisor))
			.build()
			.start();
		this.grpc = started;
		ManagedChannel opened = Grpc
			.newChannelBuilderForAddress("localhost", started.getPort(), InsecureChannelCredentials.create())
			.build();
		this.channel = opened;
		return WorldModelServiceGrpc.newBlockingStub(opened);
	}

	private WorldModelService service(@Nullable LearnSupervisor supervisor) {
		CellQuestions questions = new CellQuestions(new ControlLoops(List.of(), true), this.server.registry,
				ControlSettings.defaults(), this.server.live::challenger);
		return new WorldModelService(supervisor, new CellForecasts(questions),
				new OutsideTransitions(this.server.store(), this.server.registry, questions,
						new OutsideTransitions.Limits(ControlSettings.defaults(), PlausibilitySettings.DEFAULT, 0, 10),
						this.clock));
	}

	@AfterEach
	void stop() {
		if (this.channel != null) {
			this.channel.shutdownNow();
		}
		if (this.grpc != null) {
			this.grpc.shutdownNow();
		}
	}

	@Test
	void trialIsSeenAndTakenBack() throws Exception {
		var stub = stub(this.server.supervisor());
		this.learner.makes = package_("good", 0.5);
		for (int i = 0; i < 10; i++) {
			this.server.interval();
		}
		stub.train(TrainRequest.newBuilder().setReason("new antennas").build());
		until(LearnSupervisor.Phase.SHADOW);
		look();
		SnapshotResponse shadow = stub.snapshot(SnapshotRequest.getDefaultInstance());
		assertThat(shadow.getVersion()).isEqualTo("bad");
		assertThat(shadow.getPhase()).isEqualTo(LearnPhase.LEARN_PHASE_SHADOW);
		assertThat(shadow.getChallenger()).isEqualTo("good");
		assertThat(shadow.hasShadow()).isTrue();
		assertThat(predictedBy(stub, "good")).isEqualTo("good");
		assertThat(predictedBy(stub, "")).isEqualTo("bad");
		until(LearnSupervisor.Phase.CANARY);
		assertThat(stub.snapshot(SnapshotRequest.getDefaultInstance()).getShare()).isPositive();
		assertThat(stub.rollback(RollbackRequest.newBuilder().setReason("too early").build()).getVersion())
			.isEqualTo("bad");
		assertThat(this.server.registry.canary()).isNull();
		LearntModel model = stub.listModels(ListModelsRequest.getDefaultInstance()).getModels(0);
		assertThat(model.getVerdict()).isEqualTo(LearnVerdict.LEARN_VERDICT_ROLLED_BACK);
		assertThat(model.getReason()).isEqualTo("by an operator: too early");
		assertThat(model.getTrigger()).isEqualTo("operator: new antennas");
		assertThat(stub.snapshot(SnapshotRequest.getDefaultInstance()).getPhase())
			.isEqualTo(LearnPhase.LEARN_PHASE_IDLE);
	}

	/** Version of the model that answers for a version. */
	private static String predictedBy(WorldModelServiceGrpc.WorldModelServiceBlockingStub stub, String version) {
		RecordedWindow.Builder window = RecordedWindow.newBuilder();
		for (int i = 0; i < TestModels.WINDOW; i++) {
			window.addFramesBuilder()
				.addKpis(KpiValue.newBuilder().setName("SINR").setValue(i))
				.addKpis(KpiValue.newBuilder().setName("Delay").setValue(20))
				.addKpis(KpiValue.newBuilder().setName("Buffer").setValue(2000));
		}
		return stub
			.predict(PredictRequest.newBuilder()
				.setSubject(Subject.newBuilder().setRecorded(window))
				.setPlan(AbsolutePlan.newBuilder().addAllPrbs(List.of(10.0, 20.0, 30.0)))
				.setModelVersion(version)
				.build())
			.getAbout()
			.getModelVersion();
	}

	@Test
	void challengerIsPromotedByHandAndTheModelBeforeServesAgain() throws Exception {
		var stub = stub(this.server.supervisor());
		this.learner.makes = package_("good", 0.5);
		train(LearnSupervisor.Phase.SHADOW);
		String file = stub.listModels(ListModelsRequest.getDefaultInstance()).getModels(0).getFile();
		assertThat(stub.promote(PromoteRequest.newBuilder().setFile(file).build()).getVersion()).isEqualTo("good");
		look();
		assertThat(this.server.serving()).isEqualTo("good");
		assertThat(newest().verdict()).isEqualTo(Challenger.Verdict.PROMOTED);
		restart();
		assertThat(this.server.serving()).isEqualTo("good");
		stop();
		stub = stub(this.server.supervisor());
		assertThat(stub.rollback(RollbackRequest.newBuilder().setReason("complaints").build()).getVersion())
			.isEqualTo("bad");
		assertThat(newest().verdict()).isEqualTo(Challenger.Verdict.ROLLED_BACK);
		restart();
		assertThat(this.server.serving()).isEqualTo("bad");
	}

	/** The answer, the model that serves and what a restart finds are the same. */
	@Test
	void rollbackToAModelThatCannotServeChangesNothing() throws Exception {
		var stub = stub(this.server.supervisor());
		this.learner.makes = package_("good", 0.5);
		train(LearnSupervisor.Phase.SHADOW);
		String file = stub.listModels(ListModelsRequest.getDefaultInstance()).getModels(0).getFile();
		stub.promote(PromoteRequest.newBuilder().setFile(file).build());
		byte[] configured = Files.readAllBytes(this.folder.resolve("configured.presage"));
		Files.writeString(this.folder.resolve("configured.presage"), "damaged");
		assertThatThrownBy(() -> stub.rollback(RollbackRequest.newBuilder().setReason("why").build()))
			.hasMessageContaining("configured.presage");
		assertThat(this.server.serving()).isEqualTo("good");
		assertThat(newest().verdict()).isEqualTo(Challenger.Verdict.PROMOTED);
		Files.write(this.folder.resolve("configured.presage"), configured);
		restart();
		assertThat(this.server.serving()).isEqualTo("good");
	}

	@Test
	void rollbackDuringATrainingEndsIt() throws Exception {
		var stub = stub(this.server.supervisor());
		this.learner.makes = package_("good", 0.5);
		train(LearnSupervisor.Phase.SHADOW);
		String file = stub.listModels(ListModelsRequest.getDefaultInstance()).getModels(0).getFile();
		stub.promote(PromoteRequest.newBuilder().setFile(file).build());
		this.learner.hangs = true;
		this.clock.advanceMillis(60_000);
		train(LearnSupervisor.Phase.TRAINING);
		stub.rollback(RollbackRequest.newBuilder().setReason("why").build());
		assertThat(this.learner.stopped).isTrue();
		assertThat(this.server.supervisor().phase()).isEqualTo(LearnSupervisor.Phase.IDLE);
		assertThat(this.server.serving()).isEqualTo("bad");
	}

	@Test
	void whatCannotBeDoneIsNamed() throws Exception {
		var stub = stub(this.server.supervisor());
		for (String file : List.of("nothing", "challenger-9.presage", "../configured.presage")) {
			assertThatThrownBy(() -> stub.promote(PromoteRequest.newBuilder().setFile(file).build()))
				.isInstanceOf(StatusRuntimeException.class)
				.hasMessage("FAILED_PRECONDITION: file: expected a learnt model of ListModels, found " + file);
		}
		assertThatThrownBy(() -> stub.rollback(RollbackRequest.newBuilder().setReason("why").build()))
			.hasMessageContaining("model: expected a learnt one that serves, or is on trial, found bad");
		assertThatThrownBy(() -> stub.train(TrainRequest.getDefaultInstance()))
			.hasMessageContaining("INVALID_ARGUMENT: reason: expected 1 to 200 characters");
	}

	@Test
	void serverThatDoesNotLearnSaysSo() throws Exception {
		var stub = stub(null);
		assertThatThrownBy(() -> stub.snapshot(SnapshotRequest.getDefaultInstance()))
			.hasMessage("FAILED_PRECONDITION: presage.learn.enabled: expected true on this server, found false");
	}

}
