/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.testing.TestModels;
import org.presage.testing.TestTraces;

import static org.assertj.core.api.Assertions.assertThat;

/** Judging as a user does it: two trained models of different windows, two traces. */
class EvaluateCommandTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	private static String file(String name) {
		return folder.resolve(name).toString();
	}

	@BeforeAll
	static void traceAndModels() {
		EvaluateCommandTest user = new EvaluateCommandTest();
		// The name is hostile: it ends up in the page.
		assertThat(user.run("simulate", "--cells", "2", "--steps", "600", "--seed", "3", "--out",
				file("<script>alert(1).csv.gz")))
			.isZero();
		assertThat(user.run("simulate", "--cells", "1", "--steps", "800", "--seed", "4", "--out", file("b.csv.gz")))
			.isZero();
		for (String[] model : new String[][] { { "short", "4", "3" }, { "long", "9", "5" } }) {
			assertThat(user.run("train", "--data", file("b.csv.gz"), "--out", file(model[0] + ".presage"), "--epochs",
					"1", "--window", model[1], "--horizon", model[2], "--width", "8"))
				.as(user.err.toString())
				.isZero();
		}
	}

	private JsonNode json(String name) {
		return JsonMapper.builder().build().readTree(folder.resolve(name));
	}

	@Test
	void modelsAndDataSetsAreComparedOnTheSameWindows() throws IOException {
		assertThat(run("evaluate", "--model", file("short.presage"), "--model", file("long.presage"), "--data",
				file("<script>alert(1).csv.gz"), "--data", file("b.csv.gz"), "--json", file("all.json"), "--html",
				file("all.html")))
			.as(this.err.toString())
			.isZero();
		JsonNode sets = json("all.json").path("sets");
		assertThat(sets.size()).isEqualTo(2);
		assertThat(json("all.json").has("data")).isFalse();
		JsonNode second = sets.path(1);
		assertThat(second.path("data").path("window").asInt()).as("the longest window").isEqualTo(9);
		assertThat(second.path("data").path("horizon").asInt()).as("the shortest horizon").isEqualTo(3);
		assertThat(second.path("models").propertyNames()).containsExactly("persistence", "varx", "short",
				"short corrected", "long", "long corrected");
		JsonNode split = second.path("data").path("split");
		assertThat(split.path("gap").asInt()).isEqualTo(12);
		assertThat(split.path("train").path("rows").asInt()).isEqualTo(560);
		assertThat(split.path("valid").path("rows").asInt()).isEqualTo(120 - 12);
		assertThat(split.path("test").path("rows").asInt()).isEqualTo(120 - 12);
		assertThat(split.path("test").path("windows").asInt()).isEqualTo(120 - 12 - 11)
			.isEqualTo(second.path("data").path("windows").asInt());
		JsonNode label = second.path("models").path("short").path("package");
		assertThat(label.path("trained_on_this_data").asBoolean()).isTrue();
		assertThat(label.path("judged_rows_in_train").asInt()).isZero();
		assertThat(sets.path(0).path("models").path("short").path("package").path("trained_on_this_data").asString())
			.isEqualTo("unknown");
		figures(second.path("models").path("long"));
		figures(second.path("models").path("long corrected"));
		page(Files.readString(folder.resolve("all.html")));
		assertThat(this.out.toString()).endsWith("wrote " + file("all.html") + ", " + file("all.json") + "\n")
			.contains("CRPS is of the mean and the calibrated");
	}

	/** The test part of a set has fewer than 500 windows. */
	@Test
	void pageHasNoEmptyCharts() throws IOException, InterruptedException {
		Path chromium = Path.of("/usr/bin/chromium");
		if (!Files.isExecutable(chromium)) {
			System.out.println("skipped: the test of the report wants " + chromium + ", and it is not there");
		}
		Assumptions.assumeTrue(Files.isExecutable(chromium), "no Chromium");
		String page = file("charts.html");
		assertThat(run("evaluate", "--model", file("short.presage"), "--data", file("b.csv.gz"), "--html", page))
			.as(this.err.toString())
			.isZero();
		Process browser = new ProcessBuilder(chromium.toString(), "--headless", "--no-sandbox", "--disable-gpu",
				"--user-data-dir=" + file("profile"), "--dump-dom", "file://" + page)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		String shown = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(browser.waitFor()).isZero();
		assertThat(shown)
			.containsPattern("No judged series holds 500 values of [^<]*</figcaption><div class=\"plot\" hidden=\"\">");
		assertThat(shown.split("<div class=\"plot\"><canvas", -1)).as("five charts are drawn").hasSize(6);
	}

	private static void figures(JsonNode model) {
		for (String field : List.of("rmse", "mae", "crps", "winkler90", "rmse_on_action_change", "skill_vs_varx")) {
			assertThat(model.path(field).isNumber()).as(field).isTrue();
		}
		assertThat(model.path("width").propertyNames()).containsExactly("50", "80", "90", "95");
		assertThat(model.path("pit").size()).isEqualTo(20);
		assertThat(model.path("rolling_coverage90").path("fixed").path("min").asString())
			.as("no series has 500 test windows")
			.isEqualTo("NaN");
		assertThat(model.path("coverage_by_action").size()).isBetween(2, 5);
		JsonNode delay = model.path("on_action_change").path("per_kpi").path("Delay");
		assertThat(delay.path("by_step").path("skill_vs_varx").size()).isEqualTo(3);
		assertThat(model.path("per_kpi").path("Delay").path("by_step").path("crps").size()).isEqualTo(3);
		JsonNode test = model.path("diebold_mariano").path("vs_varx");
		assertThat(test.path("statistic").isNumber()).isTrue();
		assertThat(test.path("lag").asInt()).isEqualTo(11);
		assertThat(test.path("by_step").size()).isEqualTo(3);
		assertThat(test.path("per_kpi").path("Delay").path("p_value").asDouble()).isBetween(0.0, 1.0);
	}

	private static void page(String html) {
		assertThat(html).contains("purge gap of 12 rows", "Diebold", "new Chart(", "default-src 'none'",
				"&lt;script&gt;alert(1).csv.gz");
		assertThat(html).doesNotContain("<script>alert(1)").doesNotContain("sourceMappingURL");
		assertThat(
				Pattern.compile("(src|href|url\\(|@import|fetch\\()\\s*=?\\s*[\"']?(https?:)?//").matcher(html).find())
			.as("loads something")
			.isFalse();
		assertThat(html.split("<script", -1)).as("data, library and program").hasSize(4);
	}

	@Test
	void oneSetKeepsItsPlaceAndTrainingRowsAreNoJudgement() {
		assertThat(run("evaluate", "--model", file("long.presage"), "--data", file("b.csv.gz"), "--split", "all",
				"--fit", file("<script>alert(1).csv.gz"), "--json", file("one.json")))
			.as(this.err.toString())
			.isZero();
		JsonNode result = json("one.json");
		assertThat(result.path("data").path("windows").asInt()).isEqualTo(800 - 13);
		assertThat(result.path("data").path("judged").asString()).isEqualTo("all");
		assertThat(result.path("data").path("fit").path("split").path("train").path("rows").asInt()).isEqualTo(840);
		assertThat(result.path("models").path("ms3m").path("package").path("judged_rows_in_train").asInt())
			.isEqualTo(560);
		assertThat(this.out.toString()).contains("was trained on judged rows");
		assertThat(result.path("models").path("varx").path("rolling_coverage90").path("online").path("min").isNumber())
			.isTrue();
	}

	@Test
	void twoOfTheSameVersionAreToldApartAndScoreTheSame() {
		run("evaluate", "--model", file("short.presage"), "--data", file("b.csv.gz"), "--split", "all", "--json",
				file("alone.json"));
		run("evaluate", "--model", file("short.presage"), "--model", file("short.presage"), "--data", file("b.csv.gz"),
				"--split", "all", "--json", file("twice.json"));
		run("evaluate", "--model", file("short.presage"), "--data", file("b.csv.gz"), "--correction", "off", "--json",
				file("off.json"));
		assertThat(json("off.json").path("models").propertyNames()).containsExactly("persistence", "varx", "ms3m");
		JsonNode alone = json("alone.json").path("models").path("ms3m");
		JsonNode twice = json("twice.json").path("models");
		assertThat(twice.propertyNames()).containsExactly("persistence", "varx", "short", "short corrected", "short #2",
				"short #2 corrected");
		assertThat(twice.path("short corrected").path("rmse").asDouble()).isPositive()
			.isNotEqualTo(alone.path("rmse").asDouble());
		assertThat(twice.path("short #2").path("per_kpi")).isEqualTo(alone.path("per_kpi"));
	}

	@Test
	void effectsAreEstimatedAndModelsComparedWithThem() throws IOException {
		TestTraces.write(folder.resolve("many.csv"), 12, 300, 5);
		TestModels.random("effects", 1).write(folder.resolve("effects.presage"));
		assertThat(run("evaluate", "--effects", "--model", file("effects.presage"), "--data", file("many.csv"),
				"--split", "all", "--overlap", "0.005", "--details", "--json", file("effects.json")))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString()).contains("effect of PRBs on the next KPIs: ", "in 12 clusters (series)",
				"8 levels (bins of many values)", "naive_difference", "ms3m", "rank correlation", "past kpis",
				"permuted actions");
		JsonNode result = json("effects.json");
		assertThat(result.path("model").path("architecture").asString()).isEqualTo("ms3m");
		assertThat(result.path("name").asString()).isEqualTo("many.csv");
		assertThat(result.path("action").asString()).isEqualTo("PRBs");
		assertThat(result.path("notes").toString()).as("there are no baselines").doesNotContain("baselines");
		assertThat(result.path("levels").size()).isEqualTo(8);
		assertThat(result.path("pairs").size() + result.path("refused").size()).isEqualTo(28);
		JsonNode effect = result.path("pairs").path(0).path("per_kpi").path("SINR");
		assertThat(effect.path("low").asDouble()).isLessThan(effect.path("effect").asDouble());
		assertThat(effect.path("predicted").path("ms3m").isNumber()).isTrue();
		assertThat(result.path("agreement")
			.path("ms3m")
			.path("adjusted")
			.path("rank_correlation")
			.path("value")
			.isNumber()).isTrue();
		assertThat(result.path("placebos").propertyNames()).containsExactly("past_kpis", "permuted_actions");
	}

	@Test
	void effectsThatCannotBeEstimatedAreRefused() {
		refused("expected at least 10 groups, series or stretches of series with windows, found ", "evaluate",
				"--effects", "--model", file("short.presage"), "--data", file("b.csv.gz"));
		refused("evaluate: --effects: expected neither --floor, --closed-loop, --html nor --fit beside it, found --html",
				"evaluate", "--effects", "--model", file("short.presage"), "--data", file("b.csv.gz"), "--html",
				file("e.html"));
		refused("--overlap: expected above 0, below 0.5, found 0.5", "evaluate", "--effects", "--model",
				file("short.presage"), "--data", file("b.csv.gz"), "--overlap", "0.5");
		refused("evaluate: --overlap: expected --effects beside it, found none", "evaluate", "--data", file("b.csv.gz"),
				"--overlap", "0.1");
	}

	private void refused(String expected, String... args) {
		this.err.getBuffer().setLength(0);
		assertThat(run(args)).as(expected).isEqualTo(2);
		assertThat(this.err.toString()).contains(expected).doesNotContain("\tat ");
	}

	@Test
	void wrongInputIsNamed() throws IOException {
		refused("expected --data, found none", "evaluate", "--model", file("short.presage"));
		refused("nowhere.csv: expected a file, found none", "evaluate", "--model", file("short.presage"), "--data",
				"nowhere.csv");
		TestModels.random("other", 1).write(folder.resolve("other.presage"));
		refused("model ms3m does not read these frames: schema.kpis", "evaluate", "--model", file("other.presage"),
				"--data", file("b.csv.gz"), "--schema", schema());
		refused("model other reads the frames of none of the data sets", "evaluate", "--model", file("short.presage"),
				"--model", file("other.presage"), "--data", file("b.csv.gz"));
		String tiny = file("tiny.csv.gz");
		assertThat(run("simulate", "--cells", "1", "--steps", "10", "--out", tiny)).isZero();
		refused("tiny.csv.gz: model ms3m has a window of 9 rows", "evaluate", "--model", file("long.presage"), "--data",
				tiny);
		refused("--schema: expected one, or one for each of the 1 --data, found 2", "evaluate", "--data",
				file("b.csv.gz"), "--schema", schema(), "--schema", schema());
		refused("load: expected above 0 and at most 10, found 0.0", "evaluate", "--closed-loop", "--load", "1,0");
		refused("evaluate: --policies: expected one of [presage, presage-alone, presage-sharing, presage-e2, separate, "
				+ "hold-last, all-prbs, equal-shares, buffer-proportional, backlog-proportional, best-rule, oracle], "
				+ "found best-rules. Did you mean best-rule?", "evaluate", "--closed-loop", "--policies",
				"presage,best-rules");
		refused("--policies presage-sharing: expected a model that knows announced plans", "evaluate", "--closed-loop",
				"--policies", "presage,presage-sharing");
		refused("--answers simultaneous: expected a model that knows announced plans", "evaluate", "--closed-loop",
				"--answers", "simultaneous");
		refused("--load: expected each factor once", "evaluate", "--closed-loop", "--load", "1,0.5,1");
		refused("--rivals: expected --closed-loop and none of", "evaluate", "--closed-loop", "--rivals", "--slices");
		refused("--rivals: expected --closed-loop and none of", "evaluate", "--rivals");
		refused("--ppo-samples: expected 1 or more, found 0", "evaluate", "--closed-loop", "--rivals", "--ppo-samples",
				"0");
		refused("--sac-samples: expected 1 or more, found 0", "evaluate", "--closed-loop", "--rivals", "--sac-samples",
				"0");
	}

	@Test
	void optionsOfTheClosedLoopThatWouldDoNothingAreRefused() {
		refused("--drift: expected --closed-loop beside it, found none", "evaluate", "--drift", "loss", "--data",
				"a.csv");
		refused("--load: expected --closed-loop beside it, found none", "evaluate", "--load", "0.5", "--data", "a.csv");
		refused("--policies: expected --closed-loop beside it, found none", "evaluate", "--policies", "oracle",
				"--data", "a.csv");
		refused("--answers: expected --closed-loop beside it, found none", "evaluate", "--answers", "simultaneous",
				"--data", "a.csv");
		for (String option : List.of("--ppo-samples=5", "--sac-samples=5", "--ceiling-steps=5", "--oracle")) {
			refused("evaluate: " + option.replaceAll("=.*", "") + ": expected --rivals beside it, found none",
					"evaluate", "--closed-loop", option);
		}
		refused("--ceiling-cells: expected --ceiling-steps beside it, found none", "evaluate", "--closed-loop",
				"--rivals", "--ceiling-cells", "1");
		refused("--oracle: expected no --ceiling-steps beside it, found 5", "evaluate", "--closed-loop", "--rivals",
				"--oracle", "--ceiling-steps", "5");
		refused("--floor: expected no --closed-loop beside it, found it", "evaluate", "--closed-loop", "--floor");
		refused("--steps: expected 1 or more, found 0", "evaluate", "--closed-loop", "--steps", "0");
		refused("--seeds: expected 1 or more, found 0", "evaluate", "--closed-loop", "--seeds", "0");
		refused("--cells: expected 1 or more, found -1", "evaluate", "--closed-loop", "--cells", "-1");
		refused("judge one model", "evaluate", "--closed-loop", "--model", file("short.presage"), "--model",
				file("long.presage"));
	}

	private static String schema() throws IOException {
		Path schema = folder.resolve("schema.yaml");
		Files.writeString(schema, "stepMs: 100\naction: PRBs\nseriesColumn: series\ntimeColumn: t_ms\n"
				+ "kpis: [{name: SINR}, {name: PRBs, max: 51}]\n");
		return schema.toString();
	}

}
