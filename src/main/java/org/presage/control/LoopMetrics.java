package org.presage.control;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.presage.control.metrics.MetricNames;

/**
 * The metrics that the loop records, registered once; recording allocates nothing.
 *
 * @param <O> the outcomes of a decision
 * @param <R> the results of a frame
 */
public final class LoopMetrics<O extends Enum<O>, R extends Enum<R>> {

	private static final Duration[] BUCKETS = { Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
			Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMillis(100),
			Duration.ofMillis(1000) };

	private final Timer decision;

	private final Timer encode;

	private final Timer imagine;

	private final Map<O, Counter> decisions;

	private final Map<R, Counter> frames;

	private final MeterRegistry registry;

	private final Map<Enum<?>, Counter> controls = new ConcurrentHashMap<>();

	private final Counter deadlineMissed;

	private final Counter rolloutSteps;

	private final Counter nonFinite;

	private final AtomicLong iterations = new AtomicLong();

	/** Cells and frames of each loop. */
	private final Map<Object, long[]> windows = new ConcurrentHashMap<>();

	private final AtomicLong cycleMaxNs = new AtomicLong();

	public LoopMetrics(MeterRegistry registry, Class<O> outcomes, Class<R> results) {
		this.registry = registry;
		this.decision = timer(registry, MetricNames.DECISION_LATENCY, "From receipt of a report to its decision");
		this.encode = graph(registry, "encode");
		this.imagine = graph(registry, "imagine");
		this.decisions = counters(registry, MetricNames.DECISIONS, "outcome", outcomes);
		this.frames = counters(registry, MetricNames.FRAMES, "result", results);
		this.deadlineMissed = registry.counter(MetricNames.DEADLINE_MISSED);
		this.rolloutSteps = registry.counter(MetricNames.ROLLOUT_STEPS);
		this.nonFinite = registry.counter(MetricNames.NON_FINITE);
		Gauge.builder(MetricNames.PLAN_ITERATIONS, this.iterations, AtomicLong::get).register(registry);
		Gauge.builder(MetricNames.CELLS, this, (m) -> m.total(0)).register(registry);
		Gauge.builder(MetricNames.BUFFER_SIZE, this, (m) -> m.total(1)).register(registry);
		Gauge.builder(MetricNames.CYCLE_MAX, this.cycleMaxNs, (max) -> max.getAndSet(0) / 1e9)
			.baseUnit("seconds")
			.description("Longest cycle of the loop since the last scrape")
			.register(registry);
	}

	private static Timer timer(MeterRegistry registry, String name, String description) {
		return Timer.builder(name).description(description).serviceLevelObjectives(BUCKETS).register(registry);
	}

	private static Timer graph(MeterRegistry registry, String graph) {
		return Timer.builder(MetricNames.INFERENCE_LATENCY)
			.description("One run of a graph")
			.tag("graph", graph)
			.serviceLevelObjectives(BUCKETS)
			.register(registry);
	}

	private static <E extends Enum<E>> Map<E, Counter> counters(MeterRegistry registry, String name, String tag,
			Class<E> values) {
		Map<E, Counter> counters = new EnumMap<>(values);
		for (E value : values.getEnumConstants()) {
			counters.put(value, registry.counter(name, tag, value.name().toLowerCase(Locale.ROOT)));
		}
		return counters;
	}

	public void decided(O outcome, long latencyNs) {
		this.decision.record(latencyNs, TimeUnit.NANOSECONDS);
		increment(this.decisions, outcome);
	}

	public void frame(R result) {
		increment(this.frames, result);
	}

	private static <E> void increment(Map<? extends E, Counter> counters, E key) {
		Counter counter = counters.get(key);
		if (counter != null) {
			counter.increment();
		}
	}

	/** Registers what may become of a control, so that its rates see the first event. */
	public <S extends Enum<S>> void controls(Class<S> statuses) {
		this.controls.putAll(counters(this.registry, MetricNames.CONTROLS, "status", statuses));
	}

	/** What became of a control. */
	public void control(Enum<?> status) {
		increment(this.controls, status);
	}

	public void deadlineMissed() {
		this.deadlineMissed.increment();
	}

	public void encoded(long ns) {
		this.encode.record(ns, TimeUnit.NANOSECONDS);
	}

	/**
	 * @param steps imagined: plans times horizon
	 */
	public void imagined(long ns, int steps) {
		this.imagine.record(ns, TimeUnit.NANOSECONDS);
		this.rolloutSteps.increment(steps);
	}

	public void planned(int ranIterations, int nonFinitePlans) {
		this.iterations.set(ranIterations);
		if (nonFinitePlans > 0) {
			this.nonFinite.increment(nonFinitePlans);
		}
	}

	public void cycle(long ns) {
		this.cycleMaxNs.accumulateAndGet(ns, Math::max);
	}

	/**
	 * What a loop keeps.
	 * @param loop whose numbers these are; those of all loops are summed
	 */
	public void windows(Object loop, int cellCount, long frameCount) {
		this.windows.put(loop, new long[] { cellCount, frameCount });
	}

	private long total(int what) {
		return this.windows.values().stream().mapToLong((counts) -> counts[what]).sum();
	}

}
