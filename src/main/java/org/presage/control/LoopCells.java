/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.ReportPeriod;

/**
 * The cells and slices of a loop: their windows, and what else it remembers of each.
 * Owned by one thread.
 */
final class LoopCells {

	/** No slot, because there are as many cells as may be. */
	static final int NO_ROOM = -1;

	/** No slot, because the cell has as many slices as may be. */
	static final int TOO_MANY_SLICES = -2;

	private static final long EVICTION_INTERVAL_NS = 1_000_000_000L;

	private final ControlSettings settings;

	private final Clock clock;

	private final LoopResources resources;

	/** By slot of the window. */
	private final List<CellState> states = new ArrayList<>();

	private final Map<CellId, CellSlices> sliced = new HashMap<>();

	private final CellHolders holders;

	private KpiSchema schema;

	private CellWindows windows;

	private long lastEvictionNs;

	LoopCells(ControlSettings settings, Clock clock, LoopResources resources, KpiSchema schema, LoopMetrics metrics) {
		this.holders = new CellHolders(settings.evidence().sourceSilenceNs(), metrics, clock);
		this.settings = settings;
		this.clock = clock;
		this.resources = resources;
		this.schema = schema;
		this.windows = windowsFor(schema);
		this.lastEvictionNs = clock.nanoTime();
	}

	CellWindows windows() {
		return this.windows;
	}

	CellState state(int slot) {
		return this.states.get(slot);
	}

	/** Null for a cell that is not known. */
	@Nullable CellState find(CellId cell) {
		int slot = this.windows.find(cell);
		return (slot < 0) ? null : this.states.get(slot);
	}

	/** Whether frames of the schema can be kept in the windows. */
	boolean fit(KpiSchema frames) {
		return frames.equals(this.schema) || sameFrames(frames);
	}

	/** A slice that has been silent for longer is not waited for. */
	long gapMs() {
		return (long) this.settings.cells().gapSteps() * this.schema.stepMs();
	}

	/** Changes over to frames of a schema; forgets all cells if theirs are others. */
	void use(KpiSchema served) {
		if (!sameFrames(served)) {
			forgetAll();
			this.windows = windowsFor(served);
		}
		this.schema = served;
	}

	/** Plans each cell with its model from now on. */
	void changeModels(Function<CellId, @Nullable CellPlanner> planners) {
		for (int slot = 0; slot < this.states.size(); slot++) {
			CellId cell = this.windows.cell(slot);
			this.states.get(slot).plannedBy((cell != null) ? planners.apply(cell) : null);
		}
	}

	/**
	 * Why a frame is refused because its cell is reported by another source, or in
	 * another way; null if it is not.
	 */
	@Nullable InvalidInputException refusal(Arrival arrival) {
		return this.holders.refusal(arrival, find(arrival.frame().cell()));
	}

	/** The slot of the frame's cell, {@link #NO_ROOM} or {@link #TOO_MANY_SLICES}. */
	int admit(Arrival arrival) {
		CellId cell = arrival.frame().cell();
		int held = this.windows.find(cell);
		if (held >= 0) {
			return held;
		}
		CellSlices known = (this.settings.jointSlices() && !cell.slice().isEmpty()) ? this.sliced.get(cell.whole())
				: null;
		if (known != null && known.size() >= this.settings.cells().maxSlices()) {
			return TOO_MANY_SLICES;
		}
		if (!this.resources.takeCell()) {
			return NO_ROOM;
		}
		int slot = this.windows.admit(cell, arrival.receivedNs());
		while (this.states.size() <= slot) {
			this.states.add(new CellState());
		}
		this.holders.join(arrival, this.states.get(slot));
		if (this.settings.jointSlices() && !cell.slice().isEmpty()) {
			CellSlices siblings = this.sliced.computeIfAbsent(cell.whole(), (whole) -> new CellSlices());
			this.states.get(slot).join(siblings);
		}
		return slot;
	}

	/** Why there is no slot for a frame's cell. */
	InvalidInputException refusal(int noSlot) {
		CellLimits limits = this.settings.cells();
		return (noSlot == TOO_MANY_SLICES)
				? new InvalidInputException("slice",
						"one of at most " + limits.maxSlices() + " slices of a cell (" + limits.names().of("maxSlices")
								+ ')',
						"another one")
				: new InvalidInputException("cell",
						"one of at most " + limits.maxCells() + " cells (" + limits.names().of("maxCells") + ')',
						"another one");
	}

	/** Whether a frame is too old for a decision. */
	boolean isOld(Arrival arrival) {
		long age = this.clock.epochMillis() - arrival.frame().intervalEndMs();
		long maxAge = this.settings.cells().maxAgeMs();
		return !arrival.mode().ownTime() && maxAge > 0 && age > maxAge;
	}

	/** Why it is, for humans. */
	String tooOld(Arrival arrival) {
		return this.settings.cells().tooOld(arrival.frame(), this.clock.epochMillis());
	}

