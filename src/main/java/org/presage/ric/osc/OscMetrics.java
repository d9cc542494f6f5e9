/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import io.micrometer.core.instrument.MeterRegistry;

import org.presage.control.metrics.EnumCounters;
import org.presage.control.metrics.Metric;

/** What the edge to the O-RAN SC RIC counts. */
final class OscMetrics {

	private final EnumCounters<Ignored> ignored;

	/**
	 * @param streams that are open
	 */
	OscMetrics(MeterRegistry registry, IndicationStreams streams) {
		this.ignored = Metric.OSC_IGNORED.counters(registry, Ignored.class);
		Metric.OSC_SUBSCRIPTIONS.gauge(registry, streams, (open) -> open.all().size());
	}

	/** Why a message of the RIC was ignored. */
	enum Ignored {

		/** An indication with a sub_id that is none of Presage. */
		UNKNOWN_SUBSCRIPTION,
		/** An indication of another node than was subscribed to. */
		OTHER_NODE,
		/** Not E2AP, or something else than its type says. */
		MALFORMED,
		/** An answer that nobody waits for: late, told twice, or another xApp's. */
		UNEXPECTED_ANSWER,
		/** A type that is no use here. */
		OTHER_TYPE

	}

	void ignored(Ignored reason) {
		this.ignored.increment(reason);
	}

}
