/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;

import org.presage.base.Clock;
import org.presage.control.metrics.Metric;
import org.presage.ric.state.FileStore;
import org.presage.ric.state.RedisSettings;
import org.presage.ric.state.RedisStore;
import org.presage.ric.state.StateStore;

/** Where state survives a restart. */
final class Stores {

	static final Duration WITHIN = Duration.ofMillis(500);

	private Stores() {
	}

	/**
	 * The RIC's shared data layer if the environment names one, else a file.
	 * @param namespace in the shared data layer
	 */
	static StateStore open(String namespace, Path file, Clock clock, MeterRegistry meters) {
		Optional<RedisSettings> shared = RedisSettings.from(System.getenv(), namespace, WITHIN);
		return shared.isPresent() ? new RedisStore(shared.get(), namespace, clock, meters)
				: new FileStore(file, Metric.STATE_MISSED.counter(meters));
	}

}
