/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;
import org.presage.kpi.CellWindows;
import org.presage.planner.ActionSpace;
import org.presage.planner.JointSpace;
import org.presage.worldmodel.ModelException;

/**
 * Frames that wait for their plan: slices for each other, and cells until all frames that
 * are there have been taken. Then those whose deadlines are next are planned in one call
 * of the model, as many as it takes best, and so on (earliest deadline first, Liu and
 * Layland, 1973). Sends the decisions. Owned by one thread.
 */
final class PlanBatch {

	/** Slices wait for each other for this part of the budget at most. */
	private static final int PATIENCE = 2;

	private final Clock clock;

	private final DecisionDispatcher desk;

	private final DecisionRecorder recorder;

	private final PlanningCosts costs;

	/** Cells whose slices wait for each other. */
	private final List<CellSlices> collecting = new ArrayList<>();

	private final ReadyCells waiting = new ReadyCells();

	/** What is planned now. */
	private final List<PlanningTask> tasks = new ArrayList<>();

	/** Frames of the tasks, in their order. */
	private final List<PendingFrame> frames = new ArrayList<>();

	private int behind;

	private @Nullable CellWindows windows;

	private Intents intents = Intents.NONE;

	PlanBatch(Clock clock, DecisionDispatcher desk, DecisionRecorder recorder) {
		this.clock = clock;
		this.desk = desk;
		this.recorder = recorder;
		this.costs = new PlanningCosts(clock);
	}

	/** Changes over to other windows; nothing may wait. */
	void use(CellWindows newWindows) {
		this.windows = newWindows;
	}

	/** What operators want from now on, also of the slices that wait. */
	void use(Intents now) {
		this.intents = now;
	}

	/** How many frames wait for this thread that were not taken yet. */
	void behind(int count) {
		this.behind = count;
	}

	/** Whether a cell can be planned. */
	boolean ready() {
		return !this.waiting.isEmpty();
	}

	/** How long the loop may sleep: no longer than a slice may wait. */
	long patienceNs(long mostNs) {
		long least = ready() ? 0 : mostNs;
		for (int i = 0; i < this.collecting.size(); i++) {
			least = Math.min(least, this.collecting.get(i).patienceNs(this.clock.nanoTime()));
		}
		return Math.max(0, least);
	}

	/** Takes a frame whose window is full. */
	void add(PendingFrame frame) {
		frame.state().waiting(true);
		try {
			collect(frame);
		}
		catch (RuntimeException | Error ex) {
			fail(List.of(frame), ex);
		}
	}

	private void collect(PendingFrame frame) {
		CellSlices siblings = frame.state().siblings();
		if (siblings == null) {
			enter(List.of(frame), frame.rules().space());
			return;
		}
		if (siblings.waitsForAnother(frame.arrival().frame().intervalEndMs())) {
			enterAll(siblings);
		}
		if (siblings.waiting().isEmpty()) {
			this.collecting.add(siblings);
		}
		siblings.await(frame, (frame.deadlineNs() - frame.arrival().receivedNs()) / PATIENCE);
	}

	/** Plans the slices of a cell if none is missing. */
	void planIfComplete(CellSlices siblings, long gapMs) {
		if (!siblings.waiting().isEmpty() && siblings.complete(gapMs)) {
			enterAll(siblings);
		}
	}

	/** Plans the slices that have waited long enough, without those that are missing. */
	void planExpired() {
		long nowNs = this.clock.nanoTime();
		for (int i = this.collecting.size() - 1; i >= 0; i--) {
			if (this.collecting.get(i).expired(nowNs)) {
				enterAll(this.collecting.get(i));
			}
		}
	}

	/** Plans everything that waits. */
	void planAll() {
		while (!this.collecting.isEmpty()) {
			enterAll(this.collecting.getLast());
		}
		planReady();
	}

	/** Plans every cell that can be planned. */
	private void planReady() {
		while (ready()) {
			plan();
		}
	}

