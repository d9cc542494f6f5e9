/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.InvalidInputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FileStoreTest extends StateStoreKit {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path folder;

	private Path file() {
		return this.folder.resolve("made/state.json");
	}

	@Override
	StateStore open() {
		return new FileStore(file());
	}

	@Test
	void theFileIsReadable() throws IOException {
		try (StateStore store = open()) {
			store.set("b", "2");
			store.set("a", "1");
		}
		assertThat(file()).hasContent("{\"a\":\"1\",\"b\":\"2\"}");
		try (var files = Files.list(file().getParent())) {
			assertThat(files).containsExactly(file());
		}
	}

	@Test
	void aFileThatIsCutAnywhereBeginsEmpty() throws IOException {
		try (StateStore store = open()) {
			store.set("a", "1");
		}
		byte[] whole = Files.readAllBytes(file());
		for (int length = 0; length < whole.length; length++) {
			Files.write(file(), Arrays.copyOf(whole, length));
			try (StateStore store = open()) {
				assertThat(store.keys()).isEmpty();
				store.set("b", "2");
			}
			assertThat(file()).hasContent("{\"b\":\"2\"}");
			assertThat(Files.readAllBytes(file().resolveSibling("state.json.corrupt"))).hasSize(length);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "{\"a\": 5}", "garbage", "{\"a\":\"1\"}}", "null" })
	void whatIsNoStateIsMovedAside(String content) throws IOException {
		Files.createDirectories(file().getParent());
		Files.writeString(file(), content);
		try (StateStore store = open()) {
			assertThat(store.keys()).isEmpty();
		}
		assertThat(file().resolveSibling("state.json.corrupt")).hasContent(content);
		assertThat(file()).doesNotExist();
	}

	@Test
	void aFileThatIsTooLargeIsNotRead() throws IOException {
		Files.createDirectories(file().getParent());
		try (RandomAccessFile sparse = new RandomAccessFile(file().toFile(), "rw")) {
			sparse.setLength(1L << 40);
		}
		try (StateStore store = open()) {
			assertThat(store.keys()).isEmpty();
		}
	}

	@Test
	void whatCannotBeWrittenIsKept() throws IOException {
		try (StateStore store = open()) {
			store.set("a", "1");
			Path part = Files.createDirectories(file().resolveSibling("state.json.part/in the way"));
			store.set("a", "2");
			store.set("b", "2");
			assertThat(store.get("a")).contains("2");
			assertThat(file()).hasContent("{\"a\":\"1\"}");
			Files.delete(part);
			Files.delete(part.getParent());
			store.set("b", "2");
		}
		assertThat(file()).hasContent("{\"a\":\"2\",\"b\":\"2\"}");
	}

	@Test
	void aFolderIsNoFile() throws IOException {
		Files.createDirectories(file());
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(this::open)
			.withMessageStartingWith("state file " + file() + ": expected a file that can be read");
	}

}
