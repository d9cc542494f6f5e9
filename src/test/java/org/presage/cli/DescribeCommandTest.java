/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Two traces beside each other. */
class DescribeCommandTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private String simulate(String name, String seed) {
		String file = this.folder.resolve(name).toString();
		assertThat(run("simulate", "--cells", "2", "--steps", "300", "--seed", seed, "--out", file)).isZero();
		return file;
	}

	@Test
	void tracesStandBesideEachOther() throws IOException {
		String a = simulate("a.csv", "1");
		String b = simulate("b.csv", "2");
		Path json = this.folder.resolve("d.json");
		assertThat(run("describe", "--data", a, "--data", b, "--data", a, "--json", json.toString()))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString()).contains("2: " + b + ": 600 rows in 2 series, every 100 ms")
			.containsPattern("SINR +dB +2 +0\\.0 ")
			.containsPattern("Delay +ms +3 .* 0\\.00\n")
			.contains("wrote " + json);
		JsonNode traces = JsonMapper.builder().build().readTree(Files.readString(json)).path("traces");
		assertThat(traces).hasSize(3);
		JsonNode first = traces.path(0).path("statistics");
		assertThat(first.path("kpis")).hasSize(13);
		assertThat(first.at("/kpis/0").has("distance")).isFalse();
		assertThat(traces.at("/1/statistics/kpis/0/distance").asDouble()).isBetween(0.0001, 1.0);
		assertThat(first.path("lags")).hasSameSizeAs(first.at("/kpis/0/autocorrelation"));
	}

	@Test
	void twoSchemasForThreeTracesAreRefused() {
		String a = simulate("a.csv", "1");
		assertThat(run("describe", "--data", a, "--data", a, "--data", a, "--schema", "x.yaml", "--schema", "y.yaml"))
			.isNotZero();
		assertThat(this.err.toString()).contains("--schema").doesNotContain("\tat ");
	}

}