	/** Gives up everything that waits; returns it. */
	List<Arrival> abandon() {
		List<PendingFrame> all = new ArrayList<>(this.frames);
		all.addAll(this.waiting.abandon());
		this.collecting.forEach((siblings) -> {
			all.addAll(siblings.waiting());
			siblings.waiting().clear();
		});
		this.collecting.clear();
		this.frames.clear();
		this.tasks.clear();
		all.forEach((frame) -> frame.state().waiting(false));
		return all.stream().map(PendingFrame::arrival).toList();
	}

	private void enterAll(CellSlices siblings) {
		this.collecting.remove(siblings);
		List<PendingFrame> together = List.copyOf(siblings.waiting());
		siblings.waiting().clear();
		try {
			enterTogether(siblings, together);
		}
		catch (RuntimeException | Error ex) {
			fail(together, ex);
		}
	}

	private void enterTogether(CellSlices siblings, List<PendingFrame> together) {
		int advisory = 0;
		for (PendingFrame frame : together) {
			frame.intend(this.intents);
			advisory += frame.advisory() ? 1 : 0;
		}
		if (advisory == 0 || advisory == together.size()) {
			enterAll(together, siblings.reservedPrbs(together, stepMs(together)));
		}
		else {
			enterApart(siblings, together.stream().filter((frame) -> !frame.advisory()).toList(),
					together.stream().filter(PendingFrame::advisory).toList());
		}
	}

	/**
	 * What would only be shown is not carried out: the reported slices must not be given
	 * what the others would give up.
	 */
	private void enterApart(CellSlices siblings, List<PendingFrame> told, List<PendingFrame> shown) {
		int besideTold = siblings.reservedPrbs(told, stepMs(told));
		int besideShown = siblings.reservedPrbs(shown, stepMs(shown));
		this.behind += shown.size();
		enterAll(told, besideTold);
		planReady();
		this.behind -= shown.size();
		enterAll(shown, besideShown);
	}

	/**
	 * @param reserved PRBs of the cell that they cannot have
	 */
	private void enterAll(List<PendingFrame> together, int reserved) {
		List<ActionSpace> bounds = new ArrayList<>(together.size());
		for (PendingFrame frame : together) {
			bounds.add(frame.rules().bounds());
		}
		JointSpace space;
		try {
			space = new JointSpace(bounds, together.getFirst().rules().budget() - reserved);
		}
		catch (IllegalArgumentException ex) {
			for (PendingFrame frame : together) {
				hold(frame, Outcome.INFEASIBLE, String.valueOf(ex.getMessage()));
			}
			return;
		}
		enter(together, space);
	}

	private void enter(List<PendingFrame> together, JointSpace space) {
		this.waiting.add(new ReadyCells.Cell(together, space));
	}

	/** Takes the most urgent cells, as many as one call of the model takes best. */
	private void take() {
		ReadyCells.Cell first = this.waiting.next();
		ReadyCells.Cell next = first;
		while (first != null && next != null) {
			try {
				if (!start(next)) {
					this.waiting.add(next);
					return;
				}
			}
			catch (RuntimeException | Error ex) {
				fail(next.frames(), ex);
			}
			next = (this.frames.size() < first.planner().batch()) ? this.waiting.next(first) : null;
		}
	}

	/** Whether a cell is no longer ready: it has a task, or cannot be planned at all. */
	private boolean start(ReadyCells.Cell cell) {
		List<PendingFrame> together = cell.frames();
		CellPlanner use = cell.planner();
		PlanningTask task = use.task(together.size());
		if (!use.fits(this.frames.size() + together.size(), task)) {
			use.release(task);
			if (!this.frames.isEmpty()) {
				return false;
			}
			for (PendingFrame frame : together) {
				hold(frame, Outcome.INFEASIBLE, use.tooLarge(task));
			}
			return true;
		}
		for (int s = 0; s < together.size(); s++) {
			PendingFrame frame = together.get(s);
			use.enter(task, s, frame.slot(), frame.state(), frame.slice(), frame.inForce());
		}
		task.start(cell.space());
		this.tasks.add(task);
		this.frames.addAll(together);
		return true;
	}

