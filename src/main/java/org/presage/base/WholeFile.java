/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file whole or not at all: into a file beside it, named {@code .part}, that
 * takes its place when its content is on the disk. If that fails, as on a full disk, the
 * file of before stays and the part is deleted. What is not a file, as {@code
 * /dev/stdout}, is written directly.
 */
public final class WholeFile {

	private WholeFile() {
	}

	/** Writes the content of a file. */
	@FunctionalInterface
	public interface Content {

		void writeTo(OutputStream out) throws IOException;

	}

	/** Writes a file at a path. */
	@FunctionalInterface
	public interface Part {

		void writeTo(Path part) throws IOException;

	}

	/**
	 * @throws IOException if it cannot be written; what was there is as it was
	 */
	public static void write(Path file, byte[] content) throws IOException {
		write(file, (out) -> out.write(content));
	}

	/** The same for a text in UTF-8. */
	public static void write(Path file, String content) throws IOException {
		write(file, content.getBytes(StandardCharsets.UTF_8));
	}

	/** The same for a content that is written piece by piece. */
	public static void write(Path file, Content content) throws IOException {
		if (Files.exists(file) && !Files.isRegularFile(file)) {
			try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
				content.writeTo(out);
			}
			return;
		}
		replace(file, (part) -> {
			try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE,
					StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
				OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
				content.writeTo(out);
				out.flush();
				channel.force(true);
			}
		});
	}

	/**
	 * The same for what is written by a program that takes a path, as a database does.
	 * @param written writes the file at the path that it is given
	 */
	public static void replace(Path file, Part written) throws IOException {
		Path part = file.resolveSibling(file.getFileName() + ".part");
		try {
			written.writeTo(part);
			Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException | RuntimeException | Error ex) {
			deleteQuietly(part);
			throw ex;
		}
	}

	/** The first failure is the one that says why. */
	private static void deleteQuietly(Path part) {
		try {
			Files.deleteIfExists(part);
		}
		catch (IOException ex) {
			// A later attempt overwrites it.
		}
	}

}
