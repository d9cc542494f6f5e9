/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.api.v1.LearnPhase;
import org.presage.api.v1.LearnVerdict;
import org.presage.api.v1.LearntModel;
import org.presage.api.v1.ListModelsRequest;
import org.presage.api.v1.ListModelsResponse;
import org.presage.api.v1.PredictRequest;
import org.presage.api.v1.PredictResponse;
import org.presage.api.v1.PromoteRequest;
import org.presage.api.v1.PromoteResponse;
import org.presage.api.v1.RollbackRequest;
import org.presage.api.v1.RollbackResponse;
import org.presage.api.v1.RolloutRequest;
import org.presage.api.v1.RolloutResponse;
import org.presage.api.v1.ShadowForecasts;
import org.presage.api.v1.SnapshotRequest;
import org.presage.api.v1.SnapshotResponse;
import org.presage.api.v1.SurpriseRequest;
import org.presage.api.v1.SurpriseResponse;
import org.presage.api.v1.TrainRequest;
import org.presage.api.v1.TrainResponse;
import org.presage.api.v1.UpdateRequest;
import org.presage.api.v1.UpdateResponse;
import org.presage.api.v1.WorldModelServiceGrpc;
import org.presage.base.InvalidInputException;
import org.presage.learning.ShadowTrial;
import org.presage.server.grpc.CellForecasts;
import org.presage.server.grpc.CellQuestions;
import org.presage.server.grpc.InputStatus;
import org.presage.worldmodel.ModelException;

/** The gRPC service of the learned model: what it expects, and how it is learnt. */
final class WorldModelService extends WorldModelServiceGrpc.WorldModelServiceImplBase {

	private static final Logger LOG = LoggerFactory.getLogger(WorldModelService.class);

	private final @Nullable LearnSupervisor supervisor;

	private final CellForecasts forecasts;

	private final OutsideTransitions transitions;

	/**
	 * @param supervisor null if the server does not learn
	 */
	WorldModelService(@Nullable LearnSupervisor supervisor, CellForecasts forecasts, OutsideTransitions transitions) {
		this.supervisor = supervisor;
		this.forecasts = forecasts;
		this.transitions = transitions;
	}

	@Override
	public void update(UpdateRequest request, StreamObserver<UpdateResponse> answer) {
		CellQuestions.answer(answer, () -> List.of(this.transitions.update(request)));
	}

	@Override
	public void predict(PredictRequest request, StreamObserver<PredictResponse> answer) {
		this.forecasts.predict(request, answer);
	}

	@Override
	public void rollout(RolloutRequest request, StreamObserver<RolloutResponse> answer) {
		this.forecasts.rollout(request, answer);
	}

	@Override
	public void surprise(SurpriseRequest request, StreamObserver<SurpriseResponse> answer) {
		this.forecasts.surprise(request, answer);
	}

	@Override
	public void snapshot(SnapshotRequest request, StreamObserver<SnapshotResponse> answer) {
		answer(answer, (learn) -> learn.snapshot().thenApply(WorldModelService::message));
	}

	@Override
	public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> answer) {
		answer(answer,
				(learn) -> learn.snapshot()
					.thenApply((now) -> ListModelsResponse.newBuilder()
						.addAllModels(now.models().stream().map(WorldModelService::message).toList())
						.build()));
	}

	@Override
	public void train(TrainRequest request, StreamObserver<TrainResponse> answer) {
		if (hasReason(request.getReason(), answer)) {
			answer(answer, (learn) -> {
				learn.train("operator: " + request.getReason());
				return CompletableFuture.completedFuture(TrainResponse.getDefaultInstance());
			});
		}
	}

	@Override
	public void promote(PromoteRequest request, StreamObserver<PromoteResponse> answer) {
		answer(answer, (learn) -> learn.promote(request.getFile())
			.thenApply((version) -> PromoteResponse.newBuilder().setVersion(version).build()));
	}

	@Override
	public void rollback(RollbackRequest request, StreamObserver<RollbackResponse> answer) {
		if (hasReason(request.getReason(), answer)) {
			answer(answer, (learn) -> learn.rollBack(request.getReason())
				.thenApply((version) -> RollbackResponse.newBuilder().setVersion(version).build()));
		}
	}

	private static boolean hasReason(String reason, StreamObserver<?> answer) {
		try {
			LearnSupervisor.requireReason(reason);
			return true;
		}
		catch (InvalidInputException ex) {
			answer.onError(InputStatus.of(Status.INVALID_ARGUMENT, ex).asException());
			return false;
		}
	}

	private <T> void answer(StreamObserver<T> answer, Function<LearnSupervisor, CompletableFuture<T>> call) {
		LearnSupervisor used = this.supervisor;
		if (used == null) {
			answer.onError(Status.FAILED_PRECONDITION
				.withDescription(
						new InvalidInputException("presage.learn.enabled", "true on this server", "false").getMessage())
				.asException());
			return;
		}
		begun(used, call).whenComplete((done, failure) -> {
			if (failure == null) {
				answer.onNext(done);
				answer.onCompleted();
			}
			else {
				answer.onError(status((failure.getCause() != null) ? failure.getCause() : failure).asException());
			}
		});
	}

	private static <T> CompletableFuture<T> begun(LearnSupervisor used,
			Function<LearnSupervisor, CompletableFuture<T>> call) {
		try {
			return call.apply(used);
		}
		catch (RejectedExecutionException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static Status status(Throwable cause) {
		if (cause instanceof ModelException || cause instanceof InvalidInputException) {
			return Status.FAILED_PRECONDITION.withDescription(String.valueOf(cause.getMessage())).withCause(cause);
		}
		if (cause instanceof RejectedExecutionException) {
			return Status.UNAVAILABLE.withDescription("the server shuts down").withCause(cause);
		}
		LOG.error("a defect of the program: a call could not be answered", cause);
		return Status.INTERNAL.withDescription("a defect of the server; its log has the cause").withCause(cause);
	}

	private static SnapshotResponse message(LearnSupervisor.Snapshot now) {
		SnapshotResponse.Builder message = SnapshotResponse.newBuilder()
			.setVersion(now.version())
			.setPhase(LearnPhase.valueOf("LEARN_PHASE_" + now.phase().name()))
			.setChallenger(now.challenger())
			.setMissing(now.missing())
			.setShare(now.share());
		ShadowTrial.Report shadow = now.shadow();
		if (shadow != null) {
			message.setShadow(ShadowForecasts.newBuilder()
				.setWindows(shadow.windows())
				.setChampionCrps(shadow.champion())
				.setChallengerCrps(shadow.challenger())
				.setLeastAdvantage(shadow.least())
				.setCoverage(shadow.coverage()));
		}
		return message.build();
	}

	private static LearntModel message(Challenger one) {
		Challenger.Verdict verdict = one.verdict();
		Instant created = Instant.parse(one.created());
		return LearntModel.newBuilder()
			.setFile(one.file())
			.setVersion(one.version())
			.setHash(one.hash())
			.setParent(one.parent())
			.setMode(one.mode())
			.setTrigger(one.trigger())
			.setCreated(Timestamp.newBuilder().setSeconds(created.getEpochSecond()).setNanos(created.getNano()))
			.setVerdict((verdict != null) ? LearnVerdict.valueOf("LEARN_VERDICT_" + verdict.name())
					: LearnVerdict.LEARN_VERDICT_UNSPECIFIED)
			.setReason(one.reason())
			.build();
	}

}
