/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.FileFailure;
import org.presage.base.WholeFile;

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
	 * @throws org.presage.base.InvalidInputException naming the file if it cannot be
	 * written
	 */
	static void write(@Nullable Path file, Object value) {
		if (file != null) {
			text(file, text(value) + System.lineSeparator());
		}
	}

	/**
	 * Writes text, whole or not at all.
	 * @throws org.presage.base.InvalidInputException naming the file if it cannot be
	 * written
	 */
	static void text(Path file, String text) {
		try {
			WholeFile.write(file, text);
		}
		catch (IOException ex) {
			throw FileFailure.writing(file, ex);
		}
	}

}
