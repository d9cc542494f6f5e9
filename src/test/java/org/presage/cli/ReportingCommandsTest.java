/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.e2.json.Vectors;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** Every command that reports something has {@code --json} and {@code --quiet}. */
class ReportingCommandsTest extends Terminal {

	/** Commands that report nothing, and why. A command that is in no list fails. */
	private static final Map<String, String> NO_REPORT = Map.of("presage demo", "runs until Ctrl-C", "presage serve",
			"runs until Ctrl-C", "presage attach", "runs until Ctrl-C", "presage ric", "runs until Ctrl-C",
			"presage schema init", "writes a schema file", "presage config init", "writes a configuration file",
			"presage completion", "writes a script", "presage help", "shows help texts", "presage e2 decode",
			"prints the message, as JSON", "presage e2 encode", "prints the message's octets");

	/** One number or several; the model to serve or the one to plan with. */
	private static final Set<String> OF_THEIR_OWN = Set.of("--cells", "--model");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void namesTheFilesThatItWrote() {
		String trace = this.folder.resolve("t.csv").toString();
		String json = this.folder.resolve("t.json").toString();
		assertThat(run("simulate", "--cells", "1", "--steps", "20", "--out", trace, "--json", json)).isZero();
		assertThat(this.out.toString()).contains("wrote " + trace + ", " + json);
		String keys = this.folder.resolve("keys.yaml").toString();
		assertThat(run("config", "init", "--out", keys)).isZero();
		assertThat(this.out.toString()).contains("wrote " + keys);
	}

	private static Map<String, CommandSpec> leaves(CommandSpec command, Map<String, CommandSpec> found) {
		if (command.subcommands().isEmpty()) {
			found.put(command.qualifiedName(), command);
		}
		command.subcommands().values().forEach((sub) -> leaves(sub.getCommandSpec(), found));
		return found;
	}

	private static Class<?> declaredBy(OptionSpec option) {
		return ((Field) option.userObject()).getDeclaringClass();
	}

	@Test
	void everyCommandThatReportsHasThem() {
		Map<String, CommandSpec> commands = leaves(PresageCommand.line().getCommandSpec(), new TreeMap<>());
		assertThat(commands).containsKeys(NO_REPORT.keySet().toArray(String[]::new)).hasSizeGreaterThan(25);
		assertThat(commands).allSatisfy((name, command) -> {
			if (!NO_REPORT.containsKey(name)) {
				assertThat(command.optionsMap()).as(name).containsKeys("--json", "--quiet", "-q");
				assertThat(command.options().stream().filter((option) -> option.longestName().equals("--json")))
					.as(name)
					.allSatisfy((option) -> assertThat(declaredBy(option)).isEqualTo(ReportOptions.class));
			}
		});
	}

	@Test
	void optionsOfSeveralBenchmarksAreDeclaredOnce() {
		Map<String, List<Class<?>>> places = new TreeMap<>();
		leaves(PresageCommand.line().getCommandSpec(), new TreeMap<>()).forEach((name, command) -> {
			if (name.startsWith("presage bench ")) {
				command.options()
					.stream()
					.filter((option) -> option.userObject() instanceof Field)
					.forEach((option) -> places.computeIfAbsent(option.longestName(), (key) -> new ArrayList<>())
						.add(declaredBy(option)));
			}
		});
		assertThat(places).containsKeys("--json", "--seed", "--period-ms", "--data").allSatisfy((option, classes) -> {
			if (!OF_THEIR_OWN.contains(option)) {
				assertThat(classes.stream().distinct()).as(option).hasSize(1);
			}
		});
	}

