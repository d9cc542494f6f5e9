/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.presage.base.InvalidInputException;
import org.presage.control.Outcome;
import org.presage.kpi.CellId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A real file: what running cells did comes out of it, and nothing else. */
class TransitionStoreTest extends StoreFixture {

	@Test
	void framesBeforeTheWindowIsFullAreLeftOut() {
		try (TransitionStore store = open()) {
			run(store, CELL, L + 20);
		}
		TransitionFile.Summary summary = summary();
		assertThat(summary.results()).containsExactlyInAnyOrderEntriesOf(Map.of("kept", 20L, "settling", (long) L));
		assertThat(summary.frames()).isEqualTo(20);
		assertThat(summary.toMs()).isEqualTo(this.timeMs);
		// The first one needs L + H frames, each further one H more.
		assertThat(summary.windows()).isEqualTo(1 + (20 - L - H) / H);
		assertThat(counted(TransitionResult.KEPT)).isEqualTo(20);
		assertThat(this.meters.get("wm.stored.rows").tag("part", "newest").gauge().value()).isEqualTo(20);
		assertThat(this.meters.get("wm.stored.rows").tag("part", "reservoir").gauge().value())
			.isEqualTo(summary.windows());
	}

	@Test
	void afterGapTheWindowFillsAgain() {
		try (TransitionStore store = open()) {
			run(store, CELL, L + 3);
			this.timeMs += STEP;
			run(store, CELL, L + 2);
		}
		assertThat(summary().results()).containsEntry("kept", 5L).containsEntry("settling", 2L * L);
		assertThat(summary().windows()).isZero();
	}

	@ParameterizedTest
	@EnumSource(names = { "IMPLAUSIBLE", "BLIND", "DISTRUSTED", "ROLLED_BACK", "OFF_STEP" })
	void whatMayBeFalseIsLeftOutAndCutsTheWindow(Outcome outcome) {
		try (TransitionStore store = open()) {
			run(store, CELL, L + L + H - 1);
			one(store, outcome);
			run(store, CELL, L + H - 1);
		}
		assertThat(summary().results()).containsEntry(outcome.name().toLowerCase(Locale.ROOT), 1L)
			.containsEntry("kept", 2L * (L + H - 1));
		assertThat(summary().windows()).as("none goes across it").isZero();
	}

	/** What they were sent for is in force in the next interval, whoever decided it. */
	@ParameterizedTest
	@EnumSource(names = { "PLANNED", "DEADLINE", "MODEL_FAILED", "SURPRISED", "RATE_LIMITED", "INFEASIBLE" })
	void heldCellsAreTransitionsToo(Outcome outcome) {
		try (TransitionStore store = open()) {
			run(store, CELL, L);
			one(store, outcome);
		}
		assertThat(summary().results()).containsEntry("kept", 1L);
	}

	@Test
	void lateAndRepeatedReportsChangeNothing() {
		try (TransitionStore store = open()) {
			run(store, CELL, L + 4);
			store.decided(decision(CELL, this.timeMs, Outcome.STALE, values()), null, 0);
			store.decided(decision(CELL, this.timeMs, Outcome.PLANNED, values()), null, 0);
			store.decided(decision(CELL, this.timeMs - 5 * STEP, Outcome.STALE, values()), null, 0);
			run(store, CELL, 4);
		}
		assertThat(summary().results()).containsEntry("stale", 3L).containsEntry("kept", 8L);
		assertThat(summary().windows()).isEqualTo(1);
	}

	@Test
	void withoutPrbsInForceNothingIsLearnt() {
		try (TransitionStore store = open()) {
			run(store, CELL, L);
			float[] values = values();
			values[ACTION] = Float.NaN;
			this.timeMs += STEP;
			store.decided(decision(CELL, this.timeMs, Outcome.PLANNED, values), null, 0);
		}
		assertThat(counted(TransitionResult.NO_ACTION)).isEqualTo(1);
		assertThat(counted(TransitionResult.KEPT)).isZero();
	}

	@Test
	void theNewestFramesStay() {
		this.newest = 10;
		this.reservoir = 4;
		try (TransitionStore store = open()) {
			run(store, CELL, L + 200);
		}
		TransitionFile.Summary summary = summary();
		assertThat(summary.frames()).isEqualTo(10);
		assertThat(summary.fromMs()).isEqualTo(this.timeMs - 9 * STEP);
		assertThat(summary.windows()).isEqualTo(4);
	}

	/**
	 * As a report that was read with the schema of the model before, and is answered
	 * after the change.
	 */
	@Test
	void framesOfAnotherSchemaCostTheOthersNothing() {
		try (TransitionStore store = open()) {
			run(store, CELL, L);
			this.timeMs += STEP;
			store.decided(decision(CELL, this.timeMs, Outcome.NO_MODEL, new float[6]), null, 0);
			run(store, CELL, 3);
		}
		assertThat(summary().results()).containsEntry("other_model", 1L).containsEntry("kept", 3L);
	}

