package org.presage.e2.edge;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.event.Level;

import org.presage.monitor.LogLimit;
import org.presage.time.Clock;

/** How often the cells of one edge together may say what goes wrong. Thread-safe. */
final class EdgeLog {

	private final Map<EdgeMetrics.Result, LogLimit> unused = new EnumMap<>(EdgeMetrics.Result.class);

	private final LogLimit rejected;

	private final LogLimit renewed;

	private final LogLimit refused;

	private final LogLimit failed;

	EdgeLog(Logger log, Clock clock) {
		for (EdgeMetrics.Result result : EdgeMetrics.Result.values()) {
			this.unused.put(result, new LogLimit(log, Level.WARN,
					"indications that were not used (" + EdgeMetrics.name(result) + ')', clock));
		}
		this.rejected = new LogLimit(log, Level.WARN, "indications that the loop rejected", clock);
		this.renewed = new LogLimit(log, Level.INFO, "subscriptions that are made again", clock);
		this.refused = new LogLimit(log, Level.WARN, "controls that were refused or not answered", clock);
		this.failed = new LogLimit(log, Level.ERROR, "failures of the edge itself", clock);
	}

	/** Indications that are not used. */
	LogLimit unused(EdgeMetrics.Result why) {
		return Objects.requireNonNull(this.unused.get(why));
	}

	/** Indications that the loop rejects. */
	LogLimit rejected() {
		return this.rejected;
	}

	/** Subscriptions that are made again. */
	LogLimit renewed() {
		return this.renewed;
	}

	/** Controls that are refused, or that nobody answers. */
	LogLimit refused() {
		return this.refused;
	}

	/** Defects of our own. */
	LogLimit failed() {
		return this.failed;
	}

}
