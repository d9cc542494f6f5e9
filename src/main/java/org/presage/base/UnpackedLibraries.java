/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Native libraries that their Java bindings unpack into the temporary folder at each
 * start, 80 MB in all. On Linux a library that is loaded needs its file no more: it is
 * deleted at once, so that a process that is killed leaves nothing behind, and nobody can
 * change the file between two starts. A build for GPUs keeps those of ONNX Runtime, which
 * looks for its providers beside itself later.
 */
public final class UnpackedLibraries {

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
		}
		catch (IOException ex) {
			// They are deleted when the process ends, unless it is killed.
		}
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
