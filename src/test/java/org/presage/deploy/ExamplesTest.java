/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The clients of {@code examples}, as users start them, against a server with the
 * built-in model.
 */
class ExamplesTest {

	private static final Path JAVA = Path.of("examples/java/src/main/java/AttachTwoCells.java");

	private static final Path PYTHON = Path.of("examples/python/attach_two_cells.py");

	private static final Path ENVIRONMENTS = Path.of("docs/environments.md");

	private static final Path CRRM = Path.of("examples/python/crrm_network.py");

	private static final Path CLI_CLIENT = Path.of("examples/python/presage_cli.py");

	private static final Path NOTEBOOK = Path.of("examples/python/train_evaluate_plot.ipynb");

	/** More than a window of the built-in model. */
	private static final String REPORTS = "45";

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext context;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@BeforeAll
	static void start() {
		context = new SpringApplication(PresageServer.class).run("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.loop.budget=1s");
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	private List<String> output(String... command) throws IOException, InterruptedException {
		List<String> all = new ArrayList<>(List.of(command));
		all.addAll(List.of("localhost:" + context.getBean(ServerAddresses.class).grpcPort(), REPORTS));
		return run(Path.of(""), 60, all);
	}

	private List<String> run(Path directory, int mostS, List<String> command) throws IOException, InterruptedException {
		Path output = this.folder.resolve("output");
		Process process = new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(process.waitFor(mostS, TimeUnit.SECONDS)).as("ends within %d s", mostS).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		List<String> lines = Files.readAllLines(output);
		assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
		return lines;
	}

	private static void hasDecisionsOfTwoCells(List<String> lines) {
		assertThat(lines).noneMatch((line) -> line.contains("rejected"));
		for (String cell : List.of("cell-a", "cell-b")) {
			List<String> decisions = lines.stream().filter((line) -> line.startsWith(cell + " #")).toList();
			assertThat(decisions).hasSize(Integer.parseInt(REPORTS));
			assertThat(decisions.getFirst()).startsWith(cell + " #1 WARMING_UP: 50 PRBs");
			assertThat(decisions).anyMatch((line) -> line.matches(cell + " #\\d+ PLANNED: \\d+ PRBs.*"));
		}
	}

	@Test
	void javaClientPrintsDecisionsOfTwoCells() throws IOException, InterruptedException {
		hasDecisionsOfTwoCells(
				output(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), JAVA.toString()));
	}

	@Test
	void pythonClientPrintsDecisionsOfTwoCells() throws IOException, InterruptedException {
		hasDecisionsOfTwoCells(output(pythonWithGrpc(), "-B", PYTHON.toString()));
	}

	private static String pythonWithGrpc() {
		String python = System.getenv("EXAMPLES_PYTHON");
		if (python == null) {
			System.out.println(
					"skipped: EXAMPLES_PYTHON names no Python with the packages of examples/python/requirements.txt");
		}
		Assumptions.assumeTrue(python != null, "no EXAMPLES_PYTHON");
		return Objects.requireNonNull(python);
	}

	/**
	 * The simulator of docs/environments.md: no interval takes the time that it stands
	 * for.
	 */
	@Test
	void simulatorIsDrivenInLockstep() throws IOException, InterruptedException {
		String python = pythonWithGrpc();
		String page = Files.readString(ENVIRONMENTS);
		String program = page.substring(page.indexOf("```python\n") + 10);
		program = program.substring(0, program.indexOf("\n```"));
		String target = "localhost:" + context.getBean(ServerAddresses.class).grpcPort();
		Path script = this.folder.resolve("simulator.py");
		Files.writeString(script,
				"import sys\nsys.path.append('" + Path.of("examples/python").toAbsolutePath() + "')\n"
						+ program.replace("interval_ms=100", "interval_ms=100, target='" + target + "'")
							.replace("        if decision", "        print(decision.outcome)\n        if decision"));
		List<String> lines = run(this.folder, 60, List.of(python, "-B", script.toString()));
		assertThat(lines).as(program).hasSize(121);
		assertThat(lines.subList(64, 120)).as("outcomes after a window of 32").containsOnly("1");
		assertThat(lines.getLast()).matches("\\{'cell-1': \\d+, 'cell-2': \\d+}")
			.as("where it began")
			.isNotEqualTo("{'cell-1': 25, 'cell-2': 25}");
	}

