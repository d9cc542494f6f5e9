/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.presage.base.Clock;
import org.presage.base.JsonResult;
import org.presage.base.NearestRank;
import org.presage.control.CellPlanner;
import org.presage.control.CellState;
import org.presage.control.ControlSettings;
import org.presage.control.LoopMetrics;
import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.planner.Plan;
import org.presage.sim.Exploration;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.onnx.SquareProduct;

/**
 * How long a plan takes, and where the time goes: cells of the simulator, planned one at
 * a time on this thread as the control loop does it, each plan from a window that no
 * other had.
 */
public final class PlannerBench implements AutoCloseable {

	private static final int CELLS = 4;

	private static final int PRODUCT_SIZE = 1024;

	private static final int PRODUCTS = 20;

	private static final double GIGA = 1e9;

	private final Clock clock;

	private final TimedModel model;

	private final CellPlanner planner;

	private final CellWindows windows;

	private final CellState[] states = new CellState[CELLS];

	private final RanSimulator network;

	private final Exploration[] policies = new Exploration[CELLS];

	private final int[] prbs = new int[CELLS];

	private long endMs;

	/**
	 * Result of {@code bench planner --json}; times of one plan in ms.
	 *
	 * @param plans that were measured
	 * @param rollouts of a plan
	 * @param iterations of a plan
	 * @param encodeP50Ms median of what the plan spends in the encoder
	 * @param imagineP50Ms median of what it spends in imagination
	 * @param searchP50Ms median of the rest
	 * @param gflopPerPlan products of a plan in 10⁹ operations
	 * @param gflops of imagination, 10⁹ operations a second
	 * @param matmulPeakGflops of the best large matrix product on this machine
	 * @param efficiency of imagination, 0..1 of that product
	 */
	@JsonResult
	public record PlannerResult(int plans, int rollouts, int iterations, double p50Ms, double p99Ms, double p999Ms,
			double encodeP50Ms, double imagineP50Ms, double searchP50Ms, double gflopPerPlan, double gflops,
			double matmulPeakGflops, double efficiency) {
	}

	/**
	 * @param seed of the simulated network
	 */
	public PlannerBench(ModelPackage source, ControlSettings settings, long seed, Clock clock) {
		this.clock = clock;
		this.model = new TimedModel(source, clock);
		this.planner = new CellPlanner(this.model, settings, clock, new LoopMetrics(new SimpleMeterRegistry()));
		this.network = new RanSimulator(RanConfig.of(CELLS), seed);
		this.windows = new CellWindows(this.network.schema().size(), this.planner.window(), 2 * RanConfig.STEP_MS,
				CELLS);
		Arrays.setAll(this.states, (c) -> new CellState());
		Arrays.setAll(this.policies, (c) -> new Exploration(1, this.network.config().carrierPrbs(), seed * 31 + c));
		for (int c = 0; c < CELLS; c++) {
			this.windows.admit(new CellId("bench", "cell-" + c), clock.nanoTime());
		}
		for (int step = 0; step < this.planner.window(); step++) {
			step();
		}
	}

	/** A new frame for every cell. */
	private void step() {
		Arrays.setAll(this.prbs, (c) -> this.policies[c].next());
		this.network.step(this.prbs);
		this.endMs += RanConfig.STEP_MS;
		for (int c = 0; c < CELLS; c++) {
			this.windows.offer(c, this.endMs, this.network.kpis(c), this.clock.nanoTime());
		}
	}

	/**
	 * Measures, and reports in the layout of {@code bench planner --json}.
	 * @param plans to measure
	 * @param warmUp plans before, not measured
	 */
	public PlannerResult run(int plans, int warmUp) {
		try (SquareProduct product = new SquareProduct(PRODUCT_SIZE)) {
			double bestNs = bestNs(product);
			plan(new Times(warmUp));
			Times times = new Times(plans);
			Plan last = plan(times);
			// Again, should the processor have been busy the first time.
			bestNs = Math.min(bestNs, bestNs(product));
			return report(times, last, product.flops() / bestNs);
		}
	}

	private double bestNs(SquareProduct product) {
		long best = Long.MAX_VALUE;
		for (int i = 0; i < PRODUCTS; i++) {
			long startNs = this.clock.nanoTime();
			product.run();
			best = Math.min(best, this.clock.nanoTime() - startNs);
		}
		return best;
	}

	private Plan plan(Times times) {
		Plan plan = this.planner.plan(this.windows, 0, this.states[0], this.prbs[0]);
		for (int i = 0; i < times.whole().length; i++) {
			int cell = i % CELLS;
			if (cell == 0) {
				step();
			}
			this.model.reset();
			long startNs = this.clock.nanoTime();
			plan = this.planner.plan(this.windows, cell, this.states[cell], this.prbs[cell]);
			times.whole()[i] = this.clock.nanoTime() - startNs;
			times.encode()[i] = this.model.encodeNs();
			times.imagine()[i] = this.model.imagineNs();
			if (plan.failed()) {
				throw new IllegalStateException("the model imagines nothing finite");
			}
		}
		return plan;
	}

	/** The work is that of the last plan: all are alike. */
	private PlannerResult report(Times times, Plan last, double peak) {
		long[] search = new long[times.whole().length];
		Arrays.setAll(search, (i) -> times.whole()[i] - times.encode()[i] - times.imagine()[i]);
		double gflops = this.model.imagineFlops() / (quantileMs(times.imagine(), 0.5) * 1e6);
		return new PlannerResult(search.length, last.rollouts(), last.iterations(), quantileMs(times.whole(), 0.5),
				quantileMs(times.whole(), 0.99), quantileMs(times.whole(), 0.999), quantileMs(times.encode(), 0.5),
				quantileMs(times.imagine(), 0.5), quantileMs(search, 0.5),
				(this.model.encodeFlops() + this.model.imagineFlops()) / GIGA, gflops, peak, gflops / peak);
	}

	private static double quantileMs(long[] ns, double share) {
		long[] sorted = ns.clone();
		Arrays.sort(sorted);
		return sorted[NearestRank.index(share, sorted.length)] * 1e-6;
	}

	/** In ns, of each plan: all of it, and what of it was in the model. */
	private record Times(long[] whole, long[] encode, long[] imagine) {

		Times(int plans) {
			this(new long[plans], new long[plans], new long[plans]);
		}

	}

	@Override
	public void close() {
		this.planner.close();
		this.model.close();
	}

}
