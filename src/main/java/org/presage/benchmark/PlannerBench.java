/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;
import org.presage.base.JsonResult;
import org.presage.base.NearestRank;
import org.presage.control.CellGroup;
import org.presage.control.CellPlanner;
import org.presage.control.CellState;
import org.presage.control.ControlSettings;
import org.presage.control.LoopMetrics;
import org.presage.control.NeighbourPlans;
import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.kpi.Neighbours;
import org.presage.planner.Plan;
import org.presage.sim.Exploration;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.onnx.Device;
import org.presage.worldmodel.onnx.SquareProduct;

/**
 * How long a plan takes, and where the time goes: cells of the simulator, planned one at
 * a time on this thread as the control loop does it, each plan from a window that no
 * other had.
 */
public final class PlannerBench implements AutoCloseable {

	/** Fewest cells. */
	private static final int CELLS = 4;

	private static final int PRODUCT_SIZE = 1024;

	private static final int PRODUCTS = 20;

	private static final double GIGA = 1e9;

	/** Parts of a measurement that a ratio's interval is from. */
	private static final int BLOCKS = 20;

	private final Clock clock;

	private final TimedModel model;

	private final CellPlanner planner;

	private final CellWindows windows;

	/** Cells that are planned in one call. */
	private final int together;

	private final CellGroup group;

	private final CellState[] states;

	/** Of the same cells, as if they had no neighbours. */
	private final CellState[] alone;

	/** Who receives whom. */
	private final Neighbours related;

	/** The same, or nobody while cells are planned alone. */
	private Neighbours relation = Neighbours.NONE;

	private final NeighbourPlans announced = new NeighbourPlans(() -> this.relation);

	/** The newest plan of each cell. */
	private final float[][] intended;

	private final RanSimulator network;

	private final Exploration[] policies;

	private final int[] prbs;

	private long endMs;

	/**
	 * Result of {@code bench planner --json}; times of one plan in ms, or of the plans of
	 * all cells of one call.
	 *
	 * @param device that the model ran on
	 * @param cellsPerCall cells that are planned together in one call of the model
	 * @param plans that were measured, or calls
	 * @param rollouts of a plan
	 * @param iterations of a plan
	 * @param encodeP50Ms median of what the plan spends in the encoder
	 * @param encodeP99Ms 99th percentile of the same
	 * @param proposeP50Ms median of what it spends in proposals; 0 without any
	 * @param proposeP99Ms 99th percentile of the same
	 * @param imagineP50Ms median of what it spends in imagination
	 * @param imagineP99Ms 99th percentile of the same
	 * @param searchP50Ms median of the rest
	 * @param gflopPerPlan products of a plan, or of a call, in 10⁹ operations
	 * @param gflops of imagination, 10⁹ operations a second
	 * @param matmulPeakGflops of the best large matrix product on this machine
	 * @param efficiency of imagination, 0..1 of that product
	 * @param neighbours what their announced plans cost; null without neighbours
	 */
	@JsonResult
	public record PlannerResult(String device, int cellsPerCall, int plans, int rollouts, int iterations, double p50Ms,
			double p99Ms, double p999Ms, double encodeP50Ms, double encodeP99Ms, double proposeP50Ms,
			double proposeP99Ms, double imagineP50Ms, double imagineP99Ms, double searchP50Ms, double gflopPerPlan,
			double gflops, double matmulPeakGflops, double efficiency, @Nullable NeighbourCost neighbours) {
	}

	/**
	 * Plans with announced plans of neighbours beside plans of the same windows without,
	 * in turns.
	 *
	 * @param count neighbours of each cell
	 * @param aloneP50Ms median time of a plan, or a call, without them
	 * @param ratio of the medians with and without, over twenty parts of the measurement
	 */
	@JsonResult
	public record NeighbourCost(int count, double aloneP50Ms, Estimate ratio) {
	}

