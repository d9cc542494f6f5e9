/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

import org.presage.control.CellIntent;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelManifest;

/** A store in a real file, and what cells report to it. */
abstract class StoreFixture {

	static final int L = TestModels.WINDOW;

	static final int H = TestModels.HORIZON;

	static final long STEP = TestModels.schema().stepMs();

	static final int ACTION = TestModels.schema().actionIndex();

	static final CellId CELL = new CellId("node", "cell");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path folder;

	final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	final ManualClock clock = new ManualClock();

	final SplittableRandom random = new SplittableRandom(7);

	/** Read by the thread of the store too. */
	volatile @Nullable ModelManifest serving = TestModels.manifest("m");

	int newest = 1000;

	int reservoir = 1000;

	@Nullable Pattern group;

	long number;

	long timeMs = 1_700_000_000_000L;

	Path file() {
		return this.folder.resolve("store.duckdb");
	}

	TransitionStore open() {
		return TransitionStore.open(
				new StoreSettings(file(), this.newest, this.reservoir, Long.MAX_VALUE, this.group, 1), 100,
				this::serving, LiveComparison.NONE, this.clock, this.meters);
	}

	private @Nullable ModelManifest serving(String version) {
		ModelManifest now = this.serving;
		return (now != null && now.version().equals(version)) ? now : null;
	}

	float[] values() {
		float[] values = new float[TestModels.schema().size()];
		for (int k = 0; k < values.length; k++) {
			values[k] = (float) this.random.nextDouble(1, 4);
		}
		values[ACTION] = this.random.nextInt(10, 40);
		return values;
	}

	Decision decision(CellId cell, long endMs, Outcome outcome, float[] values) {
		return new Decision(++this.number, new KpiFrame(cell, 1, endMs, values), outcome, 20, null, "m", 1000, 0, "",
				null, CellIntent.NONE);
	}

	/** Answers so many reports of a cell, one each step. */
	void run(TransitionStore store, CellId cell, int frames) {
		for (int i = 0; i < frames; i++) {
			this.timeMs += STEP;
			store.decided(decision(cell, this.timeMs, Outcome.PLANNED, values()), null, 0);
		}
	}

	void one(TransitionStore store, Outcome outcome) {
		this.timeMs += STEP;
		store.decided(decision(CELL, this.timeMs, outcome, values()), null, 0);
	}

	TransitionFile.Summary summary() {
		try (TransitionFile read = TransitionFile.open(file())) {
			return read.summary();
		}
	}

	double counted(TransitionResult result) {
		return this.meters.get("wm.transitions")
			.tag("result", result.name().toLowerCase(Locale.ROOT))
			.counter()
			.count();
	}

}
