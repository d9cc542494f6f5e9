/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A file has the content of before or of after, and nothing is left beside it. */
class WholeFileTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private Path file() {
		return this.folder.resolve("a.json");
	}

	private void onlyFileHas(String content) throws IOException {
		assertThat(file()).hasContent(content);
		try (var files = Files.list(this.folder)) {
			assertThat(files).containsExactly(file());
		}
	}

	@Test
	void replacesFile() throws IOException {
		WholeFile.write(file(), "a");
		WholeFile.write(file(), "bc");
		onlyFileHas("bc");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void fullDiskLeavesFileOfBefore() throws IOException {
		WholeFile.write(file(), "before");
		Files.createSymbolicLink(this.folder.resolve("a.json.part"), Path.of("/dev/full"));
		assertThatIOException().isThrownBy(() -> WholeFile.write(file(), "after"))
			.withMessage("No space left on device");
		onlyFileHas("before");
	}

	@Test
	void contentThatThrowsLeavesFileOfBefore() throws IOException {
		WholeFile.write(file(), "before");
		assertThatThrownBy(() -> WholeFile.write(file(), WholeFileTest::failing)).hasMessage("defect");
		onlyFileHas("before");
	}

	private static void failing(OutputStream out) throws IOException {
		out.write(new byte[100_000]);
		throw new IllegalStateException("defect");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void deviceIsWrittenDirectly() throws IOException {
		WholeFile.write(Path.of("/dev/null"), "a");
		assertThatIOException().isThrownBy(() -> WholeFile.write(Path.of("/dev/full"), "a"));
	}

}
