/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.kpi.KpiSchema;
import org.presage.offline.training.TrainingTest;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Training sees time as the control loop does. */
class GapsTest {

	private static final int LENGTH = TestModels.WINDOW + TestModels.HORIZON;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final KpiSchema schema = TestModels.schema();

	/** The test world, in which some rows come later than a step after the row before. */
	private Trace delayed(int rows, long[]... rowAndDelayMs) {
		Trace whole = TrainingTest.world(this.schema, 1, rows, 1);
		Series one = whole.series().getFirst();
		long[] times = one.timesMs().clone();
		for (long[] delay : rowAndDelayMs) {
			for (int row = (int) delay[0]; row < rows; row++) {
				times[row] += delay[1];
			}
		}
		return new Trace(this.schema, List.of(new Series(one.name(), times, one.values())), "test", List.of());
	}

	private static List<Integer> starts(Dataset data, Split split) {
		List<Integer> rows = new ArrayList<>();
		WindowBatch.visit(data, split.segments(data), 1, WindowBatch.SIZE, (batch) -> {
			for (int i = 0; i < batch.count(); i++) {
				rows.add(batch.place(i).row());
			}
		});
		return rows;
	}

	@Test
	void windowsEndWhereTheControlLoopRestartsThem() {
		Trace trace = delayed(900, new long[] { 100, 3_600_000 }, new long[] { 300, 201 }, new long[] { 400, 200 });
		Dataset data = new Dataset(trace, TestModels.WINDOW, TestModels.HORIZON);
		List<Integer> starts = starts(data, Split.ALL);
		CellWindows serving = new CellWindows(4, LENGTH, CellWindows.GAP_STEPS * this.schema.stepMs(), 1);
		int slot = serving.admit(new CellId("n", "c"), 0);
		List<Integer> served = new ArrayList<>();
		for (int row = 0; row < 900; row++) {
			Series one = trace.series().getFirst();
			serving.offer(slot, one.timesMs()[row], Arrays.copyOfRange(one.values(), row * 4, row * 4 + 4), 0);
			if (serving.filled(slot) == LENGTH) {
				served.add(row - LENGTH + 1);
			}
		}
		assertThat(starts).as("the windows of the control loop").isEqualTo(served);
		assertThat(starts).doesNotContain(93, 99, 299).contains(92, 100, 300, 399);
		assertThat(data.notes()).contains(
				"2 gaps of more than 300 ms between rows; no window reaches over one, as in " + "the control loop",
				"2 rows are missing in shorter pauses; windows reach over those");
		assertThat(SplitStatement.of(data).pauses()).isEqualTo(2);
		assertThat(SplitStatement.of(data).train().series()).as("series, not stretches").isEqualTo(1);
		assertThat(data.windows(Dataset.Part.TRAIN)).isEqualTo(630 - 3 * (LENGTH - 1));
	}

	@Test
	void gapsAreOfAsManyStepsAsTheSchemaSays() throws IOException {
		Path rows = this.folder.resolve("rows.csv");
		StringBuilder text = new StringBuilder("t,prbs,sinr\n");
		for (int t = 0; t < 90; t++) {
			text.append((t + ((t < 40) ? 0 : 6)) * 100).append(',').append(1 + t % 5).append(",3\n");
		}
		Files.writeString(rows, text);
		assertThat(read(rows, "").gaps()).isEqualTo(1);
		assertThat(read(rows, "gapSteps: 6").gaps()).isEqualTo(1);
		Trace whole = read(rows, "gapSteps: 7");
		assertThat(whole.gaps()).isZero();
		assertThat(whole.missingRows()).isEqualTo(6);
		assertThat(Split.ALL.segments(new Dataset(whole, 3, 2))).containsExactly(new Dataset.Segment(0, 0, 90));
		assertThatThrownBy(() -> read(rows, "gapSteps: 0"))
			.hasMessageContaining("gapSteps: expected 1 to 1000, found 0");
		assertThatThrownBy(() -> TraceMerge.of(List.of(whole, read(rows, ""))))
			.hasMessage("g.gapSteps: expected 7, as in the first source, found 3");
	}

	private Trace read(Path rows, String gapSteps) throws IOException {
		Path file = Files.writeString(this.folder.resolve("gaps.yaml"),
				"name: g\nstepMs: 100\naction: PRBs\ntimeColumn: t\n" + gapSteps
						+ "\nkpis: [{name: PRBs, max: 51, column: prbs}, {name: SINR, column: sinr}]\n");
		return TraceReader.read(TraceSchema.read(file), List.of(rows));
	}

	@Test
	void withoutGapsNothingChanges() {
		Dataset data = new Dataset(delayed(900), TestModels.WINDOW, TestModels.HORIZON);
		assertThat(data.segments(Dataset.Part.TRAIN)).containsExactly(new Dataset.Segment(0, 0, 630));
		assertThat(Split.ALL.segments(data)).containsExactly(new Dataset.Segment(0, 0, 900));
		assertThat(data.notes()).isEmpty();
	}

	@Test
	void tooManyGapsAreNamedWhereNoWindowIsLeft() {
		long[][] gaps = new long[140][];
		Arrays.setAll(gaps, (i) -> new long[] { 6 * (i + 1), 1000 });
		assertThatThrownBy(() -> new Dataset(delayed(900, gaps), TestModels.WINDOW, TestModels.HORIZON))
			.isInstanceOf(DataException.class)
			.hasMessageContaining("the TRAIN part has no window")
			.hasMessageContaining("900 rows, 60 of them without a gap");
	}

	private Path csv(long stepMs, String name) throws IOException {
		StringBuilder text = new StringBuilder("source,series,t_ms,SINR,Buffer,PRBs,Delay\n");
		for (int t = 0; t < 40; t++) {
			text.append("x,a,").append(t * stepMs).append(",1,2,3,4\n");
		}
		return Files.writeString(this.folder.resolve(name), text);
	}

	@Test
	void stepThatDoesNotFitIsRefusedWithTheStepFound() throws IOException {
		Path slow = csv(1000, "slow.csv");
		assertThatThrownBy(() -> TraceReader.read(TraceSchema.tidy(this.schema), List.of(slow)))
			.isInstanceOf(DataException.class)
			.hasMessageStartingWith(
					slow + ": column t_ms: expected rows every 100 ms, the schema's stepMs, within 20 %, "
							+ "found every 1000 ms in series a (median of 39 intervals)");
		KpiSchema seconds = new KpiSchema("s", 1000, "PRBs", this.schema.kpis(), null, null);
		Path unit = csv(1, "seconds.csv");
		assertThatThrownBy(() -> TraceReader.read(TraceSchema.tidy(seconds), List.of(unit)))
			.hasMessageContaining("timeUnit: s");
		assertThat(TraceReader.read(TraceSchema.tidy(this.schema), List.of(csv(104, "near.csv"))).rows()).isEqualTo(40);
	}

}
