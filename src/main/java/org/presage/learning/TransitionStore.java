/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.control.Decision;
import org.presage.control.DecisionRecorder;
import org.presage.control.PlanInputs;
import org.presage.database.BackgroundWriter;
import org.presage.worldmodel.ModelManifest;

/**
 * Keeps the transitions of running cells in a file: the newest frames, and windows of all
 * times and states, see docs/learning.md. The loops add to a queue; all else is done by a
 * thread of its own.
 */
public final class TransitionStore implements DecisionRecorder, AutoCloseable {

	/** A few seconds of the fastest loop. */
	private static final int QUEUE = 16_384;

	/** Fewer, larger transactions than an audit needs. */
	private static final Duration REST = Duration.ofSeconds(1);

	/** Gauges refer to them weakly. */
	private final StoreMetrics metrics;

	private final @Nullable BackgroundWriter<Decision> writer;

	private TransitionStore(StoreMetrics metrics, @Nullable BackgroundWriter<Decision> writer) {
		this.metrics = metrics;
		this.writer = writer;
	}

	/**
	 * Opens or makes the file, if there is to be one.
	 * @param maxCells cells and slices that are followed at the same time
	 * @param serving manifest of a version that serves now; null for none
	 * @param live looks at what was written
	 * @throws InvalidInputException if the file cannot be written
	 */
	public static TransitionStore open(StoreSettings settings, int maxCells,
			Function<String, @Nullable ModelManifest> serving, LiveComparison live, Clock clock, MeterRegistry meters) {
		StoreMetrics metrics = new StoreMetrics(meters);
		Path file = settings.file();
		if (file == null) {
			return new TransitionStore(metrics, null);
		}
		TransitionIntake intake = new TransitionIntake(settings, maxCells, serving);
		BackgroundWriter<Decision> writer = BackgroundWriter.open(
				new BackgroundWriter.Settings("transition-writer", file, TransitionDatabase.KIND, "transitions", QUEUE,
						REST),
				() -> TransitionDatabase.open(file, settings, intake, metrics, live), clock, metrics.dropped());
		writer.start();
		return new TransitionStore(metrics, writer);
	}

	@Override
	public boolean wantsInputs() {
		return false;
	}

	@Override
	public void decided(Decision decision, @Nullable PlanInputs inputs, int slice) {
		if (this.writer != null) {
			this.writer.add(decision);
		}
	}

	/** Whether there is a file. */
	public boolean isOn() {
		return this.writer != null;
	}

	/**
	 * Copies what has been written to another file, while the server goes on; done after
	 * a second or more, on the thread that writes.
	 * @param to replaced if it is there
	 * @return the copy, when it is there
	 */
	public CompletableFuture<Path> copyTo(Path to) {
		return ask(BackgroundWriter::ask, (file) -> {
			file.copyTo(to);
			return to;
		});
	}

	/** What is asked of the file. */
	@FunctionalInterface
	private interface Question<T> {

		T of(TransitionDatabase file) throws SQLException;

	}

	/** Asks on the thread that writes. */
	private <T> CompletableFuture<T> ask(
			BiFunction<BackgroundWriter<Decision>, BackgroundWriter.Task<Decision>, CompletableFuture<@Nullable Void>> how,
			Question<T> question) {
		BackgroundWriter<Decision> used = this.writer;
		if (used == null) {
			return CompletableFuture.failedFuture(new InvalidInputException("store", "a file to learn from", "none"));
		}
		AtomicReference<@Nullable T> answer = new AtomicReference<>();
		return how.apply(used, (file) -> answer.set(question.of((TransitionDatabase) file)))
			.thenApply((any) -> Objects.requireNonNull(answer.get()));
	}

	/** What is in the file now; done on the thread that writes. */
	public CompletableFuture<StoreContents> contents() {
		return ask(BackgroundWriter::ask, TransitionDatabase::contents);
	}

	/**
	 * What came of transitions from outside.
	 *
	 * @param results frames by result
	 * @param windows that they completed, for the reservoir
	 */
	public record Updated(Map<TransitionResult, Integer> results, int windows) {
	}

	/**
	 * Keeps frames of cells that do not report to this server: answered reports, in their
	 * order, sorted as the loop's own are. They are in no live comparison and no
	 * excitation.
	 * @return done when they are written, on the thread that writes
	 */
	public CompletableFuture<Updated> update(List<Decision> outside) {
		return ask(BackgroundWriter::askToWrite, (file) -> file.update(outside));
	}

	/** Writes what waits, and closes the file. */
	@Override
	public void close() {
		if (this.writer != null) {
			this.writer.close();
		}
	}

}
