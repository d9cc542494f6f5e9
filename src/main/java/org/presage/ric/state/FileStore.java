/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

import org.presage.base.JsonValue;
import org.presage.base.InvalidInputException;

/**
 * State in one small file, a JSON object of texts, that is replaced whole with each
 * change: a crash leaves the one before or the one after. A file that cannot be
 * understood is moved aside, and one begins empty. One process to a file.
 */
public final class FileStore implements StateStore {

	private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);

	private final Path file;

	private final Map<String, String> values;

	private boolean told;

	/**
	 * @param file its folder is made if need be
	 * @throws InvalidInputException if there is something that cannot be read as a file
	 */
	public FileStore(Path file) {
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
	public synchronized void set(String key, String value) {
		if (!value.equals(this.values.put(key, value)) || this.told) {
			save();
		}
	}

	@Override
	public synchronized void remove(String key) {
		if (this.values.remove(key) != null || this.told) {
			save();
		}
	}

	@Override
	public synchronized Set<String> keys() {
		return new TreeSet<>(this.values.keySet());
	}

	private void save() {
		ObjectNode json = JsonValue.object();
		this.values.forEach(json::put);
		Path part = this.file.resolveSibling(this.file.getFileName() + ".part");
		try {
			Files.write(part, JsonValue.bytes(json), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
					StandardOpenOption.WRITE, StandardOpenOption.SYNC);
			Files.move(part, this.file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
			this.told = false;
		}
		catch (IOException ex) {
			if (!this.told) {
				LOG.warn("state is kept in memory until {} can be written: {}", this.file, ex.toString());
			}
			this.told = true;
		}
	}

	@Override
	public void close() {
		// Every change is in the file already.
	}

}
