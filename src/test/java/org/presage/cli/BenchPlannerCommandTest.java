/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.TrainingProvenance;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.onnx.OnnxExporter;

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
	void costOfAnnouncedPlansIsMeasuredBesidePlansWithout() {
		Path model = this.folder.resolve("m.presage");
		knowsAnnouncedPlans().write(model);
		for (String batch : List.of("1", "3")) {
			JsonNode result = measure("--plans", "40", "--neighbours", "6", "--model", model.toString(), "--batch",
					batch);
			JsonNode cost = result.path("neighbours");
			assertThat(cost.path("count").asInt()).isEqualTo(6);
			assertThat(cost.path("alone_p50_ms").asDouble()).isPositive();
			assertThat(cost.path("ratio").path("mean").asDouble()).isBetween(cost.path("ratio").path("low").asDouble(),
					cost.path("ratio").path("high").asDouble());
		}
		assertThat(this.out.toString()).contains("6 of each cell", "times as long");
		assertThat(measure("--plans", "3").has("neighbours")).isFalse();
	}

	/** Random weights; the cost is the same. */
	private static ModelPackage knowsAnnouncedPlans() {
		ModelManifest like = ModelFiles.read(null).manifest();
		NetworkSpec spec = NetworkSpec.of(Architectures.DEFAULT, like.schema(), 8, 4).withAnnouncedPlans(true);
		Network network = Architectures.build(spec);
		return OnnxExporter.export(network, network.parameters().initialise(new SplittableRandom(1)),
				new ModelManifest(ModelManifest.FORMAT, "knows", like.created(), spec, like.schema(), like.scaler(),
						like.actionMin(), like.actionMax(), like.observed(),
						Calibration.none(spec.horizon(), spec.targets()), TrainingProvenance.NONE, Map.of(), Map.of()));
	}

	@Test
	void neighboursNeedAModelThatKnowsThem() {
		assertThat(run("bench", "planner", "--neighbours", "6")).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("--neighbours: expected a --model that was trained with --neighbours");
		assertThat(run("bench", "planner", "--neighbours", "7")).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("--neighbours: expected 0 to 6, found 7");
	}

	@Test
	void paperPresetTakesNoModel() {
		assertThat(run("bench", "planner", "--preset", "paper", "--model", "m.presage")).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("--preset paper: expected no --model");
	}

}
