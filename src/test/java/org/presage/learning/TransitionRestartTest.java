/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import org.presage.control.CellIntent;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.kpi.CellId;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.testing.TestModels;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.net.NetworkSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** What a store does with a file that has something in it, and with another model. */
@ExtendWith(OutputCaptureExtension.class)
class TransitionRestartTest extends StoreFixture {

	@Test
	void goesOnAfterRestart() {
		this.newest = 15;
		try (TransitionStore store = open()) {
			run(store, CELL, L + 10);
		}
		long before = summary().windows();
		try (TransitionStore store = open()) {
			run(store, CELL, L + 10);
		}
		TransitionFile.Summary summary = summary();
		assertThat(summary.frames()).isEqualTo(15);
		assertThat(summary.windows()).isEqualTo(2 * before);
		assertThat(summary.results()).containsEntry("kept", 20L).containsEntry("settling", 2L * L);
	}

	/** As after a model of another kind, whose log line says so. */
	@Test
	void fileThatIsMovedAwayMakesRoomForAnotherModel() throws IOException {
		try (TransitionStore store = open()) {
			run(store, CELL, L + 4);
			// The writer compares decisions with the model that serves when it reads
			// them.
			awaitCount(TransitionResult.KEPT, 4);
			KpiSchema larger = KpiSchema.standard(STEP, 51);
			NetworkSpec spec = NetworkSpec.of("mlp", larger, L, H);
			double[] zeros = new double[larger.size()];
			double[] ones = new double[larger.size()];
			Arrays.fill(ones, 1);
			boolean[] observed = new boolean[larger.size()];
			Arrays.fill(observed, true);
			ModelManifest other = TestModels.manifest("m");
			this.serving = new ModelManifest(other.format(), "n", other.created(), spec, larger,
					new Standardizer(larger.kpis().stream().map(Kpi::transform).toList(), zeros, ones), 1, 51, observed,
					Calibration.none(H, larger.targets()), other.training(), other.metrics(), other.sha256());
			Files.move(file(), this.folder.resolve("old.duckdb"));
			for (int i = 0; i < L + 30; i++) {
				this.timeMs += STEP;
				float[] values = new float[larger.size()];
				Arrays.fill(values, Float.NaN);
				values[larger.actionIndex()] = 20;
				store.decided(new Decision(++this.number, new KpiFrame(CELL, 1, this.timeMs, values), Outcome.PLANNED,
						20, null, "n", 1000, 0, "", null, CellIntent.NONE), null, 0);
			}
		}
		assertThat(summary().results()).containsEntry("kept", 30L);
		assertThat(summary().kpis()).hasSize(13);
	}

	private void awaitCount(TransitionResult result, int least) {
		while (counted(result) < least) {
			LockSupport.parkNanos(1_000_000);
		}
	}

	@Test
	void groupsAreThoseOfTheFileAfterRestart() throws SQLException {
		this.group = Pattern.compile("cell-\\d+");
		for (int start = 0; start < 2; start++) {
			try (TransitionStore store = open()) {
				for (int i = 0; i < 20; i++) {
					run(store, new CellId("node", "cell-" + (start == 0 ? i : 19 - i)), L + L + H);
				}
			}
		}
		try (TransitionFile read = TransitionFile.open(file())) {
			assertThat(read.groups()).hasSize(16).contains("other", "cell-0", "cell-14").doesNotContain("cell-15");
		}
	}

	@Test
	void smallerReservoirAfterRestartGivesWindowsUp(CapturedOutput output) {
		try (TransitionStore store = open()) {
			run(store, CELL, L + 40);
		}
		this.reservoir = 3;
		try (TransitionStore store = open()) {
			run(store, CELL, L + 40);
		}
		assertThat(summary().windows()).isEqualTo(3);
		assertThat(output).contains("keeps at most 3 windows now: 8 of the largest strata were deleted");
	}

	/** The series of an exported trace have increasing times. */
	@Test
	void clockThatIsPutBackWhileThereIsNoServerBeginsAnotherSeries() throws IOException {
		try (TransitionStore store = open()) {
			run(store, CELL, L + 20);
		}
		this.timeMs -= 10 * STEP + STEP / 2;
		try (TransitionStore store = open()) {
			run(store, CELL, L + 20);
		}
		Path trace = this.folder.resolve("trace.csv");
		try (TransitionFile read = TransitionFile.open(file())) {
			assertThat(read.export(StorePart.NEWEST, trace)).isEqualTo(40);
			assertThat(read.cells(StorePart.NEWEST)).isEqualTo(1);
			assertThat(read.cells(StorePart.RESERVOIR)).isEqualTo(1);
		}
		assertThat(Files.readAllLines(trace)).filteredOn((line) -> line.startsWith("node/cell,node/cell,")).hasSize(20);
		assertThat(Files.readAllLines(trace)).filteredOn((line) -> line.startsWith("node/cell,node/cell~1,"))
			.hasSize(20);
	}

	@Test
	void decisionsOfAnotherModelAreNotMixedIn(CapturedOutput output) {
		try (TransitionStore store = open()) {
			run(store, CELL, L + 2);
		}
		ModelManifest other = TestModels.manifest("m");
		this.serving = new ModelManifest(other.format(), "m", other.created(),
				NetworkSpec.of(other.network().architecture(), other.schema(), L + 1, H), other.schema(),
				other.scaler(), other.actionMin(), other.actionMax(), other.observed(), other.calibration(),
				other.training(), other.metrics(), other.sha256());
		try (TransitionStore store = open()) {
			run(store, CELL, L + 2);
		}
		assertThat(summary().results()).containsEntry("kept", 2L).containsEntry("other_model", L + 2L);
		assertThat(output).contains("transitions of model m are not kept in " + file())
			.contains("expected L = 5 and H = 3, found L = 6 and H = 3");
	}

}