	/** What is printed past the options would be printed although --quiet is given. */
	@Test
	void commandsThatReportPrintThroughTheOptions() {
		JavaClasses cli = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("org.presage.cli");
		noClasses().that(new com.tngtech.archunit.base.DescribedPredicate<JavaClass>("report") {
			@Override
			public boolean test(JavaClass type) {
				JavaClass outer = type.getEnclosingClass().orElse(type);
				return outer.getFields()
					.stream()
					.anyMatch((field) -> field.isAnnotatedWith(Mixin.class)
							&& Arrays.stream(field.getRawType().reflect().getDeclaredFields())
								.anyMatch((option) -> option.getType() == ReportOptions.class)
							|| field.getRawType().isEquivalentTo(ReportOptions.class));
			}
		}).should().callMethod(CommandLine.class, "getOut").orShould().accessField(System.class, "out").check(cli);
	}

	private String file(String name) {
		return this.folder.resolve(name).toString();
	}

	private JsonNode quietly(int exit, String... args) throws IOException {
		Path json = this.folder.resolve("r.json");
		Files.deleteIfExists(json);
		this.out.getBuffer().setLength(0);
		String[] all = Stream.concat(Arrays.stream(args), Stream.of("--quiet", "--json", json.toString()))
			.toArray(String[]::new);
		assertThat(run(all)).as(() -> this.err + Arrays.toString(all)).isEqualTo(exit);
		assertThat(this.out.toString()).as(args[0]).isEmpty();
		assertThat(this.err.toString()).as(args[0]).isEmpty();
		return JsonMapper.shared().readTree(Files.readString(json));
	}

	@Test
	void simulatesNetworksOfSeveralLoads() throws IOException {
		JsonNode trace = quietly(ExitCodes.OK, "simulate", "--cells", "2", "--steps", "300", "--load", "0.5,1.25",
				"--seed", "7", "--out", file("both.csv"));
		assertThat(trace.path("rows").asInt()).isEqualTo(1200);
		assertThat(trace.path("loads").toString()).isEqualTo("[0.5,1.25]");
		JsonNode dry = quietly(ExitCodes.OK, "train", "--dry-run", "--data", file("both.csv"), "--window", "6",
				"--horizon", "4");
		assertThat(dry.path("data").path("series").asInt()).isEqualTo(4);
		quietly(ExitCodes.OK, "simulate", "--cells", "2", "--steps", "300", "--load", "1.25", "--seed", "8", "--out",
				file("second.csv"));
		List<String> second = Files.readAllLines(Path.of(file("second.csv")));
		assertThat(Files.readAllLines(Path.of(file("both.csv")))).as("the second network has the next seed")
			.endsWith(second.subList(1, second.size())
				.stream()
				.map((row) -> row.replace(",cell", ",load1.25/cell"))
				.toArray(String[]::new));
		assertThat(run("simulate", "--load", "1,1", "--out", file("twice.csv"))).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("--load: expected each factor once, found [1.0, 1.0]");
	}

	@Test
	void simulatedTraceIsTrainedOnQuietly() throws IOException {
		JsonNode trace = quietly(ExitCodes.OK, "simulate", "--cells", "2", "--steps", "600", "--seed", "7", "--out",
				file("t.csv"));
		assertThat(trace.path("rows").asInt()).isEqualTo(1200);
		assertThat(trace.path("seed").asInt()).isEqualTo(7);
		assertThat(trace.path("out").asString()).isEqualTo(file("t.csv"));
		JsonNode dry = quietly(ExitCodes.OK, "train", "--dry-run", "--data", file("t.csv"), "--window", "6",
				"--horizon", "4");
		assertThat(dry.path("data").path("rows").asInt()).isEqualTo(1200);
		assertThat(dry.path("data").path("split").path("train").path("windows").asInt()).isPositive();
		assertThat(dry.path("data").path("kpis").path(0).propertyNames()).contains("name", "unit", "min", "mean");
		JsonNode trained = quietly(ExitCodes.OK, "train", "--data", file("t.csv"), "--window", "6", "--horizon", "4",
				"--epochs", "1", "--arch", "nlinear", "--preset", "tiny", "--out", file("m.presage"));
		assertThat(trained.path("data").path("rows").asInt()).isEqualTo(1200);
		assertThat(trained.path("model").path("version").asString()).isEqualTo("m");
		assertThat(trained.path("scores").path("varx").path("rmse").isNumber()).isTrue();
		assertThat(trained.path("best_epoch").asInt()).isEqualTo(1);
	}

