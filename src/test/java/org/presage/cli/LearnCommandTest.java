/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.Clock;
import org.presage.control.CellIntent;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;
import org.presage.learning.LiveComparison;
import org.presage.learning.StoreSettings;
import org.presage.learning.TransitionStore;
import org.presage.offline.data.Series;
import org.presage.offline.data.Trace;
import org.presage.offline.data.TraceReader;
import org.presage.offline.data.TraceSchema;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** What was stored while cells ran is shown, and trains a model. */
class LearnCommandTest extends Terminal {

	private static final int FRAMES = 400;

	private static final List<String> CELLS = List.of("a", "b/2 \"x\"", "c");

	private static final KpiSchema SCHEMA = TestModels.schema();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final float[][] frames = new float[FRAMES][];

	@BeforeEach
	void store() {
		SplittableRandom random = new SplittableRandom(9);
		try (TransitionStore store = TransitionStore.open(
				new StoreSettings(this.folder.resolve("s.duckdb"), 10_000, 10_000, Long.MAX_VALUE, null, 1), 10,
				(version) -> TestModels.manifest("m"), LiveComparison.NONE, Clock.SYSTEM, new SimpleMeterRegistry())) {
			long timeMs = 1_700_000_000_000L;
			for (int i = 0; i < FRAMES; i++) {
				timeMs += SCHEMA.stepMs();
				// The plan of the interval before is in force: random PRBs of cell b,
				// those of a follow the buffer.
				float buffer = random.nextInt(1, 30_000);
				this.frames[i] = new float[] { (float) random.nextDouble(5, 15), buffer, random.nextInt(1, 50),
						(i % 7 == 0) ? Float.NaN : (float) random.nextDouble(10, 90) };
				for (String cell : CELLS) {
					KpiFrame frame = new KpiFrame(new CellId("node", cell), i, timeMs, this.frames[i]);
					store.decided(new Decision(2L * i + 1, frame, Outcome.PLANNED, 20, null, "m", 1, 1, "", null,
							CellIntent.NONE), null, 0);
				}
			}
		}
	}

	private String path(String name) {
		return this.folder.resolve(name).toString();
	}

	private JsonNode json(String name) throws IOException {
		return JsonMapper.shared().readTree(Files.readString(this.folder.resolve(name)));
	}

	@Test
	void showsWhatIsInStore() throws IOException {
		assertThat(run("learn", "status", path("s.duckdb"), "--json", path("r.json"))).as(this.err.toString()).isZero();
		int kept = FRAMES - TestModels.WINDOW;
		assertThat(this.out.toString()).contains(String.format(Locale.ROOT, "%,d newest frames of 3 cells", 3 * kept))
			.contains("windows of 5 + 3 frames")
			.containsPattern("kept +" + 3 * kept)
			.containsPattern("settling +15")
			.containsPattern("all +\\d+ +(1\\.00|0\\.9\\d)");
		JsonNode store = json("r.json").path("store");
		assertThat(store.path("frames").asInt()).isEqualTo(3 * kept);
		assertThat(store.path("largestNode").asDouble()).isEqualTo(1);
		assertThat(store.at("/excitation/all/share").asDouble()).isGreaterThan(0.9);
	}

	@ParameterizedTest
	@ValueSource(strings = { "t.csv", "t.csv.gz", "t.parquet" })
	void whatIsExportedIsWhatWasReported(String trace) {
		assertThat(run("learn", "export", path("s.duckdb"), "--out", path(trace), "--schema", path("s.yaml")))
			.as(this.err.toString())
			.isZero();
		TraceSchema schema = TraceSchema.read(Path.of(path("s.yaml")));
		schema.schema().requireSameFrames(SCHEMA);
		assertThat(schema.schema().reward()).isEqualTo(SCHEMA.reward());
		assertThat(schema.schema().sla()).isEqualTo(SCHEMA.sla());
		Trace read = TraceReader.read(schema, List.of(Path.of(path(trace))));
		assertThat(read.series()).extracting(Series::name)
			.containsExactlyInAnyOrder("node/a", "node/b/2 \"x\"", "node/c");
		for (Series series : read.series()) {
			assertThat(series.rows()).isEqualTo(FRAMES - TestModels.WINDOW);
			assertThat(series.group()).isEqualTo(series.name());
			for (int row = 0; row < series.rows(); row++) {
				int at = row * SCHEMA.size();
				assertThat(Arrays.copyOfRange(series.values(), at, at + SCHEMA.size()))
					.isEqualTo(this.frames[TestModels.WINDOW + row]);
			}
		}
	}

	@Test
	void trainsOnWhatWasExported() {
		assertThat(run("learn", "export", path("s.duckdb"), "--out", path("t.parquet"), "--schema", path("s.yaml"),
				"--part", "all"))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString()).contains("of 3 cells")
			.contains("presage train --data '" + path("t.parquet") + "' --schema '" + path("s.yaml")
					+ "' --split-by group --folds 3 --out m.presage");
		assertThat(run("train", "--data", path("t.parquet"), "--schema", path("s.yaml"), "--split-by", "group",
				"--folds", "3", "--window", "5", "--horizon", "3", "--epochs", "1", "--out", path("m.presage")))
			.as(this.err.toString())
			.isZero();
	}

	@ParameterizedTest
	@CsvSource({ "s.duckdb,s.yaml,--out", "t.csv,s.duckdb,--schema", "t.csv,./t.csv,--schema" })
	void nothingIsWrittenOverWhatIsRead(String out, String schema, String option) throws IOException {
		byte[] before = Files.readAllBytes(this.folder.resolve("s.duckdb"));
		assertThat(run("learn", "export", path("s.duckdb"), "--out", path(out), "--schema", path(schema)))
			.isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains(option);
		assertThat(Files.readAllBytes(this.folder.resolve("s.duckdb"))).isEqualTo(before);
	}

	@Test
	void aMissingOrForeignFileIsNamed() throws IOException {
		assertThat(run("learn", "status", path("none.duckdb"))).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("none.duckdb: expected a file, found none");
		Files.writeString(this.folder.resolve("text.duckdb"), "text");
		assertThat(run("learn", "export", path("text.duckdb"), "--out", path("t.csv"), "--schema", path("s.yaml")))
			.isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("text.duckdb: expected a store of transitions, found ");
		assertThat(run("learn", "export", path("s.duckdb"), "--out", path("t.json"), "--schema", path("s.yaml")))
			.isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("t.json");
	}

}
