/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Nodes that are held for as long as this lives. */
public final class HeldNodesInMemory implements NodeGuard.Memory {

	private final Map<String, String> held = new ConcurrentHashMap<>();

	@Override
	public Map<String, String> all() {
		return Map.copyOf(this.held);
	}

	@Override
	public void put(String key, String value) {
		this.held.put(key, value);
	}

	@Override
	public void remove(String key) {
		this.held.remove(key);
	}

}
