/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

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

}
