/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.presage.base.InvalidInputException;
import org.presage.server.config.KnownKeys;

/** Writes a configuration file to begin with. */
@Command(name = "init", mixinStandardHelpOptions = true,
		description = "Write a YAML file for --config with every key, its meaning and its default, all "
				+ "commented out.")
final class ConfigInitCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--out", paramLabel = "FILE",
			description = "Write to this new file (default: the standard output).")
	private @Nullable Path out;

	@Override
	public Integer call() {
		List<String> lines = new ArrayList<>(List.of("# Configuration of presage serve --config FILE.",
				"# Remove the # before a key to set it. docs/configuration.md has ranges and elements of lists."));
		for (KnownKeys.Described key : KnownKeys.read().described("presage")) {
			lines.add("");
			wrap(key.description(), lines);
			lines.add("#" + key.name() + ": " + key.otherwise());
		}
		String text = String.join(System.lineSeparator(), lines) + System.lineSeparator();
		Path file = this.out;
		if (file == null) {
			this.command.commandLine().getOut().print(text);
			this.command.commandLine().getOut().flush();
			return ExitCodes.OK;
		}
		if (Files.exists(file)) {
			throw new InvalidInputException("--out " + file, "a file that does not exist yet", "one that does");
		}
		JsonFile.text(file, text);
		this.command.commandLine().getOut().println("wrote " + file);
		this.command.commandLine().getOut().flush();
		return ExitCodes.OK;
	}

	private static void wrap(String text, List<String> lines) {
		StringBuilder line = new StringBuilder("#");
		for (String word : text.split("\\s+")) {
			if (line.length() + word.length() > 100) {
				lines.add(line.toString());
				line = new StringBuilder("#");
			}
			line.append(' ').append(word);
		}
		lines.add(line.toString());
	}

}
