/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.grpc.Status;
import io.grpc.StatusException;

import org.presage.api.ExplainRequests;
import org.presage.api.ReportReader;
import org.presage.api.v1.TransitionResult;
import org.presage.api.v1.UpdateRequest;
import org.presage.api.v1.UpdateResponse;
import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.control.CellIntent;
import org.presage.control.ControlSettings;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.plausibility.PlausibilitySettings;
import org.presage.learning.TransitionStore;
import org.presage.server.grpc.CellQuestions;
import org.presage.server.grpc.InputStatus;
import org.presage.server.grpc.Turns;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;

/**
 * Takes frames of cells that do not report to this server into the store of transitions.
 * One request is taken at a time. Thread-safe.
 */
final class OutsideTransitions {

	private static final int MOST_FRAMES = 1024;

	private static final long WRITE_S = 30;

	private final TransitionStore store;

	private final ModelRegistry registry;

	private final CellQuestions questions;

	private final Limits limits;

	private final Clock clock;

	private final Turns turns = new Turns();

	/** The cell that was silent for the longest time first. */
	private final Map<CellId, OutsideSeries> series = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<CellId, OutsideSeries> eldest) {
			return size() > OutsideTransitions.this.limits.cells();
		}

	};

	/**
	 * What is taken.
	 *
	 * @param control what must be measured
	 * @param plausibility what must be true
	 * @param futureMs most time between now and the end of an interval; 0 for any
	 * @param cells that are followed at the same time
	 */
	record Limits(ControlSettings control, PlausibilitySettings plausibility, long futureMs, int cells) {
	}

	OutsideTransitions(TransitionStore store, ModelRegistry registry, CellQuestions questions, Limits limits,
			Clock clock) {
		this.store = store;
		this.registry = registry;
		this.questions = questions;
		this.limits = limits;
		this.clock = clock;
	}

	/**
	 * Takes frames, and answers when they are written.
	 * @throws InvalidInputException if a field is wrong; then nothing is taken
	 * @throws StatusException if nothing can be taken
	 */
	UpdateResponse update(UpdateRequest request) throws StatusException, InterruptedException {
		this.turns.take();
		try {
			return take(request);
		}
		finally {
			this.turns.end();
		}
	}

	private UpdateResponse take(UpdateRequest request) throws StatusException, InterruptedException {
		ModelManifest manifest = this.registry.manifest();
		if (!this.store.isOn()) {
			throw InputStatus.of(Status.FAILED_PRECONDITION, "presage.learn.store", "a file on this server", "none")
				.asException();
		}
		if (manifest == null) {
			throw InputStatus.of(Status.FAILED_PRECONDITION, "model", "one that serves", "none").asException();
		}
		CellId cell = ExplainRequests.cellId(request.getCell());
		List<String> ignored = new ArrayList<>();
		List<OutsideSeries.Report> reports = read(cell, request, manifest, ignored);
		if (this.questions.find(cell).isPresent()) {
			throw InputStatus
				.of(Status.FAILED_PRECONDITION, "cell", "one that does not report to this server",
						CellQuestions.name(cell))
				.asException();
		}
		OutsideSeries before = this.series.get(cell);
		OutsideSeries used = (before != null && before.isOf(manifest)) ? before
				: new OutsideSeries(manifest, this.limits.control(), this.limits.plausibility());
		this.series.put(cell, used);
		List<Decision> decisions = new ArrayList<>();
		for (OutsideSeries.Report report : reports) {
			decisions.add(decision(report.frame(), used.judge(report), manifest));
		}
		boolean isDone = false;
		try {
			UpdateResponse done = message(this.store.update(decisions).get(WRITE_S, TimeUnit.SECONDS), ignored);
			isDone = true;
			return done;
		}
		catch (ExecutionException | CancellationException | TimeoutException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			throw InputStatus.of(Status.UNAVAILABLE, cause).asException();
		}
		finally {
			if (!isDone) {
				// The same frames may be sent again.
				this.series.remove(cell);
			}
		}
	}

	private List<OutsideSeries.Report> read(CellId cell, UpdateRequest request, ModelManifest manifest,
			List<String> ignored) {
		int count = request.getFramesCount();
		if (count < 1 || count > MOST_FRAMES) {
			throw new InvalidInputException("frames", "1 to " + MOST_FRAMES, count);
		}
		boolean[] isOutOfRange = { false };
		ReportReader reader = new ReportReader(manifest.schema(), (kpi, wrong) -> isOutOfRange[0] = true);
		long latestMs = (this.limits.futureMs() > 0) ? this.clock.epochMillis() + this.limits.futureMs()
				: Long.MAX_VALUE;
		List<OutsideSeries.Report> reports = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			isOutOfRange[0] = false;
			try {
				KpiFrame frame = reader.read(cell, request.getFrames(i), ignored);
				if (frame.intervalEndMs() > latestMs) {
					throw new InvalidInputException("interval_end",
							"at most " + this.limits.futureMs() + " ms after now (presage.loop.max-future)",
							Instant.ofEpochMilli(frame.intervalEndMs()));
				}
				reports.add(new OutsideSeries.Report(frame, isOutOfRange[0]));
			}
			catch (InvalidInputException ex) {
				throw ex.inside("frames[" + i + "].");
			}
		}
		return reports;
	}

	private static UpdateResponse message(TransitionStore.Updated updated, List<String> ignored) {
		UpdateResponse.Builder message = UpdateResponse.newBuilder()
			.setWindows(updated.windows())
			.addAllIgnoredKpis(ignored.stream().distinct().toList());
		updated.results()
			.forEach((result, frames) -> message.addCountsBuilder()
				.setResult(TransitionResult.valueOf("TRANSITION_RESULT_" + result.name()))
				.setFrames(frames));
		return message.build();
	}

	private static Decision decision(KpiFrame frame, Outcome outcome, ModelManifest manifest) {
		return new Decision(0, frame, outcome, Decision.UNKNOWN, null, manifest.version(), 0, 0, "", null,
				CellIntent.NONE);
	}

}
