/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;

import com.sun.management.ThreadMXBean;

import org.presage.base.Clock;
import org.presage.sim.Exploration;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;

/**
 * Load on a running xApp: cells report at a fixed period, evenly spread over it or all at
 * once, through one of its edges. Reports are simulated before, so that only the xApp is
 * measured. Latency is from receipt to decision, as the xApp says it; what the other side
 * sees on top is what the edge adds.
 */
public final class LoopLoad {

	/** How the names of the threads begin that plan. */
	private static final String LOOP_THREADS = "control-loop-";

	private final int cells;

	private final long periodNs;

	private final int seconds;

	private final boolean burst;

	private final Clock clock;

	private final int warmUpPeriods;

	/**
	 * @param burst all cells report at once instead of spread over the period
	 */
	public LoopLoad(int cells, long periodMs, int seconds, boolean burst, int warmUpPeriods, Clock clock) {
		this.cells = cells;
		this.periodNs = TimeUnit.MILLISECONDS.toNanos(periodMs);
		this.seconds = seconds;
		this.burst = burst;
		this.warmUpPeriods = warmUpPeriods;
		this.clock = clock;
	}

	/** Decisions that are asked for in all. */
	public int decisions() {
		return this.cells * (periods() + this.warmUpPeriods);
	}

	private int periods() {
		return (int) (TimeUnit.SECONDS.toNanos(this.seconds) / this.periodNs);
	}

	/**
	 * Runs the load and reports in the layout of {@code bench loop --json}.
	 * @param way counts its answers where it is configured to
	 */
	public LoadResult run(Function<LoadCount, LoadEdge> way, long seed) throws InterruptedException {
		float[][][] kpis = kpis(periods() + this.warmUpPeriods, seed);
		LoadCount count = new LoadCount(decisions());
		long allocated;
		long busyNs;
		long sent = 0;
		try (LoadEdge edge = way.apply(count)) {
			for (int period = 0; period < this.warmUpPeriods; period++) {
				report(edge, period, kpis[period], this.clock.nanoTime(), true);
				edge.settle();
			}
			edge.begin();
			allocated = -ofLoops(ThreadMXBean::getThreadAllocatedBytes);
			busyNs = -ofLoops(ThreadMXBean::getThreadCpuTime);
			long startNs = this.clock.nanoTime();
			for (int period = 0; period < periods(); period++) {
				int number = this.warmUpPeriods + period;
				report(edge, number, kpis[number], startNs + period * this.periodNs, this.burst);
				sent += this.cells;
			}
			edge.settle();
			allocated += ofLoops(ThreadMXBean::getThreadAllocatedBytes);
			busyNs += ofLoops(ThreadMXBean::getThreadCpuTime);
		}
		long answered = Math.max(1, count.all());
		return new LoadResult(this.cells, TimeUnit.NANOSECONDS.toMillis(this.periodNs), this.burst, sent,
				count.answers(), busyNs / 1e3 / answered, allocated / answered);
	}

	private float[][][] kpis(int periods, long seed) {
		RanSimulator simulator = new RanSimulator(RanConfig.of(this.cells), seed);
		Exploration[] policies = new Exploration[this.cells];
		Arrays.setAll(policies, (c) -> new Exploration(1, simulator.config().carrierPrbs(), seed * 31 + c));
		int[] prbs = new int[this.cells];
		float[][][] kpis = new float[periods][this.cells][];
		for (int period = 0; period < periods; period++) {
			Arrays.setAll(prbs, (c) -> policies[c].next());
			simulator.step(prbs);
			Arrays.setAll(kpis[period], (c) -> simulator.kpis(c).clone());
		}
		return kpis;
	}

	private void report(LoadEdge edge, int period, float[][] kpis, long startNs, boolean atOnce)
			throws InterruptedException {
		for (int c = 0; c < kpis.length; c++) {
			this.clock.sleepUntil(startNs + (atOnce ? 0 : this.periodNs * c / this.cells));
			edge.report(c, period, kpis[c]);
		}
	}

	/** Sum over the threads that plan, if they run in this process. */
	private static long ofLoops(ToLongBiFunction<ThreadMXBean, Long> measure) {
		if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
			return 0;
		}
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(LOOP_THREADS))
			.mapToLong((thread) -> measure.applyAsLong(threads, thread.threadId()))
			.sum();
	}

}
