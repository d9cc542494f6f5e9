package org.presage.control;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.LogKeys;
import org.presage.base.LogThrottle;

/** Numbers, times, counts and sends decisions. Owned by one thread. */
final class DecisionDispatcher {

	private static final Logger LOG = LoggerFactory.getLogger(DecisionDispatcher.class);

	private final LogThrottle undelivered;

	private final Clock clock;

	private final LoopMetrics<Outcome, FrameResult> metrics;

	private final LoopResources resources;

	private @Nullable CellPlanner planner;

	private String modelVersion = "";

	private final ControlGuard guard;

	private float tolerance;

	DecisionDispatcher(Clock clock, LoopMetrics<Outcome, FrameResult> metrics, LoopResources resources,
			ControlGuard guard) {
		this.guard = guard;
		this.clock = clock;
		this.undelivered = new LogThrottle(LOG, Level.ERROR, "decisions that were not delivered", clock);
		this.metrics = metrics;
		this.resources = resources;
	}

	void use(@Nullable CellPlanner planner) {
		this.planner = planner;
		this.modelVersion = (planner != null) ? planner.manifest().version() : "";
		this.tolerance = (planner != null) ? planner.tolerance() : 0;
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
		Decision decision = decision(arrival, state, why, Float.isNaN(held) ? Decision.UNKNOWN : Math.round(held), null,
				0, detail);
		this.resources.recorder().held(decision);
		deliver(arrival, decision);
	}

	/** Takes the last change of the allocation back. */
	void rollBack(Arrival arrival, CellState state, float prbs, String detail) {
		float inForce = state.inForce;
		float allowed = state.decided;
		Decision decision = decision(arrival, state, Outcome.ROLLED_BACK, Math.round(prbs), null, 0, detail);
		state.decided = prbs;
		this.resources.recorder().held(decision);
		this.guard.sent(arrival, state, decision, inForce, allowed, this.tolerance);
		deliver(arrival, decision);
	}

	/**
	 * Sends the first step of a plan.
	 * @param allowed allocation that was decided before, NaN if none was
	 */
	void plan(Arrival arrival, CellState state, float allowed, Decision.PlanForecast forecast, int iterations,
			@Nullable PlanInputs inputs, int slice) {
		Decision decision = decision(arrival, state, Outcome.PLANNED, forecast.actions()[0], forecast, iterations, "");
		if (inputs != null) {
			this.resources.recorder().planned(decision, inputs, slice);
		}
		this.guard.sent(arrival, state, decision, state.inForce, allowed, this.tolerance);
		deliver(arrival, decision);
	}

	/** One receiver that fails must not cost the others their answers. */
	private void deliver(Arrival arrival, Decision decision) {
		try {
			arrival.sink().decided(decision);
		}
		catch (RuntimeException ex) {
			if (this.undelivered.admits()) {
				LOG.atError()
					.addKeyValue(LogKeys.CELL, arrival.frame().cell())
					.addKeyValue(LogKeys.DECISION, decision.id())
					.addKeyValue(LogKeys.MODEL, decision.modelVersion())
					.setCause(ex)
					.log("decision {} for {} was not delivered", decision.id(), arrival.frame().cell());
			}
		}
	}

	private Decision decision(Arrival arrival, @Nullable CellState state, Outcome outcome, int prbs,
			Decision.@Nullable PlanForecast forecast, int iterations, String detail) {
		long nowNs = this.clock.nanoTime();
		long latencyNs = nowNs - arrival.receivedNs();
		this.metrics.decided(outcome, latencyNs);
		Decision decision = new Decision(this.resources.nextDecision(), arrival.frame(), outcome, prbs, forecast,
				this.modelVersion, latencyNs, iterations, detail, (state != null) ? state.control.report() : null,
				(state != null) ? state.intent : CellIntent.NONE);
		if (this.resources.tracer().follows(decision.id())) {
			follow(decision, arrival.receivedNs(), nowNs);
		}
		if (state != null) {
			state.last = decision;
		}
		return decision;
	}

	private void follow(Decision decision, long receivedNs, long decidedNs) {
		CellPlanner used = this.planner;
		this.resources.tracer()
			.decided(decision,
					(decision.outcome() == Outcome.PLANNED && used != null) ? used.times(receivedNs, decidedNs)
							: new DecisionTimes(receivedNs, decidedNs, decidedNs, decidedNs, decidedNs));
	}

}
