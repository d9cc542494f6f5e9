/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.tracing;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.LogThrottle;

/**
 * Sends spans by OTLP over HTTP, once, and counts those that are lost. It also bounds the
 * spans that wait, so that the batch processor before it never drops one uncounted.
 * Thread-safe.
 */
final class Delivery implements SpanExporter {

	/** Spans that may wait for their delivery. */
	static final int MOST_WAITING = 8192;

	/** Longest time to wait for the receiver's answer. */
	static final Duration ANSWER = Duration.ofSeconds(5);

	private static final Logger LOG = LoggerFactory.getLogger(DecisionTraces.class);

	private final String endpoint;

	private final SpanExporter exporter;

	private final Counter dropped;

	private final LogThrottle undelivered;

	private final AtomicInteger waiting = new AtomicInteger();

	/**
	 * @param endpoint URL of the receiver, with its path
	 * @param headers that it requires
	 */
	Delivery(String endpoint, Map<String, String> headers, Clock clock, Counter dropped) {
		OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
			.setEndpoint(endpoint)
			.setTimeout(ANSWER)
			.setCompression("gzip")
			.setRetryPolicy(null);
		headers.forEach(builder::addHeader);
		this.endpoint = endpoint;
		this.exporter = builder.build();
		this.dropped = dropped;
		this.undelivered = new LogThrottle(LOG, Level.WARN, "deliveries of traces that failed", clock, 1);
	}

	/** Returns whether so many more spans may wait; counts a drop otherwise. */
	boolean admits(int spans) {
		if (this.waiting.addAndGet(spans) > MOST_WAITING) {
			this.waiting.addAndGet(-spans);
			this.dropped.increment();
			return false;
		}
		return true;
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		int count = spans.size();
		this.waiting.addAndGet(-count);
		CompletableResultCode answer = this.exporter.export(spans);
		return answer.whenComplete(() -> {
			if (!answer.isSuccess()) {
				failed(count, answer.getFailureThrowable());
			}
		});
	}

	private void failed(int lost, @Nullable Throwable cause) {
		this.dropped.increment(lost);
		if (this.undelivered.admits()) {
			LOG.warn("traces are not delivered to {}, decisions go on: {}", this.endpoint,
					(cause != null) ? cause.toString() : "it does not take them");
		}
	}

	@Override
	public CompletableResultCode flush() {
		return this.exporter.flush();
	}

	@Override
	public CompletableResultCode shutdown() {
		return this.exporter.shutdown();
	}

}
