package org.presage.ric.osc;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.presage.control.metrics.MetricNames;

/** What the edge to the O-RAN SC RIC counts. */
final class OscMetrics {

	private final Map<Ignored, Counter> ignored = new EnumMap<>(Ignored.class);

	/**
	 * @param streams that are open
	 */
	OscMetrics(MeterRegistry registry, IndicationStreams streams) {
		for (Ignored reason : Ignored.values()) {
			this.ignored.put(reason,
					registry.counter(MetricNames.OSC_IGNORED, "reason", reason.name().toLowerCase(Locale.ROOT)));
		}
		Gauge.builder(MetricNames.OSC_SUBSCRIPTIONS, streams, (open) -> open.all().size())
			.description("Subscriptions that the RIC has accepted")
			.register(registry);
	}

	/** Why a message of the RIC was left alone. */
	enum Ignored {

		/** An indication with a sub_id that is none of ours. */
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
		Objects.requireNonNull(this.ignored.get(reason)).increment();
	}

}
