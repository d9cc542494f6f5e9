/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Failures of files in words, without names of Java classes. */
public final class FileFailure {

	private FileFailure() {
	}

	/**
	 * What was found in place of a file.
	 * @return as {@code no such file}, to follow "found"
	 */
	public static String found(IOException failure) {
		if (failure instanceof NoSuchFileException) {
			return "no such file";
		}
		if (failure instanceof AccessDeniedException) {
			return "no permission";
		}
		if (failure instanceof NotDirectoryException) {
			return "no folder";
		}
		if (failure instanceof CharacterCodingException) {
			return "text in another encoding than UTF-8";
		}
		String reason = (failure instanceof FileSystemException file) ? file.getReason() : failure.getMessage();
		if (reason == null || reason.isBlank()) {
			return "an unreadable file";
		}
		return reason.startsWith("Is a directory") ? "a folder" : reason.substring(0, 1).toLowerCase(Locale.ROOT)
				+ reason.substring(1).replaceAll("\\s*[\\r\\n]+\\s*", " ");
	}

	/** A file that cannot be read. */
	public static InvalidInputException reading(String field, IOException failure) {
		return new InvalidInputException(field, "a file that can be read", found(failure), failure);
	}

	/** A file that cannot be written, for example because the disk is full. */
	public static InvalidInputException writing(Path file, IOException failure) {
		return new InvalidInputException(file.toString(), "a file that can be written", found(failure), failure);
	}

}
