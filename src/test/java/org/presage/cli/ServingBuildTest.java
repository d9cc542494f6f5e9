/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The program without the training engine, as {@code presage.jar} and the image
 * {@code presage:serve} have it: a JVM of its own, without what only
 * {@code presage-full.jar} holds.
 */
class ServingBuildTest {

	/** What pom.xml keeps out of presage.jar. */
	private static final List<String> TRAINING_ONLY = List.of("/ai/djl/", "/net/java/dev/jna/", "/commons-compress/",
			"/commons-codec/", "/commons-io/");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private record Result(int status, String output) {
	}

	private Result run(String... arguments) throws IOException, InterruptedException {
		String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> TRAINING_ONLY.stream().noneMatch(entry::contains))
			.collect(Collectors.joining(File.pathSeparator));
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
				"--sun-misc-unsafe-memory-access=allow", "-cp", classes, "org.presage.Presage"));
		command.addAll(List.of(arguments));
		Path output = this.folder.resolve("output");
		Process process = new ProcessBuilder(command).directory(this.folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
			return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void trainNamesBuildThatHasTheEngine() throws IOException, InterruptedException {
		Result result = run("train", "--data", "absent.csv", "--out", "m.presage");
		assertThat(result.status()).isNotZero();
		assertThat(result.output().strip())
			.contains("train: expected the training engine", "presage-full.jar", "presage:full")
			.doesNotContain("\n");
	}

	@Test
	void compareNamesBuildThatHasTheEngine() throws IOException, InterruptedException {
		Result result = run("compare", "--plan", "absent.yaml", "--traces", ".", "--json", "r.json");
		assertThat(result.status()).isNotZero();
		assertThat(result.output()).contains("compare: expected the training engine", "presage-full.jar");
	}

	@Test
	void simulatesAndEvaluatesWithoutTheEngine() throws IOException, InterruptedException {
		Result simulated = run("simulate", "--cells", "2", "--steps", "600", "--out", "t.csv.gz");
		assertThat(simulated.status()).as(simulated.output()).isZero();
		Result evaluated = run("evaluate", "--model", "builtin:default", "--data", "t.csv.gz");
		assertThat(evaluated.status()).as(evaluated.output()).isZero();
		assertThat(evaluated.output()).contains("persistence");
	}

	@Test
	void demoDecidesWithoutTheEngine() throws IOException, InterruptedException {
		Result result = run("demo", "--seconds", "8", "--grpc-port", "0", "--http-port", "0", "presage.loop.budget=1s");
		assertThat(result.status()).as(result.output()).isZero();
		assertThat(result.output()).contains("PLANNED");
	}

}