	/**
	 * @param device that the model runs on
	 * @param together cells that are planned in one call
	 * @param neighbours of each cell, which announce their plans; at most
	 * {@link Neighbours#MOST}
	 * @param seed of the simulated network
	 */
	public PlannerBench(ModelPackage source, ControlSettings settings, Device device, int together, int neighbours,
			long seed, Clock clock) {
		this.clock = clock;
		this.together = together;
		int cells = Math.max(Math.max(CELLS, neighbours + 1), together);
		this.states = new CellState[cells];
		this.alone = new CellState[cells];
		this.intended = new float[cells][];
		this.related = (neighbours > 0) ? ring(cells, neighbours) : Neighbours.NONE;
		this.policies = new Exploration[cells];
		this.prbs = new int[cells];
		this.model = new TimedModel(source, device, clock);
		this.planner = new CellPlanner(this.model, settings.withSearch(settings.search().withBatch(together)), clock,
				new LoopMetrics(new SimpleMeterRegistry()), this.announced, false);
		this.group = new CellGroup(this.planner, together);
		this.network = new RanSimulator(RanConfig.of(cells), seed);
		this.windows = new CellWindows(this.network.schema().size(), this.planner.window(), 2 * RanConfig.STEP_MS,
				cells);
		Arrays.setAll(this.states, (c) -> new CellState());
		Arrays.setAll(this.alone, (c) -> new CellState());
		Arrays.setAll(this.intended, (c) -> new float[] { this.network.config().carrierPrbs() });
		Arrays.setAll(this.policies, (c) -> new Exploration(1, this.network.config().carrierPrbs(), seed * 31 + c));
		for (int c = 0; c < cells; c++) {
			this.windows.admit(cell(c), clock.nanoTime());
		}
		for (int step = 0; step < this.planner.window(); step++) {
			step();
		}
	}

	private static CellId cell(int c) {
		return new CellId("bench", "cell-" + c);
	}

	/** Each cell receives those after it, the first one again after the last. */
	private static Neighbours ring(int cells, int neighbours) {
		Map<String, List<Neighbours.Neighbour>> ring = new LinkedHashMap<>();
		for (int c = 0; c < cells; c++) {
			List<Neighbours.Neighbour> received = new ArrayList<>();
			for (int n = 1; n <= neighbours; n++) {
				received.add(new Neighbours.Neighbour(cell((c + n) % cells).toString(), -(double) n));
			}
			ring.put(cell(c).toString(), received);
		}
		return new Neighbours(ring);
	}

