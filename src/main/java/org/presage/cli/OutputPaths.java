/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import org.presage.base.InvalidInputException;

/**
 * Checks the files that a command is to write, before it works: each can be written, and
 * its name does not promise another type.
 */
final class OutputPaths {

	private static final List<String> TRACES = List.of("csv", "csv.gz", "parquet");

	private static final List<String> YAML = List.of("yaml", "yml");

	/** Options of files to write, and the endings of their types; one of any command. */
	private static final Map<String, List<String>> ENDINGS = Map.ofEntries(Map.entry("--json", List.of("json")),
			Map.entry("--html", List.of("html", "htm")), Map.entry("--table", List.of("md")),
			Map.entry("train --out", List.of("presage")), Map.entry("simulate --out", TRACES),
			Map.entry("export --out", TRACES), Map.entry("export --schema", YAML), Map.entry("init --out", YAML),
			Map.entry("simulate --neighbours", YAML), Map.entry("neighbours --learn", YAML));

	/** Endings that promise a type. */
	private static final Set<String> TYPES = Set.of("json", "html", "htm", "md", "presage", "csv", "gz", "parquet",
			"yaml", "yml", "zip", "pdf", "png", "xlsx", "onnx", "pt", "npy", "checkpoint");

	private OutputPaths() {
	}

	/**
	 * Checks all output files of a command line.
	 * @throws InvalidInputException naming option and file
	 */
	static void check(ParseResult parsed) {
		ParseResult last = parsed;
		while (last.hasSubcommand()) {
			last = last.subcommand();
		}
		for (OptionSpec option : last.matchedOptions()) {
			String name = option.longestName();
			List<String> endings = ENDINGS.getOrDefault(last.commandSpec().name() + " " + name, ENDINGS.get(name));
			if (endings != null && option.getValue() instanceof Path file) {
				requireType(name, file, endings);
				requirePlace(name, file);
			}
		}
	}

	/**
	 * Checks that a file can be written, without writing it.
	 * @param name of the option, for the message
	 * @throws InvalidInputException if it is a folder, or its folder is not there or
	 * cannot be written to
	 */
	static void requirePlace(String name, Path file) {
		Path folder = file.toAbsolutePath().getParent();
		if (Files.isDirectory(file)) {
			throw new InvalidInputException(name + " " + file, "a file", "a folder");
		}
		if (folder == null || !Files.isDirectory(folder)) {
			throw new InvalidInputException(name + " " + file, "a file in a folder that exists", "no folder " + folder);
		}
		boolean device = Files.exists(file) && !Files.isRegularFile(file);
		Path written = device ? file : folder;
		if (!Files.isWritable(written)) {
			throw new InvalidInputException(name + " " + file, "a file that can be written",
					"no right to write to " + written);
		}
	}

	private static void requireType(String name, Path file, List<String> endings) {
		String lower = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
		boolean fits = endings.stream().anyMatch((ending) -> lower.endsWith("." + ending));
		boolean mayBeAny = endings.size() < 3;
		String ending = lower.substring(lower.lastIndexOf('.') + 1);
		if (!fits && (!mayBeAny || (lower.contains(".") && TYPES.contains(ending)))) {
			throw new InvalidInputException(name + " " + file,
					"a name that ends with ." + String.join(" or .", endings),
					lower.contains(".") ? "." + ending : "no ending");
		}
	}

}
