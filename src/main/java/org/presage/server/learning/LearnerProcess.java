/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.presage.audit.RecordedSettings;
import org.presage.base.FileFailure;
import org.presage.base.InvalidInputException;
import org.presage.control.ControlSettings;

/**
 * Trains in a process of its own, with the least priority and one thread: {@code presage
 * learn train}.
 */
final class LearnerProcess implements Learner {

	private static final String FULL = "presage-full.jar";

	private static final Path NICE = Path.of("/usr/bin/nice");

	private final @Nullable Path jar;

	private final long memoryMib;

	private final String mode;

	private final int epochs;

	private final ControlSettings settings;

	private final Path settingsFile;

	private final Path log;

	/**
	 * @param jar presage-full.jar; null: this program's own, or the one beside it
	 * @param memoryMib most heap of the process
	 * @param mode what is trained
	 * @param epochs passes over the data at most
	 * @param settings of the planner that challengers are checked with
	 * @param settingsFile that they are written to for the process
	 * @param log that its output goes to, replaced each time
	 */
	LearnerProcess(@Nullable Path jar, long memoryMib, String mode, int epochs, ControlSettings settings,
			Path settingsFile, Path log) {
		this.jar = jar;
		this.memoryMib = memoryMib;
		this.mode = mode;
		this.epochs = epochs;
		this.settings = settings;
		this.settingsFile = settingsFile;
		this.log = log;
	}

	@Override
	public Run start(Path store, Path champion, Path out, Triggers.Reason reason) {
		List<String> command = new ArrayList<>();
		if (Files.isExecutable(NICE)) {
			command.addAll(List.of(NICE.toString(), "-n", "19"));
		}
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-Xmx" + this.memoryMib + "m", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1",
				"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
		command.addAll(program());
		command.addAll(List.of("learn", "train", store.toString(), "--champion", champion.toString(), "--out",
				out.toString(), "--settings", this.settingsFile.toString(), "--mode", this.mode, "--epochs",
				String.valueOf(this.epochs), "--trigger", reason.why(), "--parent",
				String.valueOf(ProcessHandle.current().pid())));
		if (reason.sinceMs() != null) {
			command.addAll(List.of("--since", Instant.ofEpochMilli(reason.sinceMs()).toString()));
		}
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
			.redirectOutput(this.log.toFile());
		builder.environment().put("OMP_NUM_THREADS", "1");
		try {
			Files.writeString(this.settingsFile, RecordedSettings.json(this.settings));
		}
		catch (IOException ex) {
			throw FileFailure.writing(this.settingsFile, ex);
		}
		try {
			return new Child(builder.start(), out);
		}
		catch (IOException ex) {
			throw new InvalidInputException("presage.learn", "a Java that can be started",
					String.valueOf(ex.getMessage()), ex);
		}
	}

	/** Arguments that name the program to Java. */
	private List<String> program() {
		String own = System.getProperty("java.class.path", "");
		if (this.jar != null) {
			return List.of("-jar", this.jar.toString());
		}
		if (!own.endsWith(".jar") || own.contains(File.pathSeparator)) {
			return List.of("-cp", own, "org.presage.Presage");
		}
		Path beside = Path.of(own).resolveSibling(FULL);
		return List.of("-jar", Files.exists(beside) ? beside.toString() : own);
	}

	/** A process that runs or has ended. */
	private final class Child implements Run {

		private static final long STOP_S = 5;

		/** With a package that has not passed a check: it says itself which. */
		private static final int REFUSED = 3;

		private final Process process;

		private final Path out;

		Child(Process process, Path out) {
			this.process = process;
			this.out = out;
		}

		@Override
		public boolean isRunning() {
			return this.process.isAlive();
		}

		@Override
		public @Nullable String failure() {
			if (this.process.isAlive() || this.process.exitValue() == 0
					|| this.process.exitValue() == REFUSED && Files.exists(this.out)) {
				return null;
			}
			return "exit " + this.process.exitValue() + ": " + lastLine();
		}

		/** Says why, as all commands do. */
		private String lastLine() {
			try {
				List<String> lines = Files.readAllLines(LearnerProcess.this.log);
				return lines.reversed().stream().filter((line) -> !line.isBlank()).findFirst().orElse("no output");
			}
			catch (IOException ex) {
				return String.valueOf(FileFailure.reading(LearnerProcess.this.log.toString(), ex).getMessage());
			}
		}

		@Override
		public void stop() {
			this.process.destroy();
			try {
				if (!this.process.waitFor(STOP_S, TimeUnit.SECONDS)) {
					this.process.destroyForcibly().waitFor();
				}
			}
			catch (InterruptedException ex) {
				this.process.destroyForcibly();
				Thread.currentThread().interrupt();
			}
		}

	}

}
