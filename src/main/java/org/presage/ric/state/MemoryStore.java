/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** State that does not survive, for those who only look. */
public final class MemoryStore implements StateStore {

	private final Map<String, String> values = new TreeMap<>();

	@Override
	public synchronized Optional<String> get(String key) {
		return Optional.ofNullable(this.values.get(key));
	}

	@Override
	public synchronized boolean set(String key, String value) {
		this.values.put(key, value);
		return true;
	}

	@Override
	public synchronized boolean remove(String key) {
		this.values.remove(key);
		return true;
	}

	@Override
	public synchronized Set<String> keys() {
		return new TreeSet<>(this.values.keySet());
	}

	@Override
	public void close() {
		// Nothing is held.
	}

}
