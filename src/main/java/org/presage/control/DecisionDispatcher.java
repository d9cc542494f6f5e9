/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.LogKeys;
import org.presage.base.LogThrottle;
import org.presage.kpi.CellId;

/**
 * Numbers, times, counts and sends decisions; each frame gets one answer. Owned by one
 * thread.
 */
final class DecisionDispatcher {

	private static final Logger LOG = LoggerFactory.getLogger(DecisionDispatcher.class);

	private final LogThrottle undelivered;

	private final LogThrottle defects;

	private final Clock clock;

	private final LoopMetrics metrics;

	private final LoopResources resources;

	/** Of cells that are not known. */
	private @Nullable CellPlanner planner;

	private final ControlGuard guard;

	private final PlanAnnouncer announcer;

	DecisionDispatcher(Clock clock, LoopMetrics metrics, LoopResources resources, ControlGuard guard) {
		this.guard = guard;
		this.clock = clock;
		this.undelivered = new LogThrottle(LOG, Level.ERROR, "decisions that were not delivered", clock);
		this.defects = new LogThrottle(LOG, Level.ERROR, "defects of the control loop", clock);
		this.metrics = metrics;
		this.resources = resources;
		this.announcer = new PlanAnnouncer(resources.neighbours(), metrics);
	}

	void use(@Nullable CellPlanner serving) {
		this.planner = serving;
	}

	private @Nullable CellPlanner planner(@Nullable CellState state) {
		return (state != null) ? state.planner() : this.planner;
	}

	private static float tolerance(CellState state) {
		CellPlanner used = state.planner();
		return (used != null) ? used.frames().tolerance() : 0;
	}

	/**
	 * Holds the last allocation.
	 * @param state of the cell; null if it has none
	 * @param held PRBs, NaN if not known
	 */
	void hold(Arrival arrival, @Nullable CellState state, Outcome why, float held, String detail) {
		if (why == Outcome.DEADLINE) {
			this.metrics.deadlineMissed();
		}
		int prbs = Float.isNaN(held) ? Decision.UNKNOWN : Math.round(held);
		if (state != null) {
			this.guard.held(arrival, state, prbs, tolerance(state));
		}
		send(arrival, state, decision(arrival, state, why, prbs, null, 0, detail), Float.NaN, null, 0);
	}

	/** Takes the last change of the allocation back. */
	void rollBack(Arrival arrival, CellState state, float prbs, String detail) {
		send(arrival, state, decision(arrival, state, Outcome.ROLLED_BACK, Math.round(prbs), null, 0, detail), prbs,
				null, 0);
	}

	/** Sends the first step of a plan. */
	void plan(Arrival arrival, CellState state, Decision.PlanForecast forecast, int iterations,
			@Nullable PlanInputs inputs, int slice) {
		state.lastPlan().decided(arrival.frame().intervalEndMs());
		send(arrival, state, decision(arrival, state, Outcome.PLANNED, forecast.actions()[0], forecast, iterations, ""),
				forecast.actions()[0], inputs, slice);
	}

	/**
	 * Logs a defect of this program, and holds the cell if its frame has not been
	 * answered yet.
	 * @param state of the cell, which forgets what it carried; null if it has none
	 */
	void fail(Arrival arrival, @Nullable CellState state, Throwable defect) {
		logDefect(arrival, "its report could not be handled", defect);
		float held = Float.NaN;
		if (state != null) {
			state.restart();
			held = state.allocation().held();
		}
		if (!arrival.answered()) {
			hold(arrival, state, Outcome.FAILED, held, defect.toString());
		}
	}

	/** Reports those of the frames that have no answer as lost. */
	void lose(List<Arrival> arrivals, Throwable defect) {
		for (int i = 0; i < arrivals.size(); i++) {
			Arrival arrival = arrivals.get(i);
			if (!arrival.answered()) {
				try {
					arrival.answer().lost(arrival.frame(), defect);
				}
				catch (RuntimeException | Error ex) {
					// The defect that it is lost by is thrown and logged.
				}
			}
		}
	}

	/** Rejects a frame for which there is no room. */
	void reject(Arrival arrival, InvalidInputException reason) {
		this.metrics.frame(FrameResult.REJECTED);
		try {
			arrival.answer().rejected(arrival.frame(), reason);
		}
		catch (RuntimeException | Error ex) {
			logDefect(arrival, "its rejection could not be delivered", ex);
		}
	}

	/**
	 * Records and delivers a decision. What breaks before it is delivered fails it.
	 * @param decided allocation, in PRBs, to carry out; NaN to hold the last one
	 */
	private void send(Arrival arrival, @Nullable CellState state, Decision decision, float decided,
			@Nullable PlanInputs inputs, int slice) {
		try {
			if (this.resources.tracer().follows(decision.id())) {
				follow(decision, arrival.receivedNs(), planner(state));
			}
			this.resources.recorder().decided(decision, inputs, slice);
			if (state != null && !Float.isNaN(decided)) {
				this.guard.sent(arrival, state, decision, tolerance(state));
				if (!state.intent().advisory()) {
					state.allocation().decide(decided);
				}
			}
			if (state != null) {
				this.announcer.announce(arrival, state, decision);
			}
		}
		catch (RuntimeException | Error ex) {
			if (decision.outcome() != Outcome.FAILED) {
				fail(arrival, state, ex);
				return;
			}
			logDefect(arrival, "decision " + decision.id() + " could not be recorded", ex);
		}
		deliver(arrival, state, decision);
	}

	private void logDefect(Arrival arrival, String what, Throwable defect) {
		if (this.defects.admits()) {
			CellId cell = arrival.frame().cell();
			LOG.atError().addKeyValue(LogKeys.CELL, cell).setCause(defect).log("{}: {}", cell, what);
		}
	}

	/** A receiver that fails must not cost the others their answers. */
	private void deliver(Arrival arrival, @Nullable CellState state, Decision decision) {
		DecisionSink sink = arrival.answer();
		this.metrics.decided(decision.outcome(), decision.latencyNs());
		if (state != null) {
			state.decided(decision);
		}
		try {
			sink.decided(decision);
		}
		catch (RuntimeException | Error ex) {
			if (this.undelivered.admits()) {
				LOG.atError()
					.addKeyValue(LogKeys.CELL, arrival.frame().cell())
					.addKeyValue(LogKeys.DECISION, decision.id())
					.addKeyValue(LogKeys.MODEL, decision.modelVersion())
					.setCause(ex)
					.log("{}: decision {} was not delivered", arrival.frame().cell(), decision.id());
			}
		}
	}

	private Decision decision(Arrival arrival, @Nullable CellState state, Outcome outcome, int prbs,
			Decision.@Nullable PlanForecast forecast, int iterations, String detail) {
		CellPlanner used = planner(state);
		String version = (used != null) ? used.manifest().version() : "";
		return new Decision(this.resources.nextDecision(), arrival.frame(), outcome, prbs, forecast, version,
				this.clock.nanoTime() - arrival.receivedNs(), iterations, detail,
				(state != null) ? state.control().report() : null, (state != null) ? state.intent() : CellIntent.NONE);
	}

	private void follow(Decision decision, long receivedNs, @Nullable CellPlanner used) {
		long decidedNs = receivedNs + decision.latencyNs();
		this.resources.tracer()
			.decided(decision,
					(decision.outcome() == Outcome.PLANNED && used != null) ? used.times(receivedNs, decidedNs)
							: new DecisionTimes(receivedNs, decidedNs, decidedNs, decidedNs, decidedNs));
	}

}
