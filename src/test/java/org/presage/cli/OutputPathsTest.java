/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.offline.data.TraceReader;
import org.presage.offline.data.TraceSchema;
import org.presage.sim.RanConfig;

import static org.assertj.core.api.Assertions.assertThat;

/** Output files are checked before the work, and have the type of their name. */
class OutputPathsTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private String file(String name) {
		return this.folder.resolve(name).toString();
	}

	private void refused(String expected, String... args) {
		this.err.getBuffer().setLength(0);
		assertThat(run(args)).as(expected).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).startsWith("presage: ").contains(expected).doesNotContain("\tat ", "nowhere");
	}

	@Test
	void refusesNamesOfOtherTypesAndPlacesBeforeTheWork() throws IOException {
		Files.writeString(this.folder.resolve("f"), "");
		String[] train = { "train", "--data", "nowhere.csv", "--out", "" };
		train[4] = file("m.csv");
		refused("m.csv: expected a name that ends with .presage, found .csv", train);
		train[4] = this.folder.toString();
		refused("expected a file, found a folder", train);
		train[4] = file("f/m.presage");
		refused("expected a file in a folder that exists, found no folder " + file("f"), train);
		refused("--html " + file("r.json"), "evaluate", "--data", "nowhere.csv", "--html", file("r.json"));
		refused("--json " + file("r.html"), "evaluate", "--data", "nowhere.csv", "--json", file("r.html"));
		refused("x.txt: expected a name that ends with .csv or .csv.gz or .parquet, found .txt", "simulate", "--out",
				file("x.txt"));
		refused("s.json: expected a name that ends with .yaml or .yml", "schema", "init", "nowhere.csv", "--out",
				file("s.json"));
		refused("--resume: expected the checkpoint", "train", "--data", "nowhere.csv", "--out", file("m.presage"),
				"--resume");
	}

	@Test
	void parquetNameGetsParquet() throws IOException {
		for (String name : List.of("t.csv", "t.csv.gz", "t.parquet")) {
			assertThat(run("simulate", "--cells", "1", "--steps", "50", "--out", file(name))).as(this.err.toString())
				.isZero();
		}
		assertThat(Files.readString(this.folder.resolve("t.csv"))).startsWith("source,series,t_ms");
		byte[] parquet = Files.readAllBytes(this.folder.resolve("t.parquet"));
		assertThat(new String(parquet, 0, 4, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("PAR1");
		TraceSchema schema = TraceSchema.tidy(RanConfig.schema());
		float[] expected = TraceReader.read(schema, List.of(this.folder.resolve("t.csv"))).series().getFirst().values();
		assertThat(TraceReader.read(schema, List.of(this.folder.resolve("t.parquet"))).series().getFirst().values())
			.isEqualTo(expected);
		try (var files = Files.list(this.folder)) {
			assertThat(files).hasSize(3);
		}
	}

	@Test
	void schemaInitAndDryRunLeadToTraining() throws IOException {
		assertThat(run("simulate", "--cells", "2", "--steps", "400", "--out", file("t.parquet"))).isZero();
		assertThat(run("schema", "init", file("t.parquet"), "--out", file("s.yaml"))).as(this.err.toString()).isZero();
		assertThat(Files.readString(this.folder.resolve("s.yaml"))).contains("stepMs: 100", "seriesColumn: series",
				"timeColumn: t_ms", "{name: Delay}");
		assertThat(run("train", "--dry-run", "--data", file("t.parquet"), "--schema", file("s.yaml")))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString()).contains(
				"800 rows in 2 series, every 100 ms; 0 gaps of more than 3 steps, 0 rows missing", "valid", "action",
				"actions that the training part supports");
		refused("expected a new file, found one that exists", "schema", "init", file("t.parquet"), "--out",
				file("s.yaml"));
		assertThat(run("train", "--data", file("t.parquet"))).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("train: expected --out, or --dry-run, found none");
	}

}
