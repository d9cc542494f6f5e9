/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import org.presage.base.Clock;
import org.presage.base.TaskTimer;
import org.presage.control.metrics.Metric;
import org.presage.ric.state.StateStore;
import org.presage.server.a1.KeptPolicies;
import org.presage.server.a1.A1Policy;
import org.presage.server.a1.PolicyStore;
import org.presage.server.a1.PolicyChecks;
import org.presage.server.a1.PolicyFiles;
import org.presage.server.a1.PolicyRefused;
import org.presage.server.config.IntentProperties;
import org.presage.server.config.WatchedFiles;

/**
 * The book of policies, with what it is kept in and the files that are watched for it.
 */
final class OperatorIntent implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(OperatorIntent.class);

	private static final long CHECK_MS = 1000;

	private final StateStore store;

	private final PolicyStore book;

	private final @Nullable WatchedFiles files;

	/** Whether files have been taken. */
	private boolean started;

	private final int mostPolicies;

	private final TaskTimer watch;

	/**
	 * @throws InvalidConfigurationPropertyValueException if there is something wrong with
	 * the file
	 */
	OperatorIntent(IntentProperties properties, PolicyChecks checks, Clock clock, MeterRegistry meters) {
		Counter taken = Metric.POLICY_RELOAD.counter(meters);
		Counter failed = Metric.POLICY_RELOAD_FAILED.counter(meters);
		this.mostPolicies = properties.maxPolicies();
		this.watch = PresageServer.timer("intent", meters);
		this.store = Stores.open(properties.namespace(), properties.state(), clock, meters);
		this.book = new PolicyStore(checks, new KeptPolicies(this.store), clock, meters, properties.maxPolicies());
		Path file = properties.file();
		this.files = (file == null) ? null
				: new WatchedFiles(() -> PolicyFiles.files(file), () -> take(file), taken, failed);
		this.started = true;
		// Also without anybody who asks, what begins and ends is logged.
		PresageServer.every(Duration.ofMillis(CHECK_MS), this.watch, this.book::check);
		if (this.files != null) {
			PresageServer.every(properties.watch(), this.watch, this.files::check);
		}
	}

	private void take(Path file) {
		try {
			List<A1Policy> read = PolicyFiles.read(file, this.mostPolicies);
			if (this.started) {
				this.book.files(read);
			}
			else {
				this.book.filesAtStart(read);
			}
		}
		catch (PolicyRefused ex) {
			throw new InvalidConfigurationPropertyValueException("presage.intent.file", file,
					String.valueOf(ex.getMessage()));
		}
	}

	PolicyStore book() {
		return this.book;
	}

	@Override
	public void close() {
		this.watch.shutdownNow();
		this.store.close();
	}

}
