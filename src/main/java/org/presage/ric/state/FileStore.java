/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

import org.presage.base.JsonValue;
import org.presage.base.InvalidInputException;
import org.presage.base.WholeFile;

/**
 * State in one small file, a JSON object of texts, that is replaced whole with each
 * change: a crash leaves the one before or the one after. A file that cannot be
 * understood is moved aside, and one begins empty. One process to a file.
 */
public final class FileStore implements StateStore {

	private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);

	private final Path file;

	/** Between two attempts to write. */
	private static final long RETRY_MS = 5_000;

	private final Map<String, String> values;

	/** Whether the file has not what memory has. */
	private boolean unwritten;

	private boolean closed;

	private final Counter failed;

	/**
	 * @param file its folder is made if need be
	 * @param failed counts the attempts to write it that failed
	 * @throws InvalidInputException if there is something that cannot be read as a file
	 */
	public FileStore(Path file, Counter failed) {
		this.failed = failed;
		this.file = file.toAbsolutePath();
		this.values = loaded(this.file);
	}

	private static Map<String, String> loaded(Path file) {
		try {
			Files.createDirectories(file.getParent());
			return Files.exists(file) ? parsed(file) : new TreeMap<>();
		}
		catch (IOException ex) {
			throw new InvalidInputException("state file " + file, "a file that can be read",
					ex.getClass().getSimpleName() + ' ' + ex.getMessage());
		}
	}

	private static Map<String, String> parsed(Path file) throws IOException {
		try {
			long octets = Files.size(file);
			if (octets > JsonValue.MOST_OCTETS) {
				throw new InvalidInputException("file", "at most " + JsonValue.MOST_OCTETS + " octets", octets);
			}
			return JsonValue.read(Files.readAllBytes(file)).texts();
		}
		catch (InvalidInputException ex) {
			Path aside = file.resolveSibling(file.getFileName() + ".corrupt");
			Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
			LOG.warn("state begins empty, {} is kept as {}: {}", file, aside.getFileName(), ex.getMessage());
			return new TreeMap<>();
		}
	}

	@Override
	public synchronized Optional<String> get(String key) {
		return Optional.ofNullable(this.values.get(key));
	}

	@Override
	public synchronized boolean set(String key, String value) {
		return (value.equals(this.values.put(key, value)) && !this.unwritten) || save();
	}

	@Override
	public synchronized boolean remove(String key) {
		return (this.values.remove(key) == null && !this.unwritten) || save();
	}

	@Override
	public synchronized Set<String> keys() {
		return new TreeSet<>(this.values.keySet());
	}

	private boolean save() {
		ObjectNode json = JsonValue.object();
		this.values.forEach(json::put);
		try {
			WholeFile.write(this.file, JsonValue.bytes(json));
			if (this.unwritten) {
				LOG.info("state is written to {} again", this.file);
			}
			this.unwritten = false;
		}
		catch (IOException ex) {
			this.failed.increment();
			if (!this.unwritten) {
				LOG.error("state is kept in memory until {} can be written: {}", this.file, ex.toString());
			}
			this.unwritten = true;
			CompletableFuture.delayedExecutor(RETRY_MS, TimeUnit.MILLISECONDS).execute(this::tryAgain);
		}
		return !this.unwritten;
	}

	/** Also where nothing is changed any more, the file is to have what memory has. */
	private synchronized void tryAgain() {
		if (this.unwritten && !this.closed) {
			save();
		}
	}

	@Override
	public synchronized void close() {
		// Every change is in the file already, or cannot be written.
		this.closed = true;
	}

}
