/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Schema files on a command line: none, one for all {@code --data}, or one for each. */
final class SchemaFiles {

	private SchemaFiles() {
	}

	/** What is wrong with their number; empty if nothing. */
	static Optional<String> wrong(List<Path> files, int sets) {
		return (files.size() > 1 && files.size() != sets)
				? Optional
					.of("--schema: expected one, or one for each of the " + sets + " --data, found " + files.size())
				: Optional.empty();
	}

	/** The file of one of the sets; null without any. */
	static @Nullable Path of(List<Path> files, int set) {
		return files.isEmpty() ? null : files.get((files.size() > 1) ? set : 0);
	}

}
