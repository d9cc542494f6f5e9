/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.LogThrottle;

/** How often the cells of one edge together may say what goes wrong. Thread-safe. */
final class EdgeLog {

	private final Map<EdgeMetrics.Result, LogThrottle> unused = new EnumMap<>(EdgeMetrics.Result.class);

	private final LogThrottle rejected;

	private final LogThrottle renewed;

	private final LogThrottle fruitless;

	private final LogThrottle refused;

	private final LogThrottle failed;

	private final LogThrottle absurd;

	private final LogThrottle never;

	EdgeLog(Logger log, Clock clock) {
		for (EdgeMetrics.Result result : EdgeMetrics.Result.values()) {
			this.unused.put(result, new LogThrottle(log, Level.WARN,
					"indications that were not used (" + EdgeMetrics.name(result) + ')', clock));
		}
		this.rejected = new LogThrottle(log, Level.WARN, "indications that the loop rejected", clock);
		this.renewed = new LogThrottle(log, Level.INFO, "subscriptions that are made again", clock);
		this.fruitless = new LogThrottle(log, Level.WARN, "cells that never report", clock);
		this.refused = new LogThrottle(log, Level.WARN, "controls that were refused or not answered", clock);
		this.absurd = new LogThrottle(log, Level.WARN, "indications with a time that cannot be", clock);
		this.never = new LogThrottle(log, Level.INFO, "cells of which some KPIs never come", clock);
		this.failed = new LogThrottle(log, Level.ERROR, "failures of the edge itself", clock);
	}

	/** Indications that are not used. */
	LogThrottle unused(EdgeMetrics.Result why) {
		return Objects.requireNonNull(this.unused.get(why));
	}

	/** Indications that the loop rejects. */
	LogThrottle rejected() {
		return this.rejected;
	}

	/** Subscriptions that are made again. */
	LogThrottle renewed() {
		return this.renewed;
	}

	/** Cells that do not report whatever is subscribed to. */
	LogThrottle fruitless() {
		return this.fruitless;
	}

	/** Controls that are refused, or that nobody answers. */
	LogThrottle refused() {
		return this.refused;
	}

	/** Indications whose time cannot be. */
	LogThrottle absurd() {
		return this.absurd;
	}

	/** Cells of which some KPIs never come. */
	LogThrottle never() {
		return this.never;
	}

	/** Defects of our own. */
	LogThrottle failed() {
		return this.failed;
	}

}
