/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.kpi.CellWindows;
import org.presage.kpi.KpiSchema;
import org.presage.planner.Imagined;
import org.presage.planner.Plan;
import org.presage.planner.Reward;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.WorldModel;

/**
 * Plans with one model: encodes the windows of a few cells in one call, lets their
 * planners imagine in step, and keeps what the model expects of each best plan. Owned by
 * one thread.
 */
public final class CellPlanner implements AutoCloseable {

	private final WorldModel model;

	private final boolean owned;

	private final ModelManifest manifest;

	private final int window;

	private final int horizon;

	private final int targets;

	private final ControlSettings settings;

	private final SliceRules rules;

	private final PlanPredictions forecasts;

	/** Tasks that wait for use, by number of slices. */
	private final Map<Integer, ArrayDeque<PlanningTask>> idle = new HashMap<>();

	private final LoopMetrics metrics;

	private final ModelTimes times;

	private final PlanEvaluator evaluator;

	/** Null if searches begin without. */
	private final @Nullable Proposals proposals;

	private final MeasuredFrames frames;

	private final Corrections corrections;

	private final Expectations expectations;

	private final Evidence evidence;

	private final NeighbourContexts neighbours;

	private final InterferencePrices prices;

	private double[] scores;

	private final float[] physical;

	private final PlanningTask single;

	private final int batch;

	/**
	 * @param model closed by its owner, after the planner
	 */
	public CellPlanner(WorldModel model, ControlSettings settings, Clock clock, LoopMetrics metrics) {
		this(model, settings, clock, metrics, NeighbourPlans.none(), false);
	}

	/**
	 * The same for cells that know what their neighbours intend.
	 * @param plans that are announced
	 * @param owned whether the model is closed with the planner
	 */
	public CellPlanner(WorldModel model, ControlSettings settings, Clock clock, LoopMetrics metrics,
			NeighbourPlans plans, boolean owned) {
		this.model = model;
		this.owned = owned;
		this.manifest = model.manifest();
		this.settings = settings;
		this.metrics = metrics;
		KpiSchema schema = this.manifest.schema();
		this.window = this.manifest.network().window();
		this.horizon = this.manifest.network().horizon();
		this.targets = schema.targets();
		this.rules = new SliceRules(this.manifest, settings);
		this.forecasts = new PlanPredictions(this.manifest, settings.onlineCalibration());
		this.neighbours = new NeighbourContexts(this.manifest, plans, metrics);
		this.single = newTask(1);
		int population = this.single.planner.population();
		requireRoom(population);
		this.scores = new double[population];
		this.physical = new float[this.window * schema.size()];
		this.times = new ModelTimes(clock, metrics);
		this.evaluator = new PlanEvaluator(model, 1, population, this.times);
		this.prices = new InterferencePrices(this.manifest, plans, this.evaluator);
		this.proposals = Proposals.of(this.manifest, settings.search(), this.evaluator);
		this.frames = new MeasuredFrames(this.manifest, this.rules);
		this.corrections = new Corrections(model, this.evaluator, this.frames, settings, metrics);
		this.expectations = new Expectations(this.manifest, model.contextSize(), this.evaluator, this.corrections,
				this.frames, this.neighbours, settings.onlineCalibration());
		this.evidence = new Evidence(this.manifest, settings.evidence());
		this.batch = batchWithinMemory((settings.search().batch() > 0) ? settings.search().batch()
				: BatchSize.fastest(model, population, clock), population);
		reserve(this.batch, population);
	}

	/**
	 * The room for one window is needed; for the others of a call, it is used if it is
	 * there.
	 */
	private int batchWithinMemory(int windows, int plansEach) {
		int fitting = windows;
		while (fitting > 1 && this.model.imaginerBytes(fitting, plansEach) > this.settings.cells().maxPlanMemory()) {
			fitting--;
		}
		return fitting;
	}

	private void requireRoom(int plansEach) {
		long bytes = this.model.imaginerBytes(1, plansEach);
		if (bytes > this.settings.cells().maxPlanMemory()) {
			throw new InvalidInputException(this.settings.cells().names().of("maxPlanMemory"),
					"at least the " + bytes + " bytes of " + plansEach + " plans of one cell",
					this.settings.cells().maxPlanMemory());
		}
	}

	/** Whether a call of so many windows with the task among them may be reserved. */
	boolean fits(int windows, PlanningTask task) {
		return this.model.imaginerBytes(windows, task.planner.population()) <= this.settings.cells().maxPlanMemory();
	}

