/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Native libraries that their Java bindings unpack into the temporary folder at each
 * start, 80 MB in all. On Linux a library that is loaded needs its file no more: it is
 * deleted at once, so that a process that is killed leaves nothing behind, and nobody can
 * change the file between two starts. A build for GPUs keeps those of ONNX Runtime, which
 * looks for its providers beside itself later. What a process left that was killed while
 * it unpacked is deleted too: files of the same user that are older than
 * {@value #UNPACKING_MINUTES} minutes and mapped by no process.
 */
public final class UnpackedLibraries {

	private static final int UNPACKING_MINUTES = 10;

	private static final Path PROCESSES = Path.of("/proc");

	private static final Pattern LEFT = Pattern.compile("onnxruntime-java\\d+|libduckdb_java\\d+\\.so");

	/** Whether leftovers were looked for, once in a process. */
	private static final AtomicBoolean CLEANED = new AtomicBoolean();

	private static final Path MAPPED = Path.of("/proc/self/maps");

	private static final Pattern UNPACKED = Pattern.compile("(onnxruntime-java\\d+/lib\\w+|libduckdb_java\\d+)\\.so");

	private static final String GPU = "/ai/onnxruntime/native/linux-x64/libonnxruntime_providers_cuda.so";

	private UnpackedLibraries() {
	}

	/** Deletes the files of those that this process has loaded. */
	public static void delete() {
		Path folder = Path.of(System.getProperty("java.io.tmpdir"));
		try (Stream<String> lines = Files.exists(MAPPED) ? Files.lines(MAPPED) : Stream.empty()) {
			List<Path> loaded = of(lines, folder, UnpackedLibraries.class.getResource(GPU) != null);
			for (Path library : loaded) {
				Files.deleteIfExists(library);
			}
			if (Files.exists(MAPPED) && !CLEANED.getAndSet(true)) {
				deleteLeftovers(folder, Instant.now().minus(UNPACKING_MINUTES, ChronoUnit.MINUTES));
			}
		}
		catch (IOException | UncheckedIOException ex) {
			// They are deleted when the process ends, unless it is killed.
		}
	}

	/**
	 * Deletes what processes left that were killed.
	 * @param before when it was written last
	 */
	static void deleteLeftovers(Path folder, Instant before) throws IOException {
		UserPrincipal own = Files.getOwner(MAPPED);
		List<Path> left = new ArrayList<>();
		try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
			for (Path one : all) {
				if (LEFT.matcher(String.valueOf(one.getFileName())).matches()
						&& Files.getLastModifiedTime(one, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(before)
						&& Files.getOwner(one, LinkOption.NOFOLLOW_LINKS).equals(own)) {
					left.add(one);
				}
			}
		}
		String mapped = left.isEmpty() ? "" : mapped();
		for (Path one : left) {
			if (!mapped.contains(one.toString())) {
				deleteWhole(one);
			}
		}
	}

	private static void deleteWhole(Path one) throws IOException {
		if (Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
			try (DirectoryStream<Path> files = Files.newDirectoryStream(one)) {
				for (Path file : files) {
					Files.deleteIfExists(file);
				}
			}
		}
		Files.deleteIfExists(one);
	}

	/** What the processes have mapped that may be read, which are those of the user. */
	private static String mapped() throws IOException {
		StringBuilder mapped = new StringBuilder();
		try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
			for (Path process : processes) {
				try (Stream<String> lines = Files.lines(process.resolve("maps"), StandardCharsets.ISO_8859_1)) {
					lines.filter((line) -> line.contains(".so")).forEach((line) -> mapped.append(line).append('\n'));
				}
				catch (IOException | UncheckedIOException ex) {
					// It has ended, or is another user's.
				}
			}
		}
		return mapped.toString();
	}

	/**
	 * The unpacked libraries in a process's map of its memory.
	 * @param folder that they are unpacked into
	 * @param gpu whether this is a build for GPUs
	 */
	static List<Path> of(Stream<String> maps, Path folder, boolean gpu) {
		return maps.filter((line) -> line.endsWith(".so"))
			.map((line) -> line.substring(line.indexOf('/')))
			.distinct()
			.map(Path::of)
			.filter((library) -> library.startsWith(folder)
					&& UNPACKED.matcher(folder.relativize(library).toString()).matches())
			.filter((library) -> !(gpu && library.toString().contains("onnxruntime")))
			.toList();
	}

}
