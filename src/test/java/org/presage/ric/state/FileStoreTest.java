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
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

	private final Counter failed = new SimpleMeterRegistry().counter("failed");

	private Path file() {
		return this.folder.resolve("made/state.json");
	}

	@Override
	StateStore open() {
		return new FileStore(file(), this.failed);
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

	/** The next part leads to a device that is always full. */
	private void fillDisk() throws IOException {
		Files.createSymbolicLink(file().resolveSibling("state.json.part"), Path.of("/dev/full"));
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void fullDiskIsReportedCountedAndOvercome() throws IOException {
		try (StateStore store = open()) {
			assertThat(store.set("a", "1")).isTrue();
			fillDisk();
			assertThat(store.set("a", "2")).as("survives a restart").isFalse();
			assertThat(store.get("a")).contains("2");
			assertThat(this.failed.count()).isEqualTo(1);
			assertThat(file()).hasContent("{\"a\":\"1\"}");
			assertThat(file().resolveSibling("state.json.part")).as("takes no room").doesNotExist();
			assertThat(store.set("a", "2")).as("the same value, written at last").isTrue();
			assertThat(file()).hasContent("{\"a\":\"2\"}");
			fillDisk();
			assertThat(store.remove("a")).isFalse();
			await(() -> Files.readString(file()).equals("{}"));
		}
	}

	private interface Condition {

		boolean holds() throws IOException;

	}

	private static void await(Condition condition) throws IOException {
		for (int i = 0; i < 1000 && !condition.holds(); i++) {
			LockSupport.parkNanos(20_000_000);
		}
		assertThat(condition.holds()).as("within 20 s").isTrue();
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