	/**
	 * Plans the most urgent cells in one call, and answers their frames whatever breaks.
	 */
	void plan() {
		CellWindows from = this.windows;
		if (!ready() || from == null) {
			return;
		}
		try {
			take();
			dropLate();
			if (this.tasks.isEmpty()) {
				return;
			}
			CellPlanner use = this.frames.getFirst().planner();
			this.costs.begin(this.frames.size(), PendingFrame.deadlineNs(this.frames),
					this.behind + this.waiting.frames());
			use.plan(from, this.tasks, this.costs);
			for (int t = 0, first = 0; t < this.tasks.size(); first += this.tasks.get(t++).size()) {
				decide(this.tasks.get(t), first);
			}
			use.prices().estimate(this.tasks);
		}
		catch (ModelException ex) {
			for (int i = 0; i < this.frames.size(); i++) {
				if (!this.frames.get(i).arrival().answered()) {
					this.frames.get(i).state().restart();
					hold(this.frames.get(i), Outcome.MODEL_FAILED, String.valueOf(ex.getMessage()));
				}
			}
		}
		catch (RuntimeException | Error ex) {
			fail(this.frames, ex);
		}
		finally {
			if (!this.frames.isEmpty()) {
				this.tasks.forEach(this.frames.getFirst().planner()::release);
			}
			this.tasks.clear();
			this.frames.clear();
		}
	}

	/** A plan that cannot be there in time is not begun. */
	private void dropLate() {
		for (int t = this.tasks.size() - 1, end = this.frames.size(); t >= 0; t--) {
			PlanningTask task = this.tasks.get(t);
			int first = end - task.size();
			long nowNs = this.clock.nanoTime();
			long planNs = this.costs.firstNs();
			if (!this.costs.affordable(nowNs, PendingFrame.deadlineNs(this.frames.subList(first, end)))) {
				CellPlanner use = this.frames.get(first).planner();
				for (PendingFrame late : this.frames.subList(first, end)) {
					late(late, late.refused(nowNs, planNs));
				}
				this.frames.subList(first, end).clear();
				use.release(this.tasks.remove(t));
			}
			end = first;
		}
	}

	/** Answers the frames of a task; what breaks costs the others nothing. */
	private void decide(PlanningTask task, int first) {
		try {
			answer(task, first);
		}
		catch (RuntimeException | Error ex) {
			fail(this.frames.subList(first, first + task.size()), ex);
		}
	}

	private void answer(PlanningTask task, int first) {
		PlanInputs inputs = this.recorder.wantsInputs() ? PlanInputs.of(task, this.frames.get(first).planner(),
				Objects.requireNonNull(this.windows), this.frames, first) : null;
		List<Decision.SliceShare> shares = task.shares(this.frames.subList(first, first + task.size()));
		for (int s = 0; s < task.size(); s++) {
			PendingFrame frame = this.frames.get(first + s);
			if (task.plan().failed()) {
				hold(frame, Outcome.MODEL_FAILED,
						task.plan().nonFinite() + " of " + task.plan().rollouts() + " scores are not finite");
			}
			else if (this.clock.nanoTime() - frame.deadlineNs() > 0) {
				late(frame, "the plan was ready after " + frame.spent(this.clock.nanoTime()));
			}
			else {
				frame.state().waiting(false);
				this.desk.plan(frame.arrival(), frame.state(), frame.planner().forecasts().of(task, s, shares),
						task.plan().iterations(), inputs, s);
			}
		}
	}

	/** A report that has waited may say what was in force before the newest decision. */
	private void late(PendingFrame frame, String detail) {
		CellState state = frame.state();
		float held = state.control().outdated() ? state.allocation().held(frame.inForce()) : frame.inForce();
		state.waiting(false);
		this.desk.hold(frame.arrival(), state, Outcome.DEADLINE, held, detail);
	}

	private void hold(PendingFrame frame, Outcome why, String detail) {
		frame.state().waiting(false);
		this.desk.hold(frame.arrival(), frame.state(), why, frame.inForce(), detail);
	}

	/** Answers those of the frames that have no answer yet. */
	private void fail(List<PendingFrame> unanswered, Throwable defect) {
		for (PendingFrame frame : unanswered) {
			frame.state().waiting(false);
			if (!frame.arrival().answered()) {
				this.desk.fail(frame.arrival(), frame.state(), defect);
			}
		}
	}

	private static long stepMs(List<PendingFrame> frames) {
		return frames.getFirst().planner().manifest().schema().stepMs();
	}

}