	@Test
	void policiesAreCheckedQuietly() throws IOException {
		Path file = Files.writeString(this.folder.resolve("p.yaml"),
				"night: {scope: {network: true}, prbs: {max: 30}}\nday: {scope: {network: true}, prbs: {max: 40}}\n");
		JsonNode json = quietly(ExitCodes.OK, "policy", "check", file.toString());
		assertThat(json.path("policies")).hasSize(2);
		assertThat(json.path("policies").path(0).propertyNames()).contains("id", "scope", "validity", "enforced");
		assertThat(json.path("in_force").path(0).path("statements").path(0).path("path").asString())
			.isEqualTo("prbs.max");
	}

	@Test
	void vectorsAreVerifiedQuietly() throws IOException {
		Path file = Files.write(this.folder.resolve("v.jsonl"), Vectors.lines("real-kpm-v2.jsonl"));
		Files.writeString(this.folder.resolve("bad.jsonl"), "no json\n");
		JsonNode json = quietly(ExitCodes.REFUSED, "e2", "verify", "--vectors", file.toString(), file("bad.jsonl"));
		assertThat(json.path("files").path(0).path("ok").asInt()).isEqualTo(133);
		assertThat(json.path("files").path(0).path("read_only").asInt()).isEqualTo(12);
		assertThat(json.path("files").path(1).path("failures").path(0).path("line").asInt()).isEqualTo(1);
	}

	@Test
	void benchmarksAreMeasuredQuietly() throws IOException {
		assertThat(quietly(ExitCodes.OK, "bench", "plausibility", "--steps", "300").path("reports").asInt())
			.isPositive();
		assertThat(quietly(ExitCodes.OK, "bench", "planner", "--plans", "3", "--seed", "5").path("seed").asInt())
			.isEqualTo(5);
	}

	@Test
	void traceIsReplayedQuietly() throws IOException {
		Path schema = Files.writeString(this.folder.resolve("s.yaml"), """
				name: two
				stepMs: 100
				action: PRBs
				seriesColumn: s
				kpis: [{name: PRBs, max: 51, column: prbs}, {name: SINR, column: sinr}]
				""");
		Files.writeString(this.folder.resolve("t.csv"), "s,prbs,sinr\na,3,5\na,5,7\nb,7,9\na,7,9\n");
		try (ConfigurableApplicationContext context = new SpringApplication(PresageServer.class)
			.run("--spring.grpc.server.port=0", "--server.port=0")) {
			String target = "localhost:" + context.getBean(ServerAddresses.class).grpcPort();
			JsonNode json = quietly(ExitCodes.OK, "replay", "--data", file("t.csv"), "--schema", schema.toString(),
					"--speed", "0", "--series", "a", "--target", target);
			assertThat(json.path("answered").asInt()).isEqualTo(3);
			assertThat(json.path("rejected").asInt()).as("the first row is now, not in 1970").isZero();
			assertThat(json.path("outcomes").valueStream().mapToInt(JsonNode::asInt).sum()).isEqualTo(3);
			assertThat(run("replay", "--data", file("t.csv"), "--schema", schema.toString(), "--speed", "0", "--target",
					target, "--summary"))
				.isZero();
			assertThat(this.out.toString().lines()).hasSize(3)
				.startsWith("note: the trace has no dates; its first row is taken for now",
						"streaming b; not a (--series all streams all 2, one after another)")
				.last()
				.asString()
				.startsWith("1 frames of 1 series sent, 1 answered:");
			assertThat(run("replay", "--data", file("t.csv"), "--schema", schema.toString(), "--series", "A",
					"--target", target))
				.isEqualTo(ExitCodes.INPUT);
			assertThat(this.err.toString())
				.contains("presage: --series: expected last, all, or one of [a, b], found A. Did you mean a?");
		}
	}

}