	/** Why a task alone does not fit. */
	String tooLarge(PlanningTask task) {
		return this.settings.cells().names().of("maxPlanMemory") + ": expected at most "
				+ this.settings.cells().maxPlanMemory() + " bytes, found "
				+ this.model.imaginerBytes(task.size(), task.planner.population()) + " for " + task.size()
				+ " slices that are planned together";
	}

	/** Makes room for so many windows with so many plans each in one call. */
	private void reserve(int windows, int plansEach) {
		this.evaluator.reserve(windows, plansEach, this.settings.cells().maxPlanMemory());
		this.scores = (plansEach > this.scores.length) ? new double[plansEach] : this.scores;
	}

	public ModelManifest manifest() {
		return this.manifest;
	}

	/** Frames that a window must hold. */
	public int window() {
		return this.window;
	}

	/** Windows that are best planned in one call. */
	public int batch() {
		return this.batch;
	}

	/** Times of a decision that the last plan was made for. */
	DecisionTimes times(long receivedNs, long decidedNs) {
		return this.times.of(receivedNs, decidedNs);
	}

	/** What cells pay each other. */
	InterferencePrices prices() {
		return this.prices;
	}

	/** What slices may be given and are promised. */
	SliceRules rules() {
		return this.rules;
	}

	/** What measured frames say by the standards of the model. */
	MeasuredFrames frames() {
		return this.frames;
	}

	/** Whether enough is measured of a cell to plan it. */
	Evidence evidence() {
		return this.evidence;
	}

	/** What the model expects of the next frames. */
	Expectations expectations() {
		return this.expectations;
	}

	/** Corrects the forecasts of cells. */
	Corrections corrections() {
		return this.corrections;
	}

	/** What the model expects of plans. */
	PlanPredictions forecasts() {
		return this.forecasts;
	}

	private PlanningTask newTask(int slices) {
		SearchSettings search = this.settings.search();
		return new PlanningTask(search.planner(slices, this.horizon, Proposals.count(this.manifest, search)),
				this.manifest.standardizedPrb(), this.model.contextSize(), this.manifest.network().announcedSize(),
				this.manifest.schema().size(), this.targets, this.targets + Reward.Term.values().length);
	}

	/** A task for so many slices, to be given back with {@link #release}. */
	PlanningTask task(int slices) {
		PlanningTask free = this.idle.computeIfAbsent(slices, (size) -> new ArrayDeque<>()).poll();
		return (free != null) ? free : newTask(slices);
	}

	void release(PlanningTask task) {
		this.idle.computeIfAbsent(task.size(), (size) -> new ArrayDeque<>()).add(task);
	}

	/**
	 * Puts a window into a task.
	 * @param state with what operators want of it
	 * @param slice S-NSSAI; empty for the whole cell
	 * @param inForce allocation in force, NaN if not known
	 */
	void enter(PlanningTask task, int index, int slot, CellState state, String slice, float inForce) {
		task.slots[index] = slot;
		task.states[index] = state;
		task.inForce[index] = inForce;
		task.rewards[index] = state.rules(slice, this.rules).reward();
	}

	/**
	 * Plans a few cells, all with the same number of slices, in step.
	 * @param tasks filled and started
	 * @param pace asked after each iteration; what is there then is the plan
	 */
	void plan(CellWindows windows, List<PlanningTask> tasks, Pace pace) {
		reserve(tasks.size() * tasks.getFirst().size(), tasks.getFirst().planner.population());
		encode(windows, tasks);
		this.prices.charge(windows, tasks);
		if (this.proposals != null) {
			this.proposals.start(tasks);
		}
		for (boolean more = iterate(tasks); more;) {
			more = pace.another() && iterate(tasks);
		}
		for (int t = 0; t < tasks.size(); t++) {
			PlanningTask task = tasks.get(t);
			this.metrics.planned(task.plan().iterations(), task.plan().nonFinite());
			if (!task.plan().failed()) {
				remember(windows, task);
			}
		}
	}

	/**
	 * Plans for the cell in {@code slot} alone, to the end of the search.
	 * @return the plan; see {@link Plan#failed}. Valid until the next call.
	 */
	public Plan plan(CellWindows windows, int slot, CellState state, float inForce) {
		enter(this.single, 0, slot, state, "", inForce);
		this.single.start(state.rules("", this.rules).space());
		plan(windows, List.of(this.single), Pace.UNHURRIED);
		return this.single.plan();
	}

