/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import org.presage.base.WholeFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes machine-readable results. */
final class JsonFile {

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private JsonFile() {
	}

	/** The object as text. */
	static String text(Object value) {
		return JSON.writeValueAsString(value);
	}

	/**
	 * Writes the object, whole or not at all, if a file was asked for.
	 * @throws UncheckedIOException if it cannot be written
	 */
	static void write(@Nullable Path file, Object value) {
		if (file != null) {
			try {
				WholeFile.write(file, (out) -> JSON.writeValue(out, value));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

}
