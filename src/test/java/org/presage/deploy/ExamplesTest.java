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
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

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
		Path output = this.folder.resolve("output");
		Process process = new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends within a minute").isTrue();
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
		hasDecisionsOfTwoCells(output(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
				System.getProperty("java.class.path"), JAVA.toString()));
	}

	@Test
	void pythonClientPrintsDecisionsOfTwoCells() throws IOException, InterruptedException {
		String python = System.getenv("EXAMPLES_PYTHON");
		if (python == null) {
			System.out.println(
					"skipped: EXAMPLES_PYTHON names no Python with the packages of examples/python/requirements.txt");
		}
		Assumptions.assumeTrue(python != null, "no EXAMPLES_PYTHON");
		hasDecisionsOfTwoCells(output(python, "-B", PYTHON.toString()));
	}

	@Test
	void everyClientIsShorterThan80Lines() throws IOException {
		for (Path client : List.of(JAVA, PYTHON, Path.of("examples/go/main.go"))) {
			assertThat(Files.readAllLines(client)).as(client + "").hasSizeLessThan(80);
		}
	}

}
