/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.util.Locale;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.learning.DriftMonitor;
import org.presage.learning.LiveComparison;

/** Logs and counts the alarms of {@link LiveComparison}. Used by one thread. */
final class DriftAlarms {

	private static final Logger LOG = LoggerFactory.getLogger(DriftAlarms.class);

	private final LiveComparison live;

	private final LearnMetrics metrics;

	DriftAlarms(LiveComparison live, LearnMetrics metrics) {
		this.live = live;
		this.metrics = metrics;
	}

	/**
	 * Takes the new ones.
	 * @param onDrift is given those that a training may help with
	 */
	void poll(Consumer<DriftMonitor.Alarm> onDrift) {
		for (DriftMonitor.Alarm alarm = this.live.alarm(); alarm != null; alarm = this.live.alarm()) {
			this.metrics.alarm(alarm.kind());
			LOG.warn("{} in group {}: {}", alarm.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
					alarm.group(), alarm.reason());
			if (alarm.kind() == DriftMonitor.Kind.DRIFT) {
				onDrift.accept(alarm);
			}
		}
	}

}
