/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.server.model.ModelFiles;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands as a user calls them, in this process. */
class CommandsTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	static Stream<String> commands() {
		return PresageCommand.line().getSubcommands().keySet().stream();
	}

	@ParameterizedTest
	@MethodSource("commands")
	void everyCommandExplainsItself(String command) {
		assertThat(run(command, "--help")).isZero();
		assertThat(this.out.toString()).contains("Usage: presage " + command);
	}

	@Test
	void simulatesWhatThePlannerDecides() throws IOException {
		Path planned = this.folder.resolve("planned.csv");
		Path again = this.folder.resolve("planned-again.csv");
		Path explored = this.folder.resolve("explored.csv");
		for (Path file : List.of(planned, again)) {
			assertThat(run("simulate", "--cells", "2", "--steps", "60", "--load", "0.5", "--policy", "presage", "--out",
					file.toString()))
				.as(this.err.toString())
				.isZero();
		}
		assertThat(run("simulate", "--cells", "2", "--steps", "60", "--load", "0.5", "--out", explored.toString()))
			.isZero();
		assertThat(planned).hasSameBinaryContentAs(again);
		assertThat(run("simulate", "--cells", "2", "--steps", "60", "--load", "0.5", "--policy", "presage", "--explore",
				"0.5", "--out", again.toString()))
			.isZero();
		assertThat(prbs(again)).as("between plans and exploration").isStrictlyBetween(prbs(planned), prbs(explored));
		assertThat(prbs(planned)).as("as few as a lightly loaded cell needs")
			.isLessThan(prbs(explored))
			.isGreaterThan(1);
		assertThat(run("simulate", "--cells", "2", "--steps", "60", "--model", "x", "--out", again.toString()))
			.isEqualTo(2);
		assertThat(this.err.toString()).contains("--model", "none without --policy presage");
		assertThat(run("simulate", "--explore", "0.3", "--out", again.toString())).isEqualTo(2);
		assertThat(this.err.toString()).contains("--explore", "none without --policy presage");
		assertThat(run("simulate", "--policy", "presage", "--explore", "1", "--out", again.toString())).isEqualTo(2);
		assertThat(this.err.toString()).contains("--explore", "0 to below 1");
	}

	/** Mean of a trace. */
	private static double prbs(Path trace) throws IOException {
		List<String> lines = Files.readAllLines(trace);
		int column = List.of(lines.getFirst().split(",")).indexOf("PRBs");
		return lines.stream()
			.skip(1)
			.mapToDouble((line) -> Double.parseDouble(line.split(",")[column]))
			.average()
			.orElseThrow();
	}

	@Test
	void helpListsTheCommands() {
		assertThat(run("--help")).isZero();
		assertThat(this.out.toString()).contains("demo", "serve", "replay", "simulate", "train", "evaluate", "screen",
				"model", "bench");
		assertThat(new CommandLine(new PresageCommand()).getCommandSpec().version()).isNotNull();
	}

	@Test
	void tracesAreReproducibleTrainedOnAndJudged() throws IOException {
		Path trace = this.folder.resolve("sim.csv.gz");
		Path again = this.folder.resolve("again.csv.gz");
		Path model = this.folder.resolve("m.presage");
		Path json = this.folder.resolve("result.json");
		assertThat(run("simulate", "--cells", "2", "--steps", "600", "--seed", "3", "--out", trace.toString()))
			.isZero();
		assertThat(run("simulate", "--cells", "2", "--steps", "600", "--seed", "3", "--out", again.toString()))
			.isZero();
		assertThat(trace).hasSameBinaryContentAs(again);
		assertThat(run("train", "--data", trace.toString(), "--out", model.toString(), "--epochs", "1", "--window", "6",
				"--horizon", "4", "--width", "8"))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString()).contains("persistence", "varx", "ms3m", "cov90", "epoch 1/1: validation")
			.doesNotContain("RMSE per KPI and step");
		assertThat(this.err.toString()).as("no terminal, no bar").doesNotContain("[====");
		assertThat(Files.exists(this.folder.resolve("m.presage.checkpoint"))).as("it is used up").isFalse();
		assertThat(run("evaluate", "--model", model.toString(), "--data", trace.toString(), "--json", json.toString()))
			.isZero();
		assertThat(Files.readString(json)).contains("\"skill_vs_varx\"", "\"rmse_by_step\"", "\"windows\"",
				"\"machine\"");
		assertThat(run("train", "--data", trace.toString(), "--out", model.toString(), "--epochs", "2", "--resume"))
			.as("the run is complete")
			.isEqualTo(2);
		assertThat(this.err.toString()).contains("--resume: expected the checkpoint", "found none");
	}

	@Test
	void closedLoopReportsEveryPolicy() {
		assertThat(run("evaluate", "--closed-loop", "--seeds", "1", "--steps", "2", "--cells", "1", "--policies",
				"presage,hold-last,ALL_PRBS,Buffer-Proportional,best_rule,oracle"))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString())
			.contains("policy", "presage ", "hold-last", "all-prbs", "buffer-proportional", "best-rule", "oracle",
					"Delay over limit %", "the oracle is not above the best rule with confidence")
			.as("one network does not say that the oracle is above the rule")
			.doesNotContain("{", "NaN", "of the way");
	}

	@Test
	void rivalsAreComparedWithOneCommand() throws IOException {
		Path page = this.folder.resolve("rivals.html");
		Path json = this.folder.resolve("rivals.json");
		Path other = this.folder.resolve("other.presage");
		RivalModelsTest.random("nlinear", "v1", ModelFiles.read(null).manifest().schema()).write(other);
		assertThat(run("evaluate", "--closed-loop", "--rivals", "--model", ModelFiles.DEFAULT.toString(), "--model",
				other.toString(), "--seeds", "2", "--steps", "4", "--cells", "1", "--load", "0.5", "--ppo-samples",
				"300", "--sac-samples", "140", "--ceiling-steps", "2", "--ceiling-cells", "1", "--html",
				page.toString(), "--json", json.toString()))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString())
			.contains("policy", "presage ", "nlinear ", "varx", "ppo", "sac", "delay-target", "all-prbs",
					"buffer-proportional", "hold-last", "best-rule", "oracle less",
					"Load 0.5: 1 cells, 4 intervals, 2 networks")
			.doesNotContain("{", "NaN");
		assertThat(this.err.toString()).contains("fitted VARX", "%, about", "left: load 0.5");
		JsonNode result = JsonMapper.builder().build().readTree(json);
		JsonNode load = result.path("loads").path(0);
		assertThat(load.path("curves").path("presage").size()).isEqualTo(4);
		assertThat(load.path("policies").path("ppo").path("reward_by_seed").size()).isEqualTo(2);
		assertThat(load.path("curves").path("sac").findValuesAsString("knob")).as("as Presage's")
			.isEqualTo(load.path("curves").path("presage").findValuesAsString("knob"));
		assertThat(load.path("curves").path("nlinear").findValuesAsString("knob")).as("as Presage's")
			.isEqualTo(load.path("curves").path("presage").findValuesAsString("knob"));
		assertThat(load.path("curves").has("all-prbs")).isFalse();
		assertThat(load.path("curves").path("constant").size()).isEqualTo(10);
		assertThat(load.path("policies").path("all-prbs").path("curve").asString()).isEqualTo("constant");
		JsonNode sac = result.path("sac");
		assertThat(sac.path("samples").asInt()).as("whole rollouts").isEqualTo(256);
		assertThat(sac.path("curve").path(1).path("samples").asInt()).as("two rollouts of 128").isEqualTo(256);
		assertThat(load.path("ceiling").path("policies").has("oracle")).isTrue();
		assertThat(Files.readString(page))
			.contains("<svg", "every knob", "sac: knob -1", "nlinear: knob -3", "Learning of sac")
			.doesNotContain("<script");
	}

	@Test
	void benchReportsWhatItPromises() {
		assertThat(run("bench", "loop", "--cells", "3", "--seconds", "2", "--grpc-port", "0", "--http-port", "0"))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString()).contains("60 reports sent, 60 answered", "p99 ms", "p99.9 ms", "over budget",
				"bytes allocated", "longest stop of the JVM");
	}

	/** Plans of the shortest search cost most: the measured regret must say so. */
	@Test
	void scaleJudgesThePlansThatWereSent() throws IOException {
		Path json = this.folder.resolve("scale.json");
		List<String> args = List.of("bench", "scale", "--cells", "2", "--seconds", "3", "--judged", "12", "--samples",
				"64", "--grpc-port", "0", "--http-port", "0", "--json", json.toString());
		assertThat(run(with(args))).as(this.err.toString()).isZero();
		assertThat(this.out.toString()).contains("regret %", "most cells served: ", "12 decisions of each point");
		assertThat(this.err.toString()).contains("3 of 12 decisions planned again", "12 of 12 decisions planned again");
		JsonNode point = JsonMapper.shared().readTree(json).path("points").path(0);
		assertThat(point.path("judged").asInt()).isEqualTo(12);
		double full = point.path("regret_mean").asDouble();
		assertThat(full).isBetween(0.0, 1.0);
		assertThat(point.path("regret_p95").asDouble()).isGreaterThanOrEqualTo(0);
		assertThat(run(with(args, "presage.planner.iterations=1", "presage.planner.proposals=false"))).isZero();
		point = JsonMapper.shared().readTree(json).path("points").path(0);
		assertThat(point.path("regret_mean").asDouble()).isGreaterThan(full);
		assertThat(point.path("served").asBoolean()).isFalse();
	}

	@Test
	void policiesAreVettedHereAndThere() throws IOException {
		Path trace = this.folder.resolve("sim.csv");
		Path json = this.folder.resolve("screen.json");
		assertThat(run("simulate", "--cells", "2", "--steps", "800", "--seed", "3", "--out", trace.toString()))
			.isZero();
		Path policies = Path.of("docs/examples/policies");
		List<String> args = List.of("screen", "--policy", policies.resolve("constant.yaml").toString(),
				policies.resolve("queue-rules.yaml").toString(), "--windows", "40", "--inject", "load-surge", "--worst",
				"1");
		assertThat(run(with(args, "--data", trace.toString(), "--json", json.toString()))).as(this.err.toString())
			.isZero();
		assertThat(this.out.toString()).contains("hold-last", "constant", "queue-rules", "== load-surge=10",
				"worst cases");
		assertThat(this.err.toString()).contains("80 of 80 windows");
		assertThat(Files.readString(json)).contains("\"violation_bounds\"", "\"time_ms\"", "\"seed\"");
		assertThat(run(with(args, "--data", trace.toString(), "--fail-on-violation", "0.0001"))).isEqualTo(3);
		assertThat(run(with(args, "--data", trace.toString(), "--fail-on-violation", "7"))).isEqualTo(2);
		this.out.getBuffer().setLength(0);
		try (ConfigurableApplicationContext server = new SpringApplication(PresageServer.class)
			.run("--spring.grpc.server.port=0", "--server.port=0", "--presage.screen.traces=" + this.folder)) {
			String target = "localhost:" + server.getBean(ServerAddresses.class).grpcPort();
			assertThat(run(with(args, "--data", "sim.csv", "--target", target))).as(this.err.toString()).isZero();
			assertThat(this.out.toString()).contains("hold-last", "queue-rules", "== load-surge=10");
			assertThat(run(with(args, "--data", "../sim.csv", "--target", target))).isEqualTo(2);
			assertThat(this.err.toString()).contains("traces: expected the name of a file");
			assertThat(run(with(args, "--data", "sim.csv", "--target", target, "--model", "m"))).isEqualTo(2);
		}
	}

	private static String[] with(List<String> args, String... more) {
		return Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new);
	}

	@Test
	void wrongInputIsToldInOneLine() {
		for (List<String> args : List.of(List.of("evaluate", "--model", "nowhere.presage", "--data", "x.csv"),
				List.of("train", "--data", "nowhere.csv", "--out", "m"),
				List.of("train", "--data", "nowhere.csv", "--schema", "nowhere.yaml", "--out", "m"),
				List.of("screen", "--policy", "nowhere.yaml", "--data", "nowhere.csv"),
				List.of("screen", "--policy", "docs/examples/policies/constant.yaml", "--data", "nowhere.csv"),
				List.of("simulate", "--cells", "0", "--out", this.folder.resolve("x").toString()))) {
			this.err.getBuffer().setLength(0);
			assertThat(run(args.toArray(String[]::new))).isEqualTo(2);
			assertThat(this.err.toString()).startsWith("presage: ").doesNotContain("\tat ");
		}
	}

	@Test
	void configurationOutOfRangeNamesKeyValueAndRange() {
		assertThat(run("serve", "--grpc-port", "0", "--http-port", "0", "presage.loop.budget=5s")).isEqualTo(2);
		assertThat(this.err.toString()).contains("budget");
		assertThat(run("serve", "budget")).isEqualTo(2);
		assertThat(this.err.toString()).contains("expected KEY=VALUE, found \"budget\"");
	}

	@Test
	void severalSourcesBecomeOneModel() throws IOException {
		Path lean = this.folder.resolve("lean.csv");
		Path schema = this.folder.resolve("lean.yaml");
		StringBuilder rows = new StringBuilder("s,prbs,sinr\n");
		for (int t = 0; t < 400; t++) {
			rows.append("a,").append(1 + t % 50).append(',').append(t % 7).append('\n');
		}
		Files.writeString(lean, rows);
		String lines = "name: lean\nstepMs: %d\naction: PRBs\nseriesColumn: s\n"
				+ "kpis: [{name: PRBs, max: 51, column: prbs}, {name: SINR, column: sinr}]\n";
		Path same = this.folder.resolve("same.yaml");
		Files.writeString(schema, String.format(lines, 100));
		List<String> train = List.of("train", "--preset", "tiny", "--epochs", "1", "--arch", "nlinear", "--window", "4",
				"--horizon", "3", "--out", this.folder.resolve("m.presage").toString());
		assertThat(run(with(train, "--data", lean.toString(), "--schema", schema.toString(), "--data", lean.toString(),
				"--schema", schema.toString())))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString()).contains("800 rows in 2 series");
		Files.writeString(same, String.format(lines, 1000));
		assertThat(run(with(train, "--data", lean.toString(), "--schema", schema.toString(), "--data", lean.toString(),
				"--schema", same.toString())))
			.isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("lean.stepMs: expected 100, as in the first source, found 1000");
	}

}