	/** A new frame for every cell, after which it announces its plan. */
	private void step() {
		Arrays.setAll(this.prbs, (c) -> this.policies[c].next());
		this.network.step(this.prbs);
		this.endMs += RanConfig.STEP_MS;
		for (int c = 0; c < this.prbs.length; c++) {
			long nowNs = this.clock.nanoTime();
			this.windows.offer(c, this.endMs, this.network.kpis(c), nowNs);
			this.relation = this.related;
			this.announced.announce(cell(c), this.endMs, nowNs, this.prbs[c], this.intended[c]);
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
			plan(new Times(warmUp), new Times(warmUp));
			Times times = new Times(plans);
			Times without = new Times(plans);
			Plan last = plan(times, without);
			// Again, should the processor have been busy the first time.
			bestNs = Math.min(bestNs, bestNs(product));
			return report(times, without, last, product.flops() / bestNs);
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

	private Plan plan(Times times, Times without) {
		Plan plan = call(0, this.states);
		for (int i = 0; i < times.whole().length; i++) {
			int cell = (this.together > 1) ? 0 : i % this.states.length;
			if (cell == 0) {
				step();
			}
			// In turns, for each cell too, so that neither profits from what the other
			// left in the cache.
			boolean isAloneFirst = (i / this.states.length + i) % 2 == 0;
			if (!this.related.isEmpty() && isAloneFirst) {
				measure(cell, true, without, i);
			}
			plan = measure(cell, false, times, i);
			for (int c = 0; c < this.together; c++) {
				float[] actions = (this.together > 1) ? this.group.plan(c).actions() : plan.actions();
				this.intended[cell + c] = actions.clone();
			}
			if (!this.related.isEmpty() && !isAloneFirst) {
				measure(cell, true, without, i);
			}
		}
		return plan;
	}

	private Plan measure(int cell, boolean isAlone, Times times, int i) {
		this.relation = isAlone ? Neighbours.NONE : this.related;
		this.model.reset();
		long startNs = this.clock.nanoTime();
		Plan plan = call(cell, isAlone ? this.alone : this.states);
		times.whole()[i] = this.clock.nanoTime() - startNs;
		times.encode()[i] = this.model.encodeNs();
		times.propose()[i] = this.model.proposeNs();
		times.imagine()[i] = this.model.imagineNs();
		if (plan.failed()) {
			throw new IllegalStateException("the model imagines nothing finite");
		}
		return plan;
	}

	/** Plans for one cell, or for all of the group; returns the last plan. */
	private Plan call(int cell, CellState[] of) {
		if (this.together == 1) {
			return this.planner.plan(this.windows, cell, of[cell], this.prbs[cell]);
		}
		float[] inForce = new float[this.together];
		for (int c = 0; c < this.together; c++) {
			inForce[c] = this.prbs[c];
		}
		this.group.plan(this.windows, of, inForce);
		return this.group.plan(this.together - 1);
	}

	/** The work is that of the last plan: all are alike. */
	private PlannerResult report(Times times, Times without, Plan last, double peak) {
		long[] search = new long[times.whole().length];
		Arrays.setAll(search, (i) -> times.whole()[i] - times.encode()[i] - times.propose()[i] - times.imagine()[i]);
		double gflops = this.model.imagineFlops() / (quantileMs(times.imagine(), 0.5) * 1e6);
		return new PlannerResult(this.model.device(), this.together, search.length, last.rollouts(), last.iterations(),
				quantileMs(times.whole(), 0.5), quantileMs(times.whole(), 0.99), quantileMs(times.whole(), 0.999),
				quantileMs(times.encode(), 0.5), quantileMs(times.encode(), 0.99), quantileMs(times.propose(), 0.5),
				quantileMs(times.propose(), 0.99), quantileMs(times.imagine(), 0.5), quantileMs(times.imagine(), 0.99),
				quantileMs(search, 0.5), (this.model.encodeFlops() + this.model.imagineFlops()) / GIGA, gflops, peak,
				gflops / peak, this.related.isEmpty() ? null : cost(times.whole(), without.whole()));
	}

	private NeighbourCost cost(long[] with, long[] without) {
		int blocks = Math.min(BLOCKS, with.length);
		double[] ratios = new double[blocks];
		for (int b = 0; b < blocks; b++) {
			int from = b * with.length / blocks;
			int to = (b + 1) * with.length / blocks;
			ratios[b] = quantileMs(Arrays.copyOfRange(with, from, to), 0.5)
					/ quantileMs(Arrays.copyOfRange(without, from, to), 0.5);
		}
		return new NeighbourCost(this.related.of(cell(0).toString()).size(), quantileMs(without, 0.5),
				Estimate.of(ratios));
	}

	private static double quantileMs(long[] ns, double share) {
		long[] sorted = ns.clone();
		Arrays.sort(sorted);
		return sorted[NearestRank.index(share, sorted.length)] * 1e-6;
	}

	/** In ns, of each plan: all of it, and what of it was in the model. */
	private record Times(long[] whole, long[] encode, long[] propose, long[] imagine) {

		Times(int plans) {
			this(new long[plans], new long[plans], new long[plans], new long[plans]);
		}

	}

	@Override
	public void close() {
		this.planner.close();
		this.model.close();
	}

}
