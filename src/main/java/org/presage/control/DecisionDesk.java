package org.presage.control;

import org.jspecify.annotations.Nullable;

import org.presage.monitor.LoopMetrics;
import org.presage.time.Clock;

/** Numbers, times, counts and sends decisions. Owned by one thread. */
final class DecisionDesk {

	private final Clock clock;

	private final LoopMetrics<Outcome, FrameResult> metrics;

	private final LoopResources resources;

	private String modelVersion = "";

	DecisionDesk(Clock clock, LoopMetrics<Outcome, FrameResult> metrics, LoopResources resources) {
		this.clock = clock;
		this.metrics = metrics;
		this.resources = resources;
	}

	void use(@Nullable CellPlanner planner) {
		this.modelVersion = (planner != null) ? planner.manifest().version() : "";
	}

	/**
	 * Holds the last allocation.
	 * @param held PRBs, NaN if not known
	 */
	void hold(Arrival arrival, Outcome why, float held, String detail) {
		if (why == Outcome.DEADLINE) {
			this.metrics.deadlineMissed();
		}
		Decision decision = decision(arrival, why, Float.isNaN(held) ? Decision.UNKNOWN : Math.round(held), null, 0,
				detail);
		this.resources.recorder().held(decision);
		arrival.sink().decided(decision);
	}

	/** Sends the first step of a plan. */
	void plan(Arrival arrival, Decision.PlanForecast forecast, int iterations, @Nullable PlanInputs inputs, int slice) {
		Decision decision = decision(arrival, Outcome.PLANNED, forecast.actions()[0], forecast, iterations, "");
		if (inputs != null) {
			this.resources.recorder().planned(decision, inputs, slice);
		}
		arrival.sink().decided(decision);
	}

	private Decision decision(Arrival arrival, Outcome outcome, int prbs, Decision.@Nullable PlanForecast forecast,
			int iterations, String detail) {
		long latencyNs = this.clock.nanoTime() - arrival.receivedNs();
		this.metrics.decided(outcome, latencyNs);
		return new Decision(this.resources.nextDecision(), arrival.frame(), outcome, prbs, forecast, this.modelVersion,
				latencyNs, iterations, detail);
	}

}
