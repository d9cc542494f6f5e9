/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;

import org.presage.api.ExplainMessages;
import org.presage.api.ExplainRequests;
import org.presage.api.v1.About;
import org.presage.api.v1.ExplainServiceGrpc;
import org.presage.api.v1.ExplainCellRequest;
import org.presage.api.v1.ExplainCellResponse;
import org.presage.api.v1.Subject;
import org.presage.api.v1.WhatIfRequest;
import org.presage.api.v1.WhatIfResponse;
import org.presage.base.InvalidInputException;
import org.presage.control.CellIntent;
import org.presage.control.CellSnapshot;
import org.presage.control.ControlLoops;
import org.presage.control.ControlSettings;
import org.presage.explain.CellWindow;
import org.presage.explain.Explainer;
import org.presage.kpi.CellId;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;

/**
 * The explain service. Of the control loop it asks no more than a copy of a window; all
 * else happens on the caller's thread, with buffers of its own. One question is computed
 * at a time, so that questions leave the other cores to the loop.
 */
public final class ExplainService extends ExplainServiceGrpc.ExplainServiceImplBase {

	private static final long LOOP_WAIT_S = 2;

	private static final long TURN_WAIT_S = 10;

	private static final int MOST_WAITING = 8;

	private final ControlLoops loops;

	private final ModelRegistry registry;

	private final ControlSettings settings;

	private final Semaphore turn = new Semaphore(1, true);

	public ExplainService(ControlLoops loops, ModelRegistry registry, ControlSettings settings) {
		this.loops = loops;
		this.registry = registry;
		this.settings = settings;
	}

	/**
	 * A window with what operators want of its cell, and what the answer says about it.
	 */
	private record Asked(CellWindow window, CellIntent intent, About.Builder about) {
	}

	@Override
	public void explainCell(ExplainCellRequest request, StreamObserver<ExplainCellResponse> answer) {
		double difference = request.hasDifferencePrbs() ? request.getDifferencePrbs() : 1;
		serve(request.getSubject(), answer, (explainer, asked) -> ExplainMessages.explanation(asked.about,
				explainer.manifest().schema(), explainer.explain(asked.window, difference)));
	}

	@Override
	public void whatIf(WhatIfRequest request, StreamObserver<WhatIfResponse> answer) {
		serve(request.getSubject(), answer, (explainer, asked) -> ExplainMessages.whatIf(asked.about,
				explainer.manifest().schema(), explainer.whatIf(asked.window, ExplainRequests.alternative(request))));
	}

	private <R> void serve(Subject subject, StreamObserver<R> answer, BiFunction<Explainer, Asked, R> question) {
		try {
			answer.onNext(inTurn(subject, question));
			answer.onCompleted();
		}
		catch (InvalidInputException ex) {
			answer.onError(InputStatus.of(Status.INVALID_ARGUMENT, ex).asException());
		}
		catch (ModelException ex) {
			answer.onError(InputStatus.of(Status.FAILED_PRECONDITION, ex).asException());
		}
		catch (StatusException ex) {
			answer.onError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			answer.onError(Status.UNAVAILABLE.withDescription("the server is shutting down").asException());
		}
	}

	private <R> R inTurn(Subject subject, BiFunction<Explainer, Asked, R> question)
			throws StatusException, InterruptedException {
		if (this.turn.getQueueLength() >= MOST_WAITING || !this.turn.tryAcquire(TURN_WAIT_S, TimeUnit.SECONDS)) {
			throw InputStatus
				.of(Status.RESOURCE_EXHAUSTED, "load", "at most " + MOST_WAITING + " waiting questions", "more")
				.asException();
		}
		try (ModelRegistry.Lease lease = this.registry.acquire()) {
			if (lease == null) {
				throw failed("no model is loaded");
			}
			Asked asked = asked(subject, lease.model().manifest());
			ControlSettings settings = this.settings.under(asked.intent, lease.model().manifest().schema());
			try (Explainer explainer = new Explainer(lease.model(), settings)) {
				return question.apply(explainer, asked);
			}
		}
		finally {
			this.turn.release();
		}
	}

	private Asked asked(Subject subject, ModelManifest manifest) throws StatusException, InterruptedException {
		return switch (subject.getSubjectCase()) {
			case CELL -> live(ExplainRequests.cellId(subject.getCell()), manifest);
			case RECORDED -> {
				ExplainRequests.Recorded recorded = ExplainRequests.recorded(subject.getRecorded(), manifest.schema());
				yield new Asked(recorded.window(), CellIntent.NONE,
						ExplainMessages.about(manifest, recorded.window()).addAllIgnoredKpis(recorded.ignored()));
			}
			case SUBJECT_NOT_SET -> throw new InvalidInputException("subject", "cell or recorded", "neither");
		};
	}

	private Asked live(CellId cell, ModelManifest manifest) throws StatusException, InterruptedException {
		CellSnapshot snapshot = snapshot(cell).orElseThrow(
				() -> InputStatus
					.of(Status.NOT_FOUND, "cell", "one that reports",
							"node \"" + cell.node() + "\" cell \"" + cell.cell() + "\""
									+ (cell.slice().isEmpty() ? "" : " slice \"" + cell.slice() + "\""))
					.asException());
		int window = manifest.network().window();
		if (snapshot.filled() < window) {
			throw InputStatus.of(Status.FAILED_PRECONDITION, "window of " + cell, window + " frames", snapshot.filled())
				.asException();
		}
		try {
			manifest.schema().requireSameFrames(snapshot.schema());
		}
		catch (InvalidInputException ex) {
			throw failed("the model changes just now: " + ex.getMessage());
		}
		float[] plan = snapshot.plan();
		float[] announced = snapshot.announced();
		boolean reads = announced != null && announced.length == manifest.network().announcedSize();
		boolean fits = plan != null && plan.length == manifest.network().horizon();
		CellWindow asked = new CellWindow(snapshot.frames(), snapshot.inForce(), fits ? plan : null,
				snapshot.intervalScale(), snapshot.correction(), (reads && fits) ? announced : null,
				snapshot.neighbours());
		return new Asked(asked, snapshot.intent(),
				ExplainMessages.about(manifest, asked)
					.setIntervalEnd(Timestamps.fromMillis(snapshot.newestMs()))
					.addAllPolicies(snapshot.intent().policies()));
	}

	private Optional<CellSnapshot> snapshot(CellId cell) throws StatusException, InterruptedException {
		try {
			return this.loops.ask(cell).get(LOOP_WAIT_S, TimeUnit.SECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			throw Status.UNAVAILABLE.withDescription("the control loop did not answer within " + LOOP_WAIT_S + " s")
				.withCause(ex)
				.asException();
		}
	}

	private static StatusException failed(String reason) {
		return Status.FAILED_PRECONDITION.withDescription(reason).asException();
	}

}
