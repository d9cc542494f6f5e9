/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;

/**
 * Watches whether what is decided happens and what it does. Nodes acknowledge control
 * that they do not carry out, and some drop their devices over it; both show in the
 * reports that follow. Owned by one thread.
 */
final class ControlGuard {

	private final GuardSettings settings;

	private final double surpriseLimit;

	private final Clock clock;

	private final LoopMetrics metrics;

	ControlGuard(ControlSettings settings, Clock clock, LoopMetrics metrics) {
		this.settings = settings.guard();
		this.surpriseLimit = settings.surpriseLimit();
		this.clock = clock;
		this.metrics = metrics;
	}

	/**
	 * Why another allocation must not be sent.
	 *
	 * @param why outcome of the decision
	 * @param prbs to hold, NaN if not known
	 * @param detail for humans
	 */
	record Hold(Outcome why, float prbs, String detail) {
	}

	/** Takes a frame that has just been compared with what was expected of it. */
	void observe(Arrival arrival, CellState state, MeasuredFrames frames) {
		if (!acting(arrival, state)) {
			state.control().pause();
			return;
		}
		state.control().received(arrival);
		ControlStage ended = state.control()
			.observe(frames.reward(arrival.frame()), arrival.reportedPrbs(), frames.hasDemand(arrival.frame()),
					arrival.mode().answers(), frames.tolerance(), this.settings, this.clock.nanoTime());
		if (ended != null) {
			this.metrics.control(ended);
		}
	}

	/** Whether what is decided is to happen. */
	private static boolean acting(Arrival arrival, CellState state) {
		return arrival.mode().acting() && !state.intent().advisory();
	}

	/** Whether, and why, the cell must be held; null if it may be planned. */
	@Nullable Hold check(Arrival arrival, CellState state) {
		float inForce = state.allocation().inForce();
		double surprise = state.expectation().surprise();
		boolean surprised = this.surpriseLimit > 0 && surprise > this.surpriseLimit;
		if (acting(arrival, state)) {
			Hold hold = state.control()
				.check(inForce, surprised, arrival.mode().minIntervalNs(), this.settings, this.clock.nanoTime());
			if (hold != null) {
				return hold;
			}
		}
		return surprised ? new Hold(Outcome.SURPRISED, inForce, "surprise " + (float) surprise) : null;
	}

	/**
	 * A decision is on its way.
	 * @param tolerance PRBs that rounding may take or give
	 */
	void sent(Arrival arrival, CellState state, Decision decision, float tolerance) {
		if (acting(arrival, state) && decision.prbs() != Decision.UNKNOWN) {
			this.metrics.control(ControlStage.SENT);
			state.control()
				.sent(decision, state.allocation().inForce(), state.allocation().decided(), tolerance, this.settings,
						this.clock.nanoTime());
		}
	}

	/**
	 * The cell is held. On a gRPC stream the node receives what is held, and carries it
	 * out; a RIC does not.
	 * @param tolerance PRBs that rounding may take or give
	 */
	void held(Arrival arrival, CellState state, int prbs, float tolerance) {
		if (acting(arrival, state) && !arrival.mode().answers() && prbs != Decision.UNKNOWN) {
			state.control().held(prbs, tolerance);
		}
	}

	/** What an actuator received of a decision. */
	void received(CellState state, ControlFeedback feedback) {
		this.metrics.control(feedback.status());
		state.control().received(feedback, this.settings, this.clock.nanoTime());
	}

}
