/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

import org.jspecify.annotations.Nullable;

/**
 * What tells one version of a file from another.
 *
 * @param identity of the file itself, which changes when another one takes its name
 */
public record FileVersion(@Nullable FileTime modified, long size, @Nullable Object identity) {

	/** There is no such file. */
	public static final FileVersion NONE = new FileVersion(null, 0, null);

	public static FileVersion of(Path file) {
		try {
			BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
			return new FileVersion(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
		}
		catch (IOException ex) {
			return NONE;
		}
	}

}