	/** Takes a frame into the window of its cell, unless it is too old. */
	FrameResult take(Arrival arrival, int slot) {
		CellState state = this.states.get(slot);
		if (isOld(arrival)) {
			return FrameResult.OLD;
		}
		ReportPeriod period = period(state);
		period.observe(arrival.frame().intervalEndMs());
		ReportPeriod.Fault fault = period.fault();
		if (fault != null && (fault != ReportPeriod.Fault.FASTER || period.isRegular())) {
			return offStep(arrival, slot, state);
		}
		ReportCheck check = this.resources.check();
		boolean newer = this.windows.filled(slot) == 0 || arrival.frame().intervalEndMs() > this.windows.newestMs(slot);
		if (check != null && newer && check.judge(arrival.frame(), state, this.schema) != null) {
			this.windows.received(slot, arrival.receivedNs());
			state.skip(arrival.frame().intervalEndMs());
			return FrameResult.IMPLAUSIBLE;
		}
		if (fault != null) {
			return offStep(arrival, slot, state);
		}
		FrameResult result = switch (this.windows.offer(slot, arrival.frame().intervalEndMs(), arrival.frame().values(),
				arrival.receivedNs())) {
			case ACCEPTED -> FrameResult.ACCEPTED;
			case REPEATED -> {
				if (check != null && !this.windows.newestIs(slot, arrival.frame().values())) {
					check.conflicting(arrival.frame(), state, this.schema);
				}
				yield FrameResult.REPEATED;
			}
			case LATE -> FrameResult.LATE;
			case RESTARTED -> {
				state.gap();
				yield FrameResult.GAP;
			}
		};
		state.newestMs(this.windows.newestMs(slot));
		return result;
	}

	/** A window of another step would be read as one of the model's. */
	private FrameResult offStep(Arrival arrival, int slot, CellState state) {
		this.windows.received(slot, arrival.receivedNs());
		if (this.windows.filled(slot) > 0) {
			this.windows.restart(slot);
			state.restart();
		}
		state.skip(period(state).newestMs());
		return FrameResult.OFF_STEP;
	}

	/** How often a cell reports. */
	ReportPeriod period(CellState state) {
		return state.period(this.schema.stepMs(), this.settings.evidence().periodTolerance());
	}

	/** A copy of what is known of a cell; empty if nothing is. */
	Optional<CellSnapshot> snapshot(CellId cell) {
		int slot = this.windows.find(cell);
		if (slot < 0) {
			return Optional.empty();
		}
		int filled = this.windows.filled(slot);
		float[] frames = new float[filled * this.schema.size()];
		this.windows.copy(slot, filled, frames, 0);
		CellState state = this.states.get(slot);
		long newestMs = this.windows.newestMs(slot);
		return Optional.of(new CellSnapshot(this.schema, filled, frames, newestMs, state.allocation().inForce(),
				state.lastPlan().decidedAfter(newestMs), state.expectation().intervalScales(),
				state.expectation().kpis().copy(), state.expectation().kpis().newest(),
				state.expectation().shift(newestMs), state.expectation().announced(), neighbours(cell, state, slot),
				state.intent(), Objects.requireNonNull(status(slot))));
	}

	private List<ReceivedPlan> neighbours(CellId cell, CellState state, int slot) {
		NeighbourPlans plans = this.resources.neighbours();
		return plans.received(state.neighbours(plans, plans.relation(), cell), this.windows.newestMs(slot),
				this.windows.heardNs(slot), this.schema.stepMs());
	}

	/** What is known of the cell in a slot, in short; null if the slot is free. */
	@Nullable CellStatus status(int slot) {
		CellId cell = this.windows.cell(slot);
		CellState state = this.states.get(slot);
		return (cell == null) ? null : new CellStatus(cell, this.windows.heardNs(slot), this.windows.filled(slot),
				state.allocation().inForce(), state.expectation().surprise(), state.falseData(), state.lastDecision());
	}

	private boolean sameFrames(KpiSchema other) {
		try {
			this.schema.requireSameFrames(other);
			return true;
		}
		catch (InvalidInputException ex) {
			return false;
		}
	}

	private CellWindows windowsFor(KpiSchema frames) {
		CellLimits limits = this.settings.cells();
		return new CellWindows(frames.size(), limits.windowCapacity(), limits.gapSteps() * frames.stepMs(),
				limits.maxCells());
	}

	private void forgetAll() {
		this.resources.giveBack(this.windows.size());
		this.states.forEach(this::forget);
		this.states.clear();
		this.sliced.clear();
		this.holders.evict();
	}

	private void forget(CellState state) {
		ReportCheck check = this.resources.check();
		CellId judged = state.judgedCell();
		if (check != null && judged != null) {
			check.forget(judged);
		}
		Decision last = state.lastDecision();
		if (last != null) {
			this.resources.neighbours().withdraw(last.frame().cell());
		}
		state.leave();
	}

	/**
	 * Forgets the cells that have been silent for too long, about once a second; returns
	 * whether it has looked.
	 */
	boolean evictSilent(long nowNs) {
		if (nowNs - this.lastEvictionNs <= EVICTION_INTERVAL_NS) {
			return false;
		}
		this.lastEvictionNs = nowNs;
		this.windows.evictSilent(nowNs, this.settings.cells().silentNs(), (slot) -> {
			forget(this.states.set(slot, new CellState()));
			this.resources.giveBack(1);
		});
		this.sliced.values().removeIf(CellSlices::isEmpty);
		this.holders.evict();
		return true;
	}

}
