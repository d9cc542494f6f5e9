/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.CellId;

/** The streams that are open, by sub_id and by cell. Thread-safe. */
final class IndicationStreams {

	private final Map<Integer, OscStream> byInstance = new ConcurrentHashMap<>();

	private final Map<CellId, Integer> instances = new ConcurrentHashMap<>();

	@Nullable OscStream get(int instance) {
		return this.byInstance.get(instance);
	}

	/** The sub_id of a cell's stream; {@link OscStream#UNKNOWN} if none is open. */
	int instance(CellId cell) {
		return this.instances.getOrDefault(cell, OscStream.UNKNOWN);
	}

	/** All that are open. */
	List<OscStream> all() {
		return List.copyOf(this.byInstance.values());
	}

	void add(int instance, OscStream stream) {
		this.byInstance.put(instance, stream);
		this.instances.put(stream.target().id(), instance);
	}

	void remove(int instance, OscStream stream) {
		if (this.byInstance.remove(instance, stream)) {
			this.instances.remove(stream.target().id(), instance);
		}
	}

}
