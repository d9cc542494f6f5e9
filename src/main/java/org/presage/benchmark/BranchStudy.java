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
import java.util.SplittableRandom;

import org.presage.base.JsonResult;
import org.presage.base.Rounding;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.sim.Exploration;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.WorldModel;

/**
 * What only a simulator can tell. Two floors: the error of the mean of many futures
 * branched from the true state, below which no forecaster of means can get. In the first
 * only the cell's own plan is the same in all branches; what its neighbours will be
 * allowed is as unknown as their traffic. In the second their plans are known too. And
 * the effect of an action: futures branched from the same state under two constant
 * allocations, compared with what the model says of the two.
 */
public final class BranchStudy {

	/** Key of the effect over all KPIs. */
	static final String ALL = "all";

	private static final int FUTURES = 64;

	private static final int CELLS = 10;

	private static final int WARM_UP = 300;

	/** Intervals between two states, so that they hardly depend on each other. */
	private static final int APART = 25;

	/**
	 * True differences smaller than this, in standard deviations, have no sign worth
	 * telling.
	 */
	private static final double RELEVANT = 0.1;

	private final KpiSchema schema;

	private final Standardizer scaler;

	private final int window;

	private final int horizon;

	private final RanSimulator simulator;

	private final Exploration[] explorations = new Exploration[CELLS];

	private final SplittableRandom random;

	private final List<float[]> history = new ArrayList<>();

	/**
	 * @param schema of the simulator's frames
	 * @param scaler that states and futures are standardised with
	 * @param window L
	 * @param horizon H
	 */
	public BranchStudy(KpiSchema schema, Standardizer scaler, int window, int horizon, long seed) {
		this.schema = schema;
		this.scaler = scaler;
		this.window = window;
		this.horizon = horizon;
		this.simulator = new RanSimulator(RanConfig.of(CELLS), seed);
		this.simulator.schema().requireSameFrames(this.schema);
		this.random = new SplittableRandom(seed);
		Arrays.setAll(this.explorations,
				(c) -> new Exploration(1, this.simulator.config().carrierPrbs(), seed * 31 + c));
	}

	/**
	 * One cell at one moment.
	 *
	 * @param window that was seen, standardised {@code [L, F]}
	 * @param simulator the state itself
	 * @param policies what decides the allocations of all cells
	 * @param cell the one looked at
	 * @param plans of all cells in the next H intervals, {@code [H, cells]}
	 * @param truth what followed, standardised {@code [H, Y]}
	 * @param low a constant allocation to compare
	 * @param high with a larger one
	 */
	private record State(float[] window, RanSimulator simulator, Exploration[] policies, int cell, int[][] plans,
			float[] truth, int low, int high) {

		/** Of the cell itself. */
		int[] plan() {
			return Arrays.stream(this.plans).mapToInt((all) -> all[this.cell]).toArray();
		}

	}

	/**
	 * A state with what would have followed in the mean, standardised {@code [H, Y]}.
	 *
	 * @param window that was seen, standardised {@code [L, F]}
	 * @param plan allocations in the next H intervals
	 * @param truth what followed
	 * @param mean over branched futures with the same plan
	 * @param informed mean over branched futures with the same plans of all cells
	 * @param low a constant allocation
	 * @param less mean over branched futures under it
	 * @param high a larger constant allocation
	 * @param more mean over branched futures under it
	 */
	public record Branched(float[] window, int[] plan, float[] truth, float[] mean, float[] informed, int low,
			float[] less, int high, float[] more) {
	}

	/**
	 * How well a model predicts the difference between two allocations.
	 *
	 * @param branches states in which the true difference is relevant
	 * @param signRight share of them with the sign right, 0..1
	 * @param errorVsNone error relative to always predicting no difference; NaN if there
	 * is none
	 */
	@JsonResult
	public record ActionEffect(long branches, double signRight, double errorVsNone) {
	}

	/** Walks the simulator, keeps states and branches each. */
	public List<Branched> branch(int count) {
		return states(count).parallelStream()
			.map((state) -> new Branched(state.window(), state.plan(), state.truth(), alone(state, state.plan()),
					meanFuture(state, (h, policies) -> state.plans()[h]), state.low(),
					alone(state, constant(state.low())), state.high(), alone(state, constant(state.high()))))
			.toList();
	}

	/** Allocations of all cells in one interval of a future. */
	private interface Allocator {

		int[] at(int step, Exploration[] policies);

	}

	/** The mean future of a cell's own plan, its neighbours doing as they will. */
	private float[] alone(State state, int[] plan) {
		return meanFuture(state, (h, policies) -> {
			int[] prbs = new int[CELLS];
			Arrays.setAll(prbs, (c) -> policies[c].next());
			prbs[state.cell()] = plan[h];
			return prbs;
		});
	}

	private List<State> states(int count) {
		walk(WARM_UP);
		int carrier = this.simulator.config().carrierPrbs();
		List<State> states = new ArrayList<>();
		while (states.size() < count) {
			walk(APART - this.horizon);
			int cell = this.random.nextInt(CELLS);
			float[] seen = window(cell);
			RanSimulator state = this.simulator.copy();
			Exploration[] policies = branch(this.explorations, 0);
			int[][] plans = new int[this.horizon][];
			float[] truth = new float[cellSize()];
			for (int h = 0; h < this.horizon; h++) {
				plans[h] = advance();
				targets(this.simulator.kpis(cell), truth, h * this.schema.targets());
			}
			int low = 1 + this.random.nextInt(carrier - 1);
			int high = low + 1 + this.random.nextInt(carrier - low);
			states.add(new State(seen, state, policies, cell, plans, truth, low, high));
		}
		return states;
	}

