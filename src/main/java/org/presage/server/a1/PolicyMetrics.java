package org.presage.server.a1;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.presage.control.metrics.MetricNames;

/** What a book of policies shows of itself. */
final class PolicyMetrics {

	private final Map<PolicyRefused.Reason, Counter> refused = new EnumMap<>(PolicyRefused.Reason.class);

	private final AtomicLong changedMs = new AtomicLong();

	private final MeterRegistry registry;

	PolicyMetrics(MeterRegistry registry) {
		this.registry = registry;
		for (PolicyRefused.Reason reason : PolicyRefused.Reason.values()) {
			this.refused.put(reason, registry.counter(MetricNames.POLICY_REFUSED, "reason", reason.label()));
		}
		Gauge.builder(MetricNames.POLICY_CHANGED, this.changedMs, (ms) -> ms.get() / 1e3)
			.description("When what is in force changed last, in seconds since 1970")
			.register(registry);
	}

	void count(PolicyStore book, ToDoubleFunction<PolicyStore> enforced, ToDoubleFunction<PolicyStore> others) {
		gauge(book, "enforced", enforced);
		gauge(book, "not_enforced", others);
	}

	private void gauge(PolicyStore book, String state, ToDoubleFunction<PolicyStore> count) {
		Gauge.builder(MetricNames.POLICIES, book, count).tag("state", state).register(this.registry);
	}

	void refused(PolicyRefused.Reason reason) {
		Counter counter = this.refused.get(reason);
		if (counter != null) {
			counter.increment();
		}
	}

	void changed(long nowMs) {
		this.changedMs.set(nowMs);
	}

}
