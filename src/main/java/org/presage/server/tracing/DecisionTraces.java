package org.presage.server.tracing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

import io.micrometer.core.instrument.Counter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
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
import org.presage.control.ControlFeedback;
import org.presage.control.Decision;
import org.presage.control.DecisionTimes;
import org.presage.control.DecisionTracer;

/**
 * Follows a share of the decisions. The loops only put what there is into a queue; one
 * thread makes spans of it and delivers them by OTLP over HTTP. What does not fit, or
 * cannot be delivered, is dropped and counted.
 */
public final class DecisionTraces implements DecisionTracer, AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(DecisionTraces.class);

	private static final int QUEUE = 8192;

	private static final long PERIOD_MS = 1000;

	private static final long ANSWER_SECONDS = 5;

	/** What log lines ask for the trace of a decision; logging has no other way here. */
	private static volatile @Nullable LongFunction<@Nullable String> names;

	private final TraceIds ids;

	private final DecisionSpans spans;

	private final SpanExporter exporter;

	private final String endpoint;

	private final Clock clock;

	private final Counter dropped;

	private final LogThrottle undelivered;

	private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(QUEUE);

	private final ScheduledExecutorService timer = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("traces").factory());

	/**
	 * Begins to follow.
	 * @param endpoint URL of the receiver, with its path
	 * @param headers that it wants
	 * @param ratio share of the decisions, 0 to 1
	 * @param instance name of this program among those alike
	 * @param dropped counts spans that were not delivered, and decisions that there was
	 * no room for
	 */
	public DecisionTraces(String endpoint, Map<String, String> headers, double ratio, String instance, Clock clock,
			Counter dropped) {
		OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
			.setEndpoint(endpoint)
			.setTimeout(Duration.ofSeconds(ANSWER_SECONDS))
			.setCompression("gzip")
			.setRetryPolicy(null);
		headers.forEach(builder::addHeader);
		this.exporter = builder.build();
		this.endpoint = endpoint;
		this.clock = clock;
		this.dropped = dropped;
		this.ids = new TraceIds(clock.epochMillis() ^ (long) instance.hashCode() << Integer.SIZE, ratio);
		this.spans = new DecisionSpans(this.ids, Attributes.of(AttributeKey.stringKey("service.name"), "presage",
				AttributeKey.stringKey("service.instance.id"), instance));
		this.undelivered = new LogThrottle(LOG, Level.WARN, "deliveries of traces that failed", clock, 1);
		this.timer.scheduleWithFixedDelay(this::deliver, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
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
		long epochNs = epochNs();
		offer(() -> this.spans.decided(decision, times, epochNs));
	}

	@Override
	public void heard(ControlFeedback feedback) {
		if (this.ids.follows(feedback.decisionId())) {
			long atNs = this.clock.nanoTime() + epochNs();
			offer(() -> this.spans.heard(feedback, atNs));
		}
	}

	/** From the monotonic clock to 1970. */
	private long epochNs() {
		return TimeUnit.MILLISECONDS.toNanos(this.clock.epochMillis()) - this.clock.nanoTime();
	}

	private void offer(Runnable event) {
		if (!this.queue.offer(event)) {
			this.dropped.increment();
		}
	}

	private void deliver() {
		try {
			deliverOnce();
		}
		catch (RuntimeException ex) {
			// An exception would end the timer's task for good.
			failed(0, ex);
		}
	}

	private void deliverOnce() {
		List<Runnable> events = new ArrayList<>();
		this.queue.drainTo(events);
		events.forEach(Runnable::run);
		List<SpanData> ended = this.spans.take();
		if (ended.isEmpty()) {
			return;
		}
		CompletableResultCode answer = this.exporter.export(ended).join(ANSWER_SECONDS + 1, TimeUnit.SECONDS);
		if (!answer.isSuccess()) {
			failed(ended.size(), answer.getFailureThrowable());
		}
	}

	private void failed(int lost, @Nullable Throwable cause) {
		this.dropped.increment(lost);
		if (this.undelivered.admits()) {
			LOG.warn("traces are not delivered to {}, decisions go on: {}", this.endpoint,
					(cause != null) ? cause.toString() : "it does not take them");
		}
	}

	/** Delivers what there is, once. */
	@Override
	public void close() {
		names = null;
		try {
			this.timer.execute(this::deliver);
			this.timer.shutdown();
			if (!this.timer.awaitTermination(ANSWER_SECONDS, TimeUnit.SECONDS)) {
				this.timer.shutdownNow();
			}
		}
		catch (RejectedExecutionException ex) {
			LOG.debug("closed already", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.exporter.shutdown();
	}

}