	/**
	 * A cell with fewer PRBs than its traffic takes has longer delays, in a radio that is
	 * not ours.
	 */
	@Test
	void networkOfCrrmAnswersToPrbs() throws IOException, InterruptedException {
		String python = pythonWithGrpc();
		boolean isThere = new ProcessBuilder(python, "-c", "import CRRM").start().onExit().join().exitValue() == 0;
		if (!isThere) {
			System.out.println("skipped: no packages of examples/python/requirements-crrm.txt");
		}
		Assumptions.assumeTrue(isThere, "no CRRM");
		double[] over = new double[2];
		for (int i = 0; i < over.length; i++) {
			List<String> lines = run(Path.of(""), 60,
					List.of(python, "-B", CRRM.toString(), "control", "constant:" + (10 + 30 * i), "2", "300"));
			assertThat(lines).hasSize(3);
			JsonNode summary = JsonMapper.builder().build().readTree(lines.getLast());
			assertThat(summary.at("/prbs/0").asDouble()).isEqualTo(10 + 30 * i);
			over[i] = summary.at("/over_limit/0").asDouble();
		}
		assertThat(over[0]).isGreaterThan(2 * over[1]);
		Path trace = this.folder.resolve("trace.csv");
		run(Path.of(""), 60, List.of(python, "-B", CRRM.toString(), "trace", trace.toString(), "1", "50"));
		assertThat(Files.readAllLines(trace)).hasSize(1 + 7 * 50).first().asString().startsWith("series,t_ms,SINR,");
	}

	/** The notebook's cells, as far as the Python that is there has their packages. */
	@Test
	void notebookTrainsAndEvaluates() throws IOException, InterruptedException {
		String python = System.getenv().getOrDefault("EXAMPLES_PYTHON", "python3");
		boolean isThere = Stream.of(System.getenv("PATH").split(":"))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory).resolve(python)));
		if (!isThere) {
			System.out.println("skipped: no Python runs the notebook of examples/python");
		}
		Assumptions.assumeTrue(isThere, "no Python");
		JsonNode cells = JsonMapper.builder().build().readTree(Files.readString(NOTEBOOK)).path("cells");
		StringBuilder program = new StringBuilder("import importlib.util\n");
		for (JsonNode cell : cells) {
			StringBuilder source = new StringBuilder();
			cell.path("source").forEach((line) -> source.append(line.asString()));
			boolean isPlot = source.indexOf("matplotlib") >= 0;
			if (cell.path("cell_type").asString().equals("code")) {
				program.append(isPlot ? "if importlib.util.find_spec('matplotlib'):\n" : "if True:\n")
					.append(source.toString().indent(4));
			}
		}
		String command = Stream
			.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:TieredStopAtLevel=1",
					"-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), "org.presage.Presage")
			.map((part) -> '"' + part + '"')
			.collect(Collectors.joining(", "));
		Path script = this.folder.resolve("notebook.py");
		Files.writeString(script, program.toString()
			.replace("Presage()", "Presage(" + command + ")")
			.replace("examples/python", Objects.requireNonNull(CLI_CLIENT.toAbsolutePath().getParent()).toString())
			.replace("steps=2000", "steps=400")
			.replace("epochs=2", "epochs=1"));
		List<String> lines = run(this.folder, 240, List.of(python, "-B", script.toString()));
		assertThat(lines).anyMatch((line) -> line.matches("ms3m +RMSE \\d.*90 % interval covers \\d.*%"));
		assertThat(lines).anyMatch((line) -> line.startsWith("persistence"));
	}

	@Test
	void clientOfTheCommandLineNeedsNoPackagesAnd40Lines() throws IOException {
		List<String> lines = Files.readAllLines(CLI_CLIENT);
		assertThat(lines).hasSizeLessThanOrEqualTo(40);
		assertThat(lines.stream().filter((line) -> line.matches("(import|from) .*")))
			.allMatch((line) -> line.matches("import (json|subprocess|tempfile)|from pathlib import Path"));
	}

	@Test
	void everyClientIsShorterThan80Lines() throws IOException {
		for (Path client : List.of(JAVA, PYTHON, Path.of("examples/go/main.go"))) {
			assertThat(Files.readAllLines(client)).as(client + "").hasSizeLessThan(80);
		}
	}

}
