/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.CellId;

/**
 * Announces what cells intend, and compares it with what they do. Owned by one thread.
 */
final class PlanAnnouncer {

	/** Not those of a frame that is not the newest, or cannot be believed. */
	private static final Set<Outcome> SAYS_WHEN = EnumSet
		.complementOf(EnumSet.of(Outcome.STALE, Outcome.IMPLAUSIBLE, Outcome.OFF_STEP));

	private final NeighbourPlans plans;

	private final LoopMetrics metrics;

	PlanAnnouncer(NeighbourPlans plans, LoopMetrics metrics) {
		this.plans = plans;
		this.metrics = metrics;
	}

	/**
	 * Announces a decision: the plan if it is carried out, else that what is in force is
	 * held. What was decided about the past says nothing of the future.
	 */
	void announce(Arrival arrival, CellState state, Decision decision) {
		if (this.plans.relation().isEmpty() || !SAYS_WHEN.contains(decision.outcome())) {
			return;
		}
		CellId cell = arrival.frame().cell();
		this.plans.reports(cell, arrival.receivedNs(), arrival.schema().stepMs());
		AnnouncedPlan plan = plan(arrival, state, decision);
		if (plan == null) {
			this.plans.withdraw(cell);
			state.announced().clear();
			return;
		}
		this.plans.announce(cell, plan);
		if (!Float.isNaN(arrival.reportedPrbs())) {
			state.announced().compare(plan.afterMs(), arrival.schema().stepMs(), arrival.reportedPrbs(), this.metrics);
		}
		state.announced().add(plan);
	}

	/** Null if nothing is known of the allocation. */
	private static @Nullable AnnouncedPlan plan(Arrival arrival, CellState state, Decision decision) {
		long afterMs = arrival.frame().intervalEndMs();
		float inForce = state.allocation().inForce();
		Decision.PlanForecast forecast = decision.forecast();
		boolean isCarriedOut = arrival.mode().acting() && !state.intent().advisory();
		float[] prbs = { (isCarriedOut && decision.prbs() != Decision.UNKNOWN) ? decision.prbs() : inForce };
		if (forecast != null && isCarriedOut) {
			prbs = new float[forecast.actions().length];
			for (int h = 0; h < prbs.length; h++) {
				prbs[h] = forecast.actions()[h];
			}
		}
		return Float.isNaN(prbs[0]) ? null : new AnnouncedPlan(afterMs, arrival.receivedNs(), arrival.mode().ownTime(),
				Float.isNaN(inForce) ? prbs[0] : inForce, state.price(), state.receivedWeight(), prbs);
	}

}
