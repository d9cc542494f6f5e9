/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What {@code bench planner} says, whatever the machine. */
class BenchPlannerCommandTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private JsonNode measure(String... args) {
		Path file = this.folder.resolve("r.json");
		String[] all = new String[args.length + 4];
		System.arraycopy(args, 0, all, 2, args.length);
		all[0] = "bench";
		all[1] = "planner";
		all[args.length + 2] = "--json";
		all[args.length + 3] = file.toString();
		assertThat(run(all)).isZero();
		return new JsonMapper().readTree(file);
	}

	@Test
	void reportsTimeWorkAndTheShareOfThePeak() {
		JsonNode result = measure("--plans", "12");
		assertThat(result.path("preset").asString()).isEqualTo("default");
		assertThat(result.path("model").path("architecture").asString()).isEqualTo("ms3m");
		assertThat(result.path("plans").asInt()).isEqualTo(12);
		assertThat(result.path("rollouts").asInt()).isPositive();
		double p50 = result.path("p50_ms").asDouble();
		assertThat(p50).isPositive();
		assertThat(result.path("p99_ms").asDouble()).isGreaterThanOrEqualTo(p50);
		assertThat(result.path("p999_ms").asDouble()).isGreaterThanOrEqualTo(result.path("p99_ms").asDouble());
		assertThat(result.path("encode_p50_ms").asDouble() + result.path("imagine_p50_ms").asDouble()).isBetween(0.0,
				result.path("p999_ms").asDouble());
		for (String graph : List.of("encode", "propose", "imagine")) {
			double median = result.path(graph + "_p50_ms").asDouble();
			assertThat(median).as(graph).isPositive();
			assertThat(result.path(graph + "_p99_ms").asDouble()).as(graph).isGreaterThanOrEqualTo(median);
		}
		double peak = result.path("matmul_peak_gflops").asDouble();
		assertThat(result.path("efficiency").asDouble()).isCloseTo(result.path("gflops").asDouble() / peak,
				within(1e-9));
		assertThat(this.out.toString()).contains("propose", "imagine", "scoring and search", "efficiency");
	}

	@Test
	void workIsThatOfThePlansAndNotOfTheMachine() {
		assertThat(measure("--plans", "3").path("gflop_per_plan").asDouble())
			.isEqualTo(measure("--plans", "5", "--seed", "2").path("gflop_per_plan").asDouble());
	}

	@Test
	void paperPresetHasThePublishedBudget() {
		JsonNode result = measure("--preset", "paper", "--plans", "1");
		assertThat(result.path("preset").asString()).isEqualTo("paper");
		assertThat(result.path("rollouts").asInt()).isEqualTo(1024);
		assertThat(result.path("iterations").asInt()).isEqualTo(4);
		assertThat(result.path("gflop_per_plan").asDouble()).isBetween(7.0, 9.0);
	}

	@Test
	void paperPresetTakesNoModel() {
		assertThat(run("bench", "planner", "--preset", "paper", "--model", "m.presage")).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("--preset paper: expected no --model");
	}

}
