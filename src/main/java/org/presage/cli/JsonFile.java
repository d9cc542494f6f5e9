/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

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

	/** Writes the object if a file was asked for. */
	static void write(@Nullable Path file, Object value) {
		if (file != null) {
			JSON.writeValue(file, value);
		}
	}

}
