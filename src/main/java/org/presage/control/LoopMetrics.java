/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.TimeWindowMax;

import org.presage.control.metrics.EnumCounters;
import org.presage.control.metrics.Metric;

/**
 * The metrics that the loops record, registered once. Recording allocates nothing;
 * thread-safe.
 */
public final class LoopMetrics {

	/** The window of the longest cycle: a minute, which moves in steps. */
	private static final int WINDOW_PARTS = 6;

	private static final long WINDOW_STEP_MS = 10_000;

	private final Timer decision;

	private final Timer encode;

	private final Timer propose;

	private final Timer imagine;

	private final EnumCounters<Outcome> decisions;

	private final EnumCounters<FrameResult> frames;

	private final EnumCounters<ControlStage> controls;

	private final EnumCounters<UnseenCause> unseen;

	private final EnumCounters<ReportConflict> conflicts;

	private final EnumCounters<NeighbourStanding> neighbours;

	private final MeterRegistry registry;

	/** By step, registered with the first value of a step. */
	private final Map<Integer, DistributionSummary> announcedErrors = new ConcurrentHashMap<>();

	private final Counter correctionFrozen;

	private final ForecastErrors forecastErrors;

	private final Counter deadlineMissed;

	private final Counter rolloutSteps;

	private final Counter nonFinite;

	private final DistributionSummary iterations;

	private final Counter cyclesOverBudget;

	private final TimeWindowMax cycleMax;

	/** Cells and frames of each loop. */
	private final Map<Object, long[]> windows = new ConcurrentHashMap<>();

	/** Registers them; the longest cycle ages by the clock of the registry. */
	public LoopMetrics(MeterRegistry registry) {
		this.decision = Metric.DECISION_LATENCY.timer(registry);
		this.encode = Metric.INFERENCE_LATENCY.timer(registry, "encode");
		this.propose = Metric.INFERENCE_LATENCY.timer(registry, "propose");
		this.imagine = Metric.INFERENCE_LATENCY.timer(registry, "imagine");
		this.decisions = Metric.DECISIONS.counters(registry, Outcome.class);
		this.frames = Metric.FRAMES.counters(registry, FrameResult.class);
		this.conflicts = Metric.REPORT_CONFLICTS.counters(registry, ReportConflict.class);
		this.unseen = Metric.UNSEEN.counters(registry, UnseenCause.class);
		this.controls = Metric.CONTROL.counters(registry, ControlStage.class);
		this.neighbours = Metric.NEIGHBOURS.counters(registry, NeighbourStanding.class);
		this.registry = registry;
		announcedErrors(1);
		this.correctionFrozen = Metric.CORRECTION_FROZEN.counter(registry);
		this.forecastErrors = new ForecastErrors(registry);
		this.deadlineMissed = Metric.DEADLINE_MISSED.counter(registry);
		this.rolloutSteps = Metric.ROLLOUT_STEPS.counter(registry);
		this.nonFinite = Metric.PLAN_NONFINITE.counter(registry);
		this.iterations = Metric.PLAN_ITERATIONS.summary(registry);
		this.cyclesOverBudget = Metric.CYCLES_OVER_BUDGET.counter(registry);
		this.cycleMax = new TimeWindowMax(registry.config().clock(), WINDOW_STEP_MS, WINDOW_PARTS);
		Metric.CYCLE_MAX.gauge(registry, this.cycleMax, (max) -> max.poll(TimeUnit.SECONDS));
		Metric.CELLS.gauge(registry, this, (m) -> m.total(0));
		Metric.BUFFER_SIZE.gauge(registry, this, (m) -> m.total(1));
	}

	public void decided(Outcome outcome, long latencyNs) {
		this.decision.record(latencyNs, TimeUnit.NANOSECONDS);
		this.decisions.increment(outcome);
	}

	/** Decisions so far. */
	public long decisions() {
		return this.decision.count();
	}

	public void frame(FrameResult result) {
		this.frames.increment(result);
	}

	/** A report of a cell that is not seen as its model needs it. */
	public void unseen(UnseenCause cause) {
		this.unseen.increment(cause);
	}

	/** A report was refused: its cell is reported already. */
	public void conflict(ReportConflict conflict) {
		this.conflicts.increment(conflict);
	}

	/** A neighbour of a cell that is planned. */
	void neighbour(NeighbourStanding standing) {
		this.neighbours.increment(standing);
	}

	/**
	 * How far an allocation is from the one that was announced, in PRBs.
	 * @param step of the plan that announced it, from 1
	 */
	void announcedError(int step, double prbs) {
		DistributionSummary known = this.announcedErrors.get(step);
		((known != null) ? known : announcedErrors(step)).record(prbs);
	}

	private DistributionSummary announcedErrors(int step) {
		return this.announcedErrors.computeIfAbsent(step,
				(any) -> Metric.ANNOUNCED_ERROR.summary(this.registry, Integer.toString(step)));
	}

	/** Result of a control. */
	public void control(ControlStage status) {
		this.controls.increment(status);
	}

	/** Forecasts were judged, see {@link ForecastErrors#add}. */
	void forecasts(double raw, double corrected, int count) {
		this.forecastErrors.add(raw, corrected, count);
	}

	/** A report came of which the correction learnt nothing. */
	void correctionFrozen() {
		this.correctionFrozen.increment();
	}

	public void deadlineMissed() {
		this.deadlineMissed.increment();
	}

	public void encoded(long ns) {
		this.encode.record(ns, TimeUnit.NANOSECONDS);
	}

	public void proposed(long ns) {
		this.propose.record(ns, TimeUnit.NANOSECONDS);
	}

	/**
	 * @param steps imagined: plans times horizon
	 */
	public void imagined(long ns, int steps) {
		this.imagine.record(ns, TimeUnit.NANOSECONDS);
		this.rolloutSteps.increment(steps);
	}

	public void planned(int ranIterations, int nonFinitePlans) {
		this.iterations.record(ranIterations);
		if (nonFinitePlans > 0) {
			this.nonFinite.increment(nonFinitePlans);
		}
	}

	/**
	 * A cycle that answered frames.
	 * @param ns that it took
	 * @param budgetNs of a decision
	 */
	public void cycle(long ns, long budgetNs) {
		this.cycleMax.record(ns, TimeUnit.NANOSECONDS);
		if (ns > budgetNs) {
			this.cyclesOverBudget.increment();
		}
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
