/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;

import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

import org.presage.api.ExplainMessages;
import org.presage.api.ExplainRequests;
import org.presage.api.v1.About;
import org.presage.api.v1.Subject;
import org.presage.base.InvalidInputException;
import org.presage.control.CellIntent;
import org.presage.control.CellSnapshot;
import org.presage.control.ControlLoops;
import org.presage.control.ControlSettings;
import org.presage.control.Decision;
import org.presage.explain.CellWindow;
import org.presage.explain.Explainer;
import org.presage.kpi.CellId;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;

/**
 * Answers questions about cells. Of the control loop it asks no more than a copy of a
 * window; all else happens on the caller's thread, with buffers of its own. One question
 * is computed at a time, whatever service it comes from, so that questions leave the
 * other cores to the loop. Thread-safe.
 */
public final class CellQuestions {

	private static final long LOOP_WAIT_S = 2;

	private final ControlLoops loops;

	private final ModelRegistry registry;

	private final ControlSettings settings;

	private final Function<String, ModelRegistry.@Nullable Lease> shadow;

	private final Turns turns = new Turns();

	/**
	 * @param shadow a lease of the model of a version that only forecasts; null if there
	 * is none
	 */
	public CellQuestions(ControlLoops loops, ModelRegistry registry, ControlSettings settings,
			Function<String, ModelRegistry.@Nullable Lease> shadow) {
		this.loops = loops;
		this.registry = registry;
		this.settings = settings;
		this.shadow = shadow;
	}

	/**
	 * A window with what operators want of its cell, and what the answer says about it.
	 */
	record Asked(CellWindow window, CellIntent intent, About.Builder about) {
	}

	/**
	 * What is computed to answer a call.
	 *
	 * @param <R> message of the answer
	 */
	@FunctionalInterface
	public interface Answer<R> {

		List<R> messages() throws StatusException, InterruptedException;

	}

	/**
	 * Answers a call, with the status of what fails.
	 * @param to receives the messages in their order
	 */
	public static <R> void answer(StreamObserver<R> to, Answer<R> by) {
		try {
			by.messages().forEach(to::onNext);
			to.onCompleted();
		}
		catch (InvalidInputException ex) {
			to.onError(InputStatus.of(Status.INVALID_ARGUMENT, ex).asException());
		}
		catch (ModelException ex) {
			to.onError(InputStatus.of(Status.FAILED_PRECONDITION, ex).asException());
		}
		catch (StatusException ex) {
			to.onError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			to.onError(Status.UNAVAILABLE.withDescription("the server is shutting down").asException());
		}
	}

	/**
	 * Answers a question when it is its turn.
	 * @param version of the model; empty for the one that serves
	 */
	<R> R ask(Subject subject, String version, BiFunction<Explainer, Asked, R> question)
			throws StatusException, InterruptedException {
		this.turns.take();
		try (ModelRegistry.Lease lease = lease(version)) {
			Asked asked = asked(subject, lease.model().manifest());
			ControlSettings settings = this.settings.under(asked.intent, lease.model().manifest().schema());
			try (Explainer explainer = new Explainer(lease.model(), settings)) {
				return question.apply(explainer, asked);
			}
		}
		finally {
			this.turns.end();
		}
	}

	private ModelRegistry.Lease lease(String version) throws StatusException {
		ModelRegistry.Lease lease = version.isEmpty() ? this.registry.acquire() : this.registry.acquire(version);
		if (lease == null && version.isEmpty()) {
			throw failed("no model is loaded");
		}
		ModelRegistry.Lease found = (lease != null) ? lease : this.shadow.apply(version);
		if (found == null) {
			throw InputStatus
				.of(Status.NOT_FOUND, "model_version", "the model that serves, or the challenger on trial",
						InvalidInputException.bounded(version))
				.asException();
		}
		return found;
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
		CellSnapshot snapshot = snapshot(cell);
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
		Decision last = snapshot.status().last();
		// Errors of another model say nothing of this one's.
		boolean own = last != null && last.modelVersion().equals(manifest.version());
		CellWindow asked = new CellWindow(snapshot.frames(), snapshot.inForce(), fits ? plan : null,
				own ? snapshot.intervalScales() : null, own ? snapshot.correction() : null,
				(reads && fits) ? announced : null, snapshot.neighbours());
		return new Asked(asked, snapshot.intent(),
				ExplainMessages.about(manifest, asked)
					.setIntervalEnd(Timestamps.fromMillis(snapshot.newestMs()))
					.addAllPolicies(snapshot.intent().policies()));
	}

	/** What the loop knows of a cell. */
	CellSnapshot snapshot(CellId cell) throws StatusException, InterruptedException {
		return find(cell)
			.orElseThrow(() -> InputStatus.of(Status.NOT_FOUND, "cell", "one that reports", name(cell)).asException());
	}

	/** A cell for messages. */
	public static String name(CellId cell) {
		return "node \"" + cell.node() + "\" cell \"" + cell.cell() + "\""
				+ (cell.slice().isEmpty() ? "" : " slice \"" + cell.slice() + "\"");
	}

	/**
	 * What the loop knows of a cell; empty if it does not report.
	 * @throws StatusException if the loop does not answer
	 */
	public Optional<CellSnapshot> find(CellId cell) throws StatusException, InterruptedException {
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
