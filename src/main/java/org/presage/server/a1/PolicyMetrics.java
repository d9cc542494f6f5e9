/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.MeterRegistry;

import org.presage.control.metrics.EnumCounters;
import org.presage.control.metrics.Metric;

/** What a book of policies shows of itself. */
final class PolicyMetrics {

	private final EnumCounters<PolicyRefused.Reason> refused;

	private final AtomicLong changedMs = new AtomicLong();

	private final MeterRegistry registry;

	PolicyMetrics(MeterRegistry registry) {
		this.registry = registry;
		this.refused = Metric.POLICY_REFUSED.counters(registry, PolicyRefused.Reason.class);
		Metric.POLICY_CHANGED.gauge(registry, this.changedMs, (ms) -> ms.get() / 1e3);
	}

	void count(PolicyStore book, ToDoubleFunction<PolicyStore> enforced, ToDoubleFunction<PolicyStore> others) {
		Metric.POLICIES.gauge(this.registry, book, enforced, "enforced");
		Metric.POLICIES.gauge(this.registry, book, others, "not_enforced");
	}

	void refused(PolicyRefused.Reason reason) {
		this.refused.increment(reason);
	}

	void changed(long nowMs) {
		this.changedMs.set(nowMs);
	}

}
