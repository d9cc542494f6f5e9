/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who writes the names of the baselines. */
class BaselineNamesTest {

	/**
	 * Names of architectures and of a file are part of model packages; the help describes
	 * them, and a command is named after what it adds.
	 */
	private static final List<Path> OWNERS = List.of(Path.of("worldmodel/net/Architectures.java"),
			Path.of("cli/EvaluateCommand.java"), Path.of("worldmodel/ModelPackage.java"),
			Path.of("cli/ModelVarxCommand.java"));

	@Test
	void onlyTheirOwnerWritesThem() throws IOException {
		Path sources = Path.of("src/main/java/org/presage");
		Pattern literal = Pattern.compile("\"[^\"\\n]*\\b(?:" + String.join("|", Baselines.NAMES) + ")\\b[^\"\\n]*\"");
		try (Stream<Path> files = Files.walk(sources)) {
			assertThat(files.filter((file) -> file.toString().endsWith(".java"))
				.filter((file) -> !OWNERS.contains(sources.relativize(file)))
				.filter((file) -> literal.matcher(read(file)).find())).isEmpty();
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
