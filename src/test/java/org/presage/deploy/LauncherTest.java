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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which Java the launcher starts, on a machine with several: here scripts that only
 * print.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class LauncherTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private int exit;

	@BeforeEach
	void install() throws IOException {
		String text = Files.readString(Path.of("bin/presage"))
			.replace("/usr/lib/jvm/*", this.folder.resolve("jvm") + "/*")
			.replace("/Library/Java", this.folder.resolve("none").toString());
		assertThat(text).contains(this.folder.resolve("jvm").toString());
		script(this.folder.resolve("presage"), text);
		Files.createFile(this.folder.resolve("presage.jar"));
	}

	private static void script(Path file, String text) throws IOException {
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
		assertThat(file.toFile().setExecutable(true)).isTrue();
	}

	/** A Java that says its version, and when it is started with options, where it is. */
	private Path java(String home, String version) throws IOException {
		Path java = this.folder.resolve(home).resolve("bin").resolve("java");
		script(java, """
				#!/bin/sh
				if [ "$1" = -version ]; then echo 'openjdk version "%s"' >&2; exit; fi
				echo "%s $*"
				""".formatted(version, home));
		return java;
	}

	/**
	 * Runs the launcher where only the fake of {@code path} is on the PATH, if there is
	 * one.
	 */
	private String run(String javaHome) throws IOException, InterruptedException {
		return run(javaHome, "model", "list");
	}

	private String run(String javaHome, String... command) throws IOException, InterruptedException {
		List<String> line = new ArrayList<>(List.of(this.folder.resolve("presage").toString()));
		line.addAll(List.of(command));
		ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
		Path tools = Files.createDirectories(this.folder.resolve("tools"));
		for (String tool : List.of("sh", "dirname", "readlink", "locale", "grep")) {
			Path link = tools.resolve(tool);
			Path real = List.of(Path.of("/usr/bin", tool), Path.of("/bin", tool))
				.stream()
				.filter(Files::exists)
				.findFirst()
				.orElseThrow();
			if (!Files.exists(link)) {
				Files.createSymbolicLink(link, real);
			}
		}
		builder.environment().put("PATH", this.folder.resolve("path/bin") + ":" + tools);
		builder.environment().put("JAVA_HOME", javaHome.isEmpty() ? "" : this.folder.resolve(javaHome).toString());
		builder.environment().remove("PRESAGE_JAR");
		Process process = builder.start();
		String out = new String(process.getInputStream().readAllBytes());
		this.exit = process.waitFor();
		return out;
	}

	@Test
	void olderJavaIsNamedInOneLine() throws Exception {
		Path old = java("path", "17.0.9");
		Path older = java("home", "1.8.0_402");
		assertThat(run("")).isEqualTo("presage: expected Java 25 or later in JAVA_HOME, on the PATH or in /usr/lib/jvm,"
				+ " found 17 (" + old + "). Install a JDK 25, or set JAVA_HOME to one\n");
		assertThat(this.exit).isEqualTo(2);
		assertThat(run("home")).hasLineCount(1).contains("found 8 (" + older + "), 17 (" + old + ")");
	}

	@Test
	void noJavaAtAllIsNamedInOneLine() throws Exception {
		assertThat(run("")).hasLineCount(1).contains("found none");
		assertThat(run("nowhere")).hasLineCount(1).contains("found none");
		assertThat(this.exit).isEqualTo(2);
	}

	@Test
	void javaHomeComesFirst() throws Exception {
		java("path", "26");
		java("home", "25.0.1");
		assertThat(run("home")).startsWith("home --enable-native-access").endsWith("presage.jar model list\n");
		assertThat(this.exit).isZero();
	}

	/** The doctor judges the JVM that it runs in as if it were the server's. */
	@Test
	void collectorThatStopsTheLoopIsNotUsedForTheServer() throws Exception {
		java("home", "25");
		for (String command : List.of("serve", "demo", "doctor")) {
			assertThat(run("home", command, "--x")).contains("-XX:+UseZGC")
				.endsWith("presage.jar " + command + " --x\n");
		}
		assertThat(run("home", "train")).doesNotContain("-XX");
	}

	@Test
	void newerJavaIsFoundWhereItIsInstalled() throws Exception {
		java("path", "17.0.9");
		java("home", "21");
		java("jvm/java-17", "17.0.9");
		java("jvm/temurin-25", "25-ea");
		assertThat(run("home")).startsWith("jvm/temurin-25 --enable-native-access");
		assertThat(run("")).startsWith("jvm/temurin-25 ");
	}

	@Test
	void releaseFileIsReadInsteadOfStartingJava() throws Exception {
		Path java = java("home", "broken");
		Files.writeString(this.folder.resolve("home/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25.0.3\"\n");
		assertThat(run("home")).startsWith("home ");
		assertThat(java).exists();
	}

}
