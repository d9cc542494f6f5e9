/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.base.YamlFile;

/**
 * Checks the YAML files that Spring is about to read, which has no limit on what aliases
 * stand for: those of the working folder, and those that a key, variable or Java option
 * names.
 */
public final class ConfigFiles {

	private static final List<String> KEYS = List.of("spring.config.location", "spring.config.additional-location",
			"spring.config.import");

	private static final List<String> FOLDERS = List.of("", "config");

	private static final List<String> NAMES = List.of("application.yaml", "application.yml");

	private ConfigFiles() {
	}

	/**
	 * Checks the files of a server with these arguments.
	 * @param arguments as {@code --key=value}
	 * @throws InvalidInputException naming file, line, column and key
	 */
	public static void check(String... arguments) {
		FOLDERS.forEach((folder) -> checkFolder(Path.of(folder)));
		for (String key : KEYS) {
			for (String argument : arguments) {
				if (argument.startsWith("--" + key + '=')) {
					checkAll(argument.substring(argument.indexOf('=') + 1));
				}
			}
			checkAll(System.getProperty(key));
			checkAll(System.getenv(key.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT)));
		}
	}

	private static void checkAll(@Nullable String locations) {
		for (Path path : paths((locations != null) ? locations : "")) {
			if (Files.isDirectory(path)) {
				checkFolder(path);
			}
			else if (path.toString().matches(".*\\.ya?ml") && Files.isRegularFile(path)) {
				YamlFile.check(path.toString(), path);
			}
		}
	}

	private static void checkFolder(Path folder) {
		for (String name : NAMES) {
			Path file = folder.resolve(name);
			if (Files.isRegularFile(file)) {
				YamlFile.check(file.toString(), file);
			}
		}
	}

	/** What is no path of a file, Spring refuses. */
	private static List<Path> paths(String locations) {
		List<Path> paths = new ArrayList<>();
		for (String location : locations.split("[,;]")) {
			String path = location.strip().replaceFirst("^optional:", "").replaceFirst("^file:", "");
			try {
				if (!path.isEmpty()) {
					paths.add(Path.of(path));
				}
			}
			catch (InvalidPathException ex) {
				// Not a file.
			}
		}
		return paths;
	}

}
