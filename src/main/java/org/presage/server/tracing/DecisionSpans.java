/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.tracing;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import org.presage.base.LogKeys;
import org.presage.control.ControlFeedback;
import org.presage.control.ControlStage;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.control.DecisionTimes;

/**
 * Makes spans of decisions and of answers to their control, on the thread that calls. A
 * thread of OpenTelemetry delivers them in batches. Thread-safe; no call waits for a
 * delivery.
 */
final class DecisionSpans implements AutoCloseable {

	/** Decisions whose control may still be answered. */
	private static final int MOST_OPEN = 4096;

	/**
	 * Spans of a planned decision: itself and its four parts; the next is its control.
	 */
	private static final int CONTROL = 5;

	private static final Duration PERIOD = Duration.ofSeconds(1);

	private static final Duration DELIVERY = Delivery.ANSWER.plusSeconds(1);

	private static final AttributeKey<String> CELL = AttributeKey.stringKey(LogKeys.CELL);

	private static final AttributeKey<String> NODE = AttributeKey.stringKey(LogKeys.NODE);

	private static final AttributeKey<Long> DECISION = AttributeKey.longKey(LogKeys.DECISION);

	private static final AttributeKey<String> MODEL = AttributeKey.stringKey(LogKeys.MODEL);

	private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("presage.outcome");

	private static final AttributeKey<String> DETAIL = AttributeKey.stringKey("presage.detail");

	private static final AttributeKey<Long> PRBS = AttributeKey.longKey("presage.prbs");

	private static final AttributeKey<Long> ITERATIONS = AttributeKey.longKey("presage.iterations");

	private static final AttributeKey<String> STATUS = AttributeKey.stringKey("presage.control.status");

	private final TraceIds ids;

	private final Delivery delivery;

	private final SdkTracerProvider provider;

	private final Tracer tracer;

	private final Map<Long, Long> decidedNs = Collections.synchronizedMap(new LinkedHashMap<>() {
		@Override
		protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
			return size() > MOST_OPEN;
		}
	});

	DecisionSpans(TraceIds ids, Attributes service, Delivery delivery) {
		this.ids = ids;
		this.delivery = delivery;
		this.provider = SdkTracerProvider.builder()
			.setSampler(Sampler.alwaysOn())
			.setIdGenerator(ids)
			.setResource(Resource.create(service))
			.addSpanProcessor(BatchSpanProcessor.builder(delivery)
				.setMaxQueueSize(Delivery.MOST_WAITING)
				.setScheduleDelay(PERIOD)
				.setExporterTimeout(DELIVERY)
				.build())
			.build();
		this.tracer = this.provider.get("org.presage");
	}

	/**
	 * A decision.
	 * @param epochNs what is added to its times to have them since 1970
	 */
	void decided(Decision decision, DecisionTimes times, long epochNs) {
		boolean planned = decision.outcome() == Outcome.PLANNED;
		if (!this.delivery.admits(planned ? CONTROL : 1)) {
			return;
		}
		this.ids.next(decision.id(), 0);
		Span root = this.tracer.spanBuilder("decision")
			.setNoParent()
			.setSpanKind(SpanKind.CONSUMER)
			.setStartTimestamp(times.receivedNs() + epochNs, TimeUnit.NANOSECONDS)
			.setAttribute(CELL, decision.frame().cell().toString())
			.setAttribute(NODE, decision.frame().cell().node())
			.setAttribute(DECISION, decision.id())
			.setAttribute(MODEL, decision.modelVersion())
			.setAttribute(OUTCOME, decision.outcome().name())
			.setAttribute(PRBS, (long) decision.prbs())
			.setAttribute(ITERATIONS, (long) decision.iterations())
			.startSpan();
		if (!decision.detail().isEmpty()) {
			root.setAttribute(DETAIL, decision.detail());
		}
		if (decision.outcome() == Outcome.MODEL_FAILED || decision.outcome() == Outcome.FAILED) {
			root.setStatus(StatusCode.ERROR, decision.detail());
		}
		if (planned) {
			Context within = Context.root().with(root);
			part("wait", within, times.receivedNs() + epochNs, times.encodingNs() + epochNs);
			part("encode", within, times.encodingNs() + epochNs, times.encodedNs() + epochNs);
			part("plan", within, times.encodedNs() + epochNs, times.plannedNs() + epochNs);
			part("guard", within, times.plannedNs() + epochNs, times.decidedNs() + epochNs);
		}
		root.end(times.decidedNs() + epochNs, TimeUnit.NANOSECONDS);
		this.decidedNs.put(decision.id(), times.decidedNs() + epochNs);
	}

	private void part(String name, Context within, long startNs, long endNs) {
		builder(name, within, startNs).startSpan().end(endNs, TimeUnit.NANOSECONDS);
	}

	private SpanBuilder builder(String name, Context within, long startNs) {
		return this.tracer.spanBuilder(name).setParent(within).setStartTimestamp(startNs, TimeUnit.NANOSECONDS);
	}

	/**
	 * The answer to the control of a decision, which has ended long ago.
	 * @param atNs since 1970
	 */
	void received(ControlFeedback feedback, long atNs) {
		Long startNs = this.decidedNs.remove(feedback.decisionId());
		if (startNs == null || !this.delivery.admits(1)) {
			return;
		}
		SpanContext root = SpanContext.create(this.ids.trace(feedback.decisionId()),
				this.ids.span(feedback.decisionId(), 0), TraceFlags.getSampled(), TraceState.getDefault());
		this.ids.next(feedback.decisionId(), CONTROL);
		Span control = builder("control", Context.root().with(Span.wrap(root)), startNs).setSpanKind(SpanKind.CLIENT)
			.setAttribute(STATUS, feedback.status().name())
			.startSpan();
		if (feedback.status() != ControlStage.ACKNOWLEDGED) {
			control.setStatus(StatusCode.ERROR, feedback.cause());
		}
		control.end(Math.max(startNs, atNs), TimeUnit.NANOSECONDS);
	}

	/** Delivers the rest, for a few seconds at most. */
	@Override
	public void close() {
		this.provider.shutdown().join(DELIVERY.toSeconds(), TimeUnit.SECONDS);
	}

}