	private static Exploration[] branch(Exploration[] policies, long salt) {
		Exploration[] branched = new Exploration[policies.length];
		Arrays.setAll(branched, (c) -> policies[c].branch(salt));
		return branched;
	}

	private void walk(int steps) {
		for (int i = 0; i < steps; i++) {
			advance();
		}
	}

	private int[] advance() {
		int[] prbs = new int[CELLS];
		Arrays.setAll(prbs, (c) -> this.explorations[c].next());
		this.simulator.step(prbs);
		float[] frames = new float[CELLS * this.schema.size()];
		for (int c = 0; c < CELLS; c++) {
			this.scaler.standardize(this.simulator.kpis(c), 0, frames, c * this.schema.size(), 1);
		}
		this.history.add(frames);
		if (this.history.size() > this.window) {
			this.history.removeFirst();
		}
		return prbs;
	}

	private float[] window(int cell) {
		int features = this.schema.size();
		float[] seen = new float[this.window * features];
		for (int t = 0; t < this.window; t++) {
			System.arraycopy(this.history.get(t), cell * features, seen, t * features, features);
		}
		return seen;
	}

	private void targets(float[] physical, float[] to, int offset) {
		for (int y = 0; y < this.schema.targets(); y++) {
			int k = this.schema.frameIndex(y);
			to[offset + y] = this.scaler.standardize(k, physical[k]);
		}
	}

	/**
	 * Mean over branched futures of what allocations lead to, standardised
	 * {@code [H, Y]}.
	 */
	private float[] meanFuture(State state, Allocator allocator) {
		int size = cellSize();
		double[] sum = new double[size];
		int[] count = new int[size];
		float[] future = new float[size];
		for (int f = 1; f <= FUTURES; f++) {
			RanSimulator branch = state.simulator().branch(f);
			Exploration[] policies = branch(state.policies(), f);
			for (int h = 0; h < this.horizon; h++) {
				branch.step(allocator.at(h, policies));
				targets(branch.kpis(state.cell()), future, h * this.schema.targets());
			}
			for (int i = 0; i < size; i++) {
				if (!Float.isNaN(future[i])) {
					sum[i] += future[i];
					count[i]++;
				}
			}
		}
		float[] mean = new float[size];
		for (int i = 0; i < size; i++) {
			mean[i] = (count[i] > 0) ? (float) (sum[i] / count[i]) : Float.NaN;
		}
		return mean;
	}

	/** Standardised actions of a plan. */
	public float[] actions(int[] plan) {
		float[] actions = new float[plan.length];
		for (int h = 0; h < plan.length; h++) {
			actions[h] = this.scaler.standardize(this.schema.actionIndex(), plan[h]);
		}
		return actions;
	}

	/**
	 * Is the effect of an action learnt? Each state got two constant allocations.
	 * @return per KPI and over all: how often the predicted sign is right where the true
	 * difference is relevant, and the error of the predicted difference relative to
	 * always predicting none
	 */
	public Map<String, ActionEffect> actionEffects(List<Branched> states, WorldModel model) {
		int targets = this.schema.targets();
		Effect[] effects = new Effect[targets];
		Arrays.setAll(effects, (y) -> new Effect());
		Effect all = new Effect();
		float[] context = new float[model.contextSize()];
		Prediction forecast = new Prediction(1, this.horizon, targets);
		try (Imaginer imaginer = model.imaginer(1, 1)) {
			for (Branched state : states) {
				imaginer.encode(1, state.window(), context);
				imaginer.imagine(1, context, 1, actions(constant(state.low())), forecast);
				float[] less = forecast.mean().clone();
				imaginer.imagine(1, context, 1, actions(constant(state.high())), forecast);
				for (int y = 0; y < targets; y++) {
					double truth = difference(state.more(), state.less(), y);
					double said = difference(forecast.mean(), less, y);
					effects[y].add(truth, said);
					all.add(truth, said);
				}
			}
		}
		Map<String, ActionEffect> result = new LinkedHashMap<>();
		for (int y = 0; y < targets; y++) {
			result.put(this.schema.kpi(this.schema.frameIndex(y)).name(), effects[y].result());
		}
		result.put(ALL, all.result());
		return result;
	}

	private int[] constant(int prbs) {
		int[] plan = new int[this.horizon];
		Arrays.fill(plan, prbs);
		return plan;
	}

	/** Mean over the horizon of the difference in one KPI. */
	private double difference(float[] more, float[] less, int target) {
		double sum = 0;
		for (int h = 0; h < this.horizon; h++) {
			int at = h * this.schema.targets() + target;
			sum += more[at] - less[at];
		}
		return sum / this.horizon;
	}

	/** Horizon times targets: length of {@link State#truth}. */
	public int cellSize() {
		return this.horizon * this.schema.targets();
	}

	/** Predicted and true differences between two allocations. */
	private static final class Effect {

		private long relevant;

		private long right;

		private double squared;

		private double squaredOfNone;

		void add(double truth, double said) {
			if (Double.isNaN(truth)) {
				return;
			}
			this.squared += (said - truth) * (said - truth);
			this.squaredOfNone += truth * truth;
			if (Math.abs(truth) > RELEVANT) {
				this.relevant++;
				this.right += (Math.signum(said) == Math.signum(truth)) ? 1 : 0;
			}
		}

		ActionEffect result() {
			return new ActionEffect(this.relevant,
					Rounding.to(4, (this.relevant > 0) ? (double) this.right / this.relevant : 0),
					Rounding.to(4, Math.sqrt(this.squared / this.squaredOfNone)));
		}

	}

}
