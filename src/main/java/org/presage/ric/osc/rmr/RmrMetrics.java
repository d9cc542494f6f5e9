package org.presage.ric.osc.rmr;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.presage.control.metrics.MetricNames;

/** What an endpoint counts. */
final class RmrMetrics {

	private final MeterRegistry registry;

	private final Counter received;

	private final Map<SendResult, Counter> sent = new EnumMap<>(SendResult.class);

	private final Map<Loss, Counter> lost = new EnumMap<>(Loss.class);

	private final Counter unreachable;

	private final Counter taken;

	private final Counter refused;

	private final AtomicInteger in;

	private final AtomicInteger out;

	private final AtomicInteger routes = new AtomicInteger();

	RmrMetrics(MeterRegistry registry) {
		this.registry = registry;
		this.received = registry.counter(MetricNames.RMR_MESSAGES, "result", "received");
		for (SendResult result : SendResult.values()) {
			this.sent.put(result, registry.counter(MetricNames.RMR_MESSAGES, "result", label(result)));
		}
		for (Loss loss : Loss.values()) {
			this.lost.put(loss, registry.counter(MetricNames.RMR_DROPPED, "reason", loss.label()));
		}
		this.unreachable = registry.counter(MetricNames.RMR_UNREACHABLE);
		this.taken = registry.counter(MetricNames.RMR_TABLES, "result", "taken");
		this.refused = registry.counter(MetricNames.RMR_TABLES, "result", "refused");
		this.in = connections("in");
		this.out = connections("out");
		Gauge.builder(MetricNames.RMR_ROUTES, this.routes, AtomicInteger::get).register(registry);
	}

	private AtomicInteger connections(String direction) {
		AtomicInteger count = new AtomicInteger();
		Gauge.builder(MetricNames.RMR_CONNECTIONS, count, AtomicInteger::get)
			.tag("direction", direction)
			.register(this.registry);
		return count;
	}

	private static String label(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

	void received() {
		this.received.increment();
	}

	SendResult sent(SendResult result) {
		count(this.sent, result);
		return result;
	}

	void lost(Loss loss) {
		count(this.lost, loss);
	}

	private static <E extends Enum<E>> void count(Map<E, Counter> counters, E what) {
		Counter counter = counters.get(what);
		if (counter != null) {
			counter.increment();
		}
	}

	/** Connections that peers made. */
	AtomicInteger in() {
		return this.in;
	}

	/** Connections that we made. */
	AtomicInteger out() {
		return this.out;
	}

	/** An attempt to connect that failed. */
	void unreachable() {
		this.unreachable.increment();
	}

	/** The table in use. */
	void routes(RouteTable table) {
		this.routes.set(table.size());
	}

	/** What became of a table that was sent. */
	void table(boolean good) {
		(good ? this.taken : this.refused).increment();
	}

}
