/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import org.presage.control.metrics.Metric;

/**
 * Files that belong together and are taken again when one of them changes. What cannot be
 * used is counted and logged, and what was there before goes on.
 */
public final class WatchedFiles {

	private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

	private final Supplier<List<Path>> files;

	private final Runnable take;

	private final Counter taken;

	private final Counter failed;

	private Map<Path, FileVersion> seen;

	/**
	 * Takes the files.
	 * @param take reads them and, only if all are good, puts them to use; throws
	 * {@link InvalidConfigurationPropertyValueException} if not
	 */
	public WatchedFiles(List<Path> files, Runnable take, MeterRegistry meters) {
		this(() -> files, take, Metric.SECURITY_RELOAD.counter(meters), Metric.SECURITY_RELOAD_FAILED.counter(meters));
	}

	/**
	 * Takes files that may come and go.
	 * @param taken counts changes that were put to use
	 * @param failed counts those that could not be
	 */
	public WatchedFiles(Supplier<List<Path>> files, Runnable take, Counter taken, Counter failed) {
		this.files = files;
		this.take = take;
		this.taken = taken;
		this.failed = failed;
		this.seen = versions();
		take.run();
	}

	private Map<Path, FileVersion> versions() {
		Map<Path, FileVersion> versions = new TreeMap<>();
		this.files.get().forEach((file) -> versions.put(file, FileVersion.of(file)));
		return versions;
	}

	/**
	 * Looks whether a file changed, and takes all of them if so. Whatever happens, it can
	 * be called again.
	 */
	public synchronized void check() {
		try {
			takeIfChanged();
		}
		catch (RuntimeException | Error ex) {
			this.failed.increment();
			LOG.error("could not be checked for changes", ex);
		}
	}

	private void takeIfChanged() {
		Map<Path, FileVersion> now = versions();
		if (now.equals(this.seen)) {
			return;
		}
		this.seen = now;
		try {
			this.take.run();
			this.taken.increment();
			LOG.info("changed and in use: {}", now.keySet());
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			this.failed.increment();
			LOG.error("not changed: {}", ex.getMessage());
		}
	}

}
