/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.tracing;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

import io.micrometer.core.instrument.Counter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;
import org.presage.control.ControlFeedback;
import org.presage.control.Decision;
import org.presage.control.DecisionTimes;
import org.presage.control.DecisionTracer;

/**
 * Traces a share of the decisions and delivers them by OTLP over HTTP. A span for which
 * there is no room, or which cannot be delivered, is dropped and counted. Thread-safe; no
 * call waits for a delivery.
 */
public final class DecisionTraces implements DecisionTracer, AutoCloseable {

	/** What log lines ask for the trace of a decision; logging has no other way here. */
	private static volatile @Nullable LongFunction<@Nullable String> names;

	private final TraceIds ids;

	private final DecisionSpans spans;

	private final Clock clock;

	/**
	 * Starts to trace.
	 * @param endpoint URL of the receiver, with its path
	 * @param headers that it requires
	 * @param ratio share of the decisions, 0 to 1
	 * @param instance name of this instance
	 * @param dropped counts spans that were not delivered, and decisions that there was
	 * no room for
	 */
	public DecisionTraces(String endpoint, Map<String, String> headers, double ratio, String instance, Clock clock,
			Counter dropped) {
		this.clock = clock;
		this.ids = new TraceIds(clock.epochMillis() ^ (long) instance.hashCode() << Integer.SIZE, ratio);
		this.spans = new DecisionSpans(this.ids,
				Attributes.of(AttributeKey.stringKey("service.name"), "presage",
						AttributeKey.stringKey("service.instance.id"), instance),
				new Delivery(endpoint, headers, clock, dropped));
		names = (decision) -> this.ids.follows(decision) ? this.ids.trace(decision) : null;
	}

	/** Trace of a decision, 32 hexadecimal digits; null if it is not followed. */
	public static @Nullable String traceOf(long decision) {
		LongFunction<@Nullable String> known = names;
		return (known != null) ? known.apply(decision) : null;
	}

	@Override
	public boolean follows(long decisionId) {
		return this.ids.follows(decisionId);
	}

	@Override
	public void decided(Decision decision, DecisionTimes times) {
		this.spans.decided(decision, times, epochNs());
	}

	@Override
	public void received(ControlFeedback feedback) {
		if (this.ids.follows(feedback.decisionId())) {
			this.spans.received(feedback, this.clock.nanoTime() + epochNs());
		}
	}

	/** From the monotonic clock to 1970. */
	private long epochNs() {
		return TimeUnit.MILLISECONDS.toNanos(this.clock.epochMillis()) - this.clock.nanoTime();
	}

	/** Delivers what there is, once. */
	@Override
	public void close() {
		names = null;
		this.spans.close();
	}

}
