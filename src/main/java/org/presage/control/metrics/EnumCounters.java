/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control.metrics;

import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * A counter for each constant of an enum. Incrementing allocates nothing; thread-safe.
 *
 * @param <E> what is counted
 */
public final class EnumCounters<E extends Enum<E>> {

	/** By ordinal. */
	private final Counter[] counters;

	EnumCounters(RegisteredMetric metric, MeterRegistry registry, Class<E> values) {
		E[] constants = values.getEnumConstants();
		this.counters = new Counter[constants.length];
		for (E constant : constants) {
			this.counters[constant.ordinal()] = metric.counter(registry, constant.name().toLowerCase(Locale.ROOT));
		}
	}

	/** Counts one more. */
	public void increment(E value) {
		this.counters[value.ordinal()].increment();
	}

}
