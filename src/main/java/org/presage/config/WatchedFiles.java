package org.presage.config;

import java.nio.file.Path;
import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import org.presage.monitor.MetricNames;

/**
 * Files that belong together and are taken again when one of them changes. What cannot be
 * used is counted and logged, and what was there before goes on.
 */
final class WatchedFiles {

	private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

	private final List<Path> files;

	private final Runnable take;

	private final Counter taken;

	private final Counter failed;

	private List<FileVersion> seen;

	/**
	 * Takes the files.
	 * @param take reads them and, only if all are good, puts them to use; throws
	 * {@link InvalidConfigurationPropertyValueException} if not
	 */
	WatchedFiles(List<Path> files, Runnable take, MeterRegistry meters) {
		this.files = List.copyOf(files);
		this.take = take;
		this.taken = meters.counter(MetricNames.SECURITY_RELOADED);
		this.failed = meters.counter(MetricNames.SECURITY_RELOAD_FAILED);
		this.seen = versions();
		take.run();
	}

	private List<FileVersion> versions() {
		return this.files.stream().map(FileVersion::of).toList();
	}

	/** Looks whether a file changed, and takes all of them if so. */
	synchronized void check() {
		List<FileVersion> now = versions();
		if (now.equals(this.seen)) {
			return;
		}
		this.seen = now;
		try {
			this.take.run();
			this.taken.increment();
			LOG.info("changed and in use: {}", this.files);
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			this.failed.increment();
			LOG.error("not changed: {}", ex.getMessage());
		}
	}

}