	/** One iteration of every search; false at the end. */
	private boolean iterate(List<PlanningTask> tasks) {
		int count = 0;
		for (int t = 0; t < tasks.size(); t++) {
			tasks.get(t).proposed = tasks.get(t).planner.propose();
			count = Math.max(count, tasks.get(t).proposed);
		}
		if (count == 0) {
			return false;
		}
		int slices = tasks.getFirst().size();
		for (int t = 0; t < tasks.size(); t++) {
			for (int s = 0; s < slices; s++) {
				PlanningTask task = tasks.get(t);
				// A search may propose fewer plans than another one of the call, or none:
				// what then stands behind them is predicted and not read.
				this.evaluator.plans((t * slices + s) * count, task.proposed, task.planner.actions(),
						s * task.proposed * this.horizon);
			}
		}
		this.evaluator.predict(tasks.size() * slices, count);
		for (int t = 0; t < tasks.size(); t++) {
			PlanningTask task = tasks.get(t);
			if (task.proposed > 0) {
				if (task.plan().rollouts() == 0) {
					this.corrections.propose(task, t * slices, count);
				}
				rate(task, t * slices * count, count);
			}
		}
		return true;
	}

	/**
	 * @param first where the task's plans begin in the forecast
	 * @param stride from slice to slice
	 */
	private void rate(PlanningTask task, int first, int stride) {
		Arrays.fill(this.scores, 0, task.proposed, 0);
		double @Nullable [] steps = task.planner.separates() ? task.steps : null;
		for (int s = 0; s < task.size(); s++) {
			int plan = first + s * stride;
			this.evaluator.score(task.rewards[s], shifted(task, s, plan, task.proposed), plan, task.proposed,
					task.inForce[s], this.scores, steps, s * task.proposed * this.horizon);
		}
		int best = task.planner.rate(this.scores, steps);
		for (int s = 0; s < ((best >= 0) ? task.size() : 0); s++) {
			int plan = first + s * stride + best;
			keep(task, s, plan);
			this.evaluator.terms(task.rewards[s], shifted(task, s, plan, 1), plan, task.inForce[s], task.terms[s]);
		}
	}

	private Imagined shifted(PlanningTask task, int slice, int plan, int count) {
		return this.evaluator.shifted(plan, count, task.correction(), slice * this.horizon * this.targets);
	}

	/** Keeps the forecast of a plan: the buffer is overwritten by the next iteration. */
	private void keep(PlanningTask task, int slice, int plan) {
		Prediction predicted = this.evaluator.prediction();
		int from = predicted.index(plan, 0, 0);
		int length = this.horizon * this.targets;
		System.arraycopy(predicted.mean(), from, task.raw, slice * length, length);
		for (int i = 0; i < length; i++) {
			int at = slice * length + i;
			task.mean[at] = task.corrected ? task.raw[at] + task.shift[at] : task.raw[at];
			task.deviation[slice * length + i] = (float) predicted.deviation(from + i);
		}
	}

	private void remember(CellWindows windows, PlanningTask task) {
		float[] actions = task.plan().actions();
		for (int s = 0; s < task.size(); s++) {
			task.states[s].lastPlan().keep(actions, s * this.horizon, this.horizon);
			this.expectations.plan(task, s, actions[s * this.horizon]);
			this.corrections.issue(task.states[s], windows.newestMs(task.slots[s]), task.raw,
					s * this.horizon * this.targets, actions, s * this.horizon);
		}
	}

	private void encode(CellWindows windows, List<PlanningTask> tasks) {
		int size = this.model.contextSize();
		int count = 0;
		int kpis = this.manifest.schema().size();
		for (int t = 0; t < tasks.size(); t++) {
			PlanningTask task = tasks.get(t);
			for (int s = 0; s < task.size(); s++) {
				windows.copy(task.slots[s], this.window, this.physical, 0);
				this.evidence.imputed(this.physical, task.imputed, s * kpis);
				this.evaluator.window(count++, this.physical, 0);
			}
		}
		this.evaluator.encode(count);
		this.neighbours.complete(this.evaluator, windows, tasks);
		for (int t = 0; t < tasks.size(); t++) {
			int slices = tasks.get(t).size();
			System.arraycopy(this.evaluator.contexts(), t * slices * size, tasks.get(t).contexts, 0, slices * size);
		}
	}

	@Override
	public void close() {
		this.evaluator.close();
		if (this.owned) {
			this.model.close();
		}
	}

}