	@Test
	void valuesThatCannotBeAreLeftOut() {
		try (TransitionStore store = open()) {
			run(store, CELL, L);
			float[] values = values();
			values[0] = Float.POSITIVE_INFINITY;
			this.timeMs += STEP;
			store.decided(decision(CELL, this.timeMs, Outcome.FAILED, values), null, 0);
		}
		assertThat(counted(TransitionResult.IMPLAUSIBLE)).isEqualTo(1);
	}

	@Test
	void withoutModelNothingIsKept() {
		this.serving = null;
		try (TransitionStore store = open()) {
			run(store, CELL, L + 2);
		}
		assertThat(counted(TransitionResult.OTHER_MODEL)).isEqualTo(L + 2);
		assertThatThrownBy(this::summary).isInstanceOf(InvalidInputException.class)
			.hasMessage(file() + ": expected transitions, found none: no report has been kept (other_model 7)");
	}

	@Test
	void groupsAreMeasuredApart() {
		this.group = Pattern.compile("^(north|south)-");
		try (TransitionStore store = open()) {
			for (String node : List.of("north-1", "south-1", "east-1")) {
				run(store, new CellId(node, "cell"), L + 400);
			}
		}
		Map<String, TransitionFile.Excitation> excitation = summary().excitation();
		assertThat(excitation).containsOnlyKeys("north", "south", "other");
		assertThat(this.meters.get("wm.excitation.ratio").tag("group", "south").gauge().value()).isGreaterThan(0.8);
	}

	@Test
	void fewerFramesAtOnceMakeTheSameFile() throws IOException {
		long seeded = this.timeMs;
		String[] exported = new String[2];
		for (int i = 0; i < 2; i++) {
			this.timeMs = seeded;
			SplittableRandom same = new SplittableRandom(3);
			this.reservoir = 5;
			try (TransitionStore store = open()) {
				for (int f = 0; f < 100; f++) {
					this.timeMs += STEP;
					float[] values = { same.nextInt(9), same.nextInt(9), same.nextInt(9), same.nextInt(9) };
					store.decided(decision(CELL, this.timeMs, Outcome.PLANNED, values), null, 0);
				}
			}
			Path trace = this.folder.resolve("trace.csv");
			try (TransitionFile read = TransitionFile.open(file())) {
				read.export(StorePart.RESERVOIR, trace);
			}
			exported[i] = Files.readString(trace, StandardCharsets.UTF_8);
			Files.delete(file());
		}
		assertThat(exported[0]).isEqualTo(exported[1]);
	}

	@Test
	void anotherFileIsRefused() throws IOException {
		Files.writeString(file(), "not a database");
		assertThatThrownBy(this::open).isInstanceOf(InvalidInputException.class)
			.hasMessageContaining(file() + ": expected a store of transitions, found ");
	}

	@Test
	void withoutFileNothingIsDone() {
		try (TransitionStore store = TransitionStore.open(new StoreSettings(null, 1, 1, 1, null, 1), 100,
				(version) -> this.serving, LiveComparison.NONE, this.clock, this.meters)) {
			run(store, CELL, 3);
			assertThat(store.isOn()).isFalse();
			assertThatThrownBy(() -> store.copyTo(this.folder.resolve("copy.duckdb")).get())
				.hasMessageContaining("store: expected a file to learn from, found none");
		}
		assertThat(counted(TransitionResult.KEPT)).isZero();
	}

	/** What a learner reads while the server has the file open. */
	@Test
	void isCopiedWhileItIsWritten() throws Exception {
		Path copy = this.folder.resolve("it's a \"copy\".duckdb");
		Files.writeString(copy, "what was there");
		try (TransitionStore store = open()) {
			run(store, CELL, L + 10);
			while (counted(TransitionResult.KEPT) < 10) {
				Thread.sleep(1);
			}
			store.copyTo(copy).get(60, TimeUnit.SECONDS);
			run(store, CELL, 20);
		}
		try (TransitionFile read = TransitionFile.open(copy)) {
			assertThat(read.summary().frames()).isEqualTo(10);
			assertThat(read.summary().windows()).isEqualTo(1);
		}
		assertThat(summary().frames()).isEqualTo(30);
	}

	@Test
	void copyThatCannotBeWrittenStopsNothing() {
		try (TransitionStore store = open()) {
			assertThatThrownBy(() -> store.copyTo(this.folder.resolve("none/copy.duckdb")).get(60, TimeUnit.SECONDS))
				.hasMessageContaining("expected a store of transitions, found");
			run(store, CELL, L + 10);
		}
		assertThat(summary().frames()).isEqualTo(10);
	}

}
