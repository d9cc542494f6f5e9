/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Only what the bindings have unpacked, and only where they unpack it. */
class UnpackedLibrariesTest {

	private static final String LINE = "7f0000000000-7f0000001000 r-xp 00000000 08:01 42    ";

	@Test
	void findsUnpackedLibrariesOnly() {
		List<String> maps = List.of(LINE + "/tmp/x/onnxruntime-java123/libonnxruntime.so",
				LINE + "/tmp/x/onnxruntime-java123/libonnxruntime.so",
				LINE + "/tmp/x/onnxruntime-java123/libonnxruntime4j_jni.so", LINE + "/tmp/x/libduckdb_java456.so",
				LINE + "/tmp/x/libduckdb_java456.so (deleted)", LINE + "/opt/presage/native/libduckdb_java.so",
				LINE + "/tmp/x/other/libfoo.so", LINE + "/usr/lib/libc.so", LINE, LINE + "[heap]");
		assertThat(UnpackedLibraries.of(maps.stream(), Path.of("/tmp/x"), false)).containsExactly(
				Path.of("/tmp/x/onnxruntime-java123/libonnxruntime.so"),
				Path.of("/tmp/x/onnxruntime-java123/libonnxruntime4j_jni.so"), Path.of("/tmp/x/libduckdb_java456.so"));
		assertThat(UnpackedLibraries.of(maps.stream(), Path.of("/tmp/x"), true)).as("for GPUs")
			.containsExactly(Path.of("/tmp/x/libduckdb_java456.so"));
	}

	/** Of processes that were killed while they unpacked, or later. */
	@Test
	@EnabledOnOs(OS.LINUX)
	void deletesWhatKilledProcessesLeft(@TempDir Path folder) throws IOException {
		Path duck = Files.writeString(folder.resolve("libduckdb_java1.so"), "half of it");
		Path onnx = Files.createDirectory(folder.resolve("onnxruntime-java2"));
		Files.writeString(onnx.resolve("libonnxruntime.so"), "half of it");
		Path empty = Files.createDirectory(folder.resolve("onnxruntime-java3"));
		Path used = Files.writeString(folder.resolve("libduckdb_java4.so"), "of a process that runs");
		Path other = Files.writeString(folder.resolve("libother5.so"), "of another program");
		try (FileChannel channel = FileChannel.open(used); Arena arena = Arena.ofConfined()) {
			MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
			UnpackedLibraries.deleteLeftovers(folder, Instant.now().minusSeconds(600));
			assertThat(folder.toFile().list()).as("another process may be unpacking them").hasSize(5);
			UnpackedLibraries.deleteLeftovers(folder, Instant.now().plusSeconds(600));
			assertThat(mapped.byteSize()).isPositive();
		}
		assertThat(duck).doesNotExist();
		assertThat(onnx).doesNotExist();
		assertThat(empty).doesNotExist();
		assertThat(used).exists();
		assertThat(other).exists();
	}

}
