/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.Presage;

import static org.assertj.core.api.Assertions.assertThat;

/** The program as a process: how it starts and ends. */
class ProcessTest {

	/** The process has another working directory, and logs as the program does. */
	private static final String CLASS_PATH = Arrays
		.stream(System.getProperty("java.class.path").split(File.pathSeparator))
		.filter((entry) -> !entry.endsWith("test-classes"))
		.map((entry) -> Path.of(entry).toAbsolutePath().toString())
		.collect(Collectors.joining(File.pathSeparator));

	private static final Duration WITHIN = Duration.ofSeconds(60);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private Process start(String... args) throws IOException {
		return start(List.of(), Map.of(), args);
	}

	private Process start(List<String> options, Map<String, String> environment, String... args) throws IOException {
		List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
				"--sun-misc-unsafe-memory-access=allow"));
		line.addAll(options);
		line.addAll(List.of("-cp", CLASS_PATH, Presage.class.getName()));
		line.addAll(List.of(args));
		ProcessBuilder builder = new ProcessBuilder(line).directory(this.folder.toFile())
			.redirectOutput(this.folder.resolve("out").toFile())
			.redirectError(this.folder.resolve("err").toFile());
		builder.environment().putAll(environment);
		return builder.start();
	}

	private void awaitServing(Process server) throws IOException, InterruptedException {
		for (int i = 0; i < WITHIN.toSeconds() * 10 && !text("out").contains("dashboard"); i++) {
			assertThat(server.waitFor(100, TimeUnit.MILLISECONDS)).as(text("err")).isFalse();
		}
	}

	private String text(String file) throws IOException {
		return Files.readString(this.folder.resolve(file));
	}

	/** The times of its log lines are in UTC in every time zone. */
	@Test
	void serverEndsWithTheNumberOfItsDecisions() throws Exception {
		Process server = start(List.of(), Map.of("TZ", "Asia/Kolkata"), "serve", "--grpc-port", "0", "--http-port",
				"0");
		awaitServing(server);
		server.destroy();
		assertThat(server.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(text("err").stripTrailing()).endsWith("stopped after 0 decisions");
		assertThat(text("err")).contains("serving with model").doesNotContain("profile", "WARN", "Unsafe");
		assertThat(text("err").lines()).isNotEmpty()
			.allSatisfy((line) -> assertThat(line).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]{12}Z .*"));
	}

	/** In different parts of the start, of which one loads native libraries. */
	@ParameterizedTest
	@ValueSource(ints = { 1000, 2500, 4000 })
	void signalDuringTheStartEndsItQuietly(int afterMs) throws Exception {
		Process server = start("serve", "--grpc-port", "0", "--http-port", "0");
		assertThat(server.waitFor(afterMs, TimeUnit.MILLISECONDS)).as(text("err")).isFalse();
		server.destroy();
		assertThat(server.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(text("err")).doesNotContain("ERROR", "WARN", "\tat ", "presage: ");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void killedServerLeavesNoLibrariesBehind() throws Exception {
		Path temporary = Files.createDirectory(this.folder.resolve("temporary"));
		Process server = start(List.of("-Djava.io.tmpdir=" + temporary), Map.of(), "serve", "--grpc-port", "0",
				"--http-port", "0", "presage.audit.file=" + this.folder.resolve("audit.duckdb"));
		awaitServing(server);
		server.destroyForcibly();
		assertThat(server.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
		try (Stream<Path> left = Files.walk(temporary)) {
			assertThat(left.filter(Files::isRegularFile)).isEmpty();
		}
	}

	@Test
	void missingTemporaryFolderIsOneLine() throws Exception {
		Process server = start(List.of("-Djava.io.tmpdir=" + this.folder.resolve("none")), Map.of(), "model", "info",
				"builtin:default");
		assertThat(server.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(server.exitValue()).isEqualTo(ExitCodes.INPUT);
		assertThat(text("err").lines().filter((line) -> !line.startsWith("WARNING"))).singleElement()
			.asString()
			.startsWith("presage: java.io.tmpdir: expected a folder that can be written");
	}

}
