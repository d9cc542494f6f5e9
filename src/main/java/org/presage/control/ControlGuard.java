package org.presage.control;

import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;

/**
 * Watches whether what is decided happens and what it does. Nodes acknowledge control
 * that they do not carry out, and some drop their devices over it; both show in the
 * reports that follow. Owned by one thread.
 */
final class ControlGuard {

	/** Reports without any KPI that make a collapse. */
	private static final int ABSENT = 3;

	/** Refusals one after the other that end the trust. */
	private static final int REFUSALS = 3;

	/** Weight of the newest report in the measured reward. */
	private static final double NEWEST = 0.3;

	private final GuardSettings settings;

	private final double surpriseLimit;

	private final Clock clock;

	private final LoopMetrics<Outcome, FrameResult> metrics;

	ControlGuard(ControlSettings settings, Clock clock, LoopMetrics<Outcome, FrameResult> metrics) {
		this.settings = settings.guard();
		this.surpriseLimit = settings.surpriseLimit();
		this.clock = clock;
		this.metrics = metrics;
		metrics.controls(ControlStatus.class);
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

	/**
	 * Looks at a frame that was taken.
	 * @param planner that has just compared it with what was expected
	 */
	void observe(Arrival arrival, CellState state, CellPlanner planner) {
		if (!acting(arrival, state)) {
			return;
		}
		ControlTrack track = state.control;
		double measured = planner.measured(arrival.frame());
		track.absent = Double.isNaN(measured) ? track.absent + 1 : 0;
		if (!Double.isNaN(measured)) {
			track.well = Double.isNaN(track.well) ? measured : track.well + NEWEST * (measured - track.well);
		}
		float prbs = arrival.frame().values()[arrival.schema().actionIndex()];
		if (track.observe(prbs, planner.hasDemand(arrival.frame()), arrival.mode().answers(), planner.tolerance(),
				this.settings.effectReports())) {
			this.metrics.control(track.status());
			if (track.status() == ControlStatus.NO_EFFECT) {
				distrust(track, track.cause());
			}
		}
	}

	/** Whether what is decided is to happen. */
	private static boolean acting(Arrival arrival, CellState state) {
		return arrival.mode().acting() && !state.intent.advisory();
	}

	private void distrust(ControlTrack track, String cause) {
		track.distrustCause = cause;
		track.distrustedUntilNs = this.clock.nanoTime() + this.settings.retryNs();
		track.distrusted = true;
		track.failures = 0;
	}

	/** Whether, and why, the cell must be held; null if it may be planned. */
	@Nullable Hold check(Arrival arrival, CellState state, float inForce) {
		boolean surprised = this.surpriseLimit > 0 && state.surprise > this.surpriseLimit;
		if (acting(arrival, state)) {
			Hold hold = checkControl(arrival, state.control, inForce, surprised);
			if (hold != null) {
				return hold;
			}
		}
		return surprised ? new Hold(Outcome.SURPRISED, inForce, "surprise " + (float) state.surprise) : null;
	}

	private @Nullable Hold checkControl(Arrival arrival, ControlTrack track, float inForce, boolean surprised) {
		if (track.rollbackLeft > 0) {
			track.rollbackLeft--;
			return new Hold(Outcome.ROLLED_BACK, track.rollbackTo, track.rollbackCause);
		}
		long nowNs = this.clock.nanoTime();
		if (track.distrusted && nowNs - track.distrustedUntilNs < 0) {
			return new Hold(Outcome.DISTRUSTED, inForce, track.distrustCause);
		}
		track.distrusted = false;
		if (collapsed(track, surprised)) {
			track.rollbackTo = track.wellPrbs;
			track.rollbackLeft = horizon();
			track.rollbackCause = "after a change from " + Math.round(track.wellPrbs) + " PRBs: "
					+ ((track.absent >= ABSENT) ? "no KPI is reported any more"
							: "reward from " + (float) track.wellBefore + " to " + (float) track.well);
			return new Hold(Outcome.ROLLED_BACK, track.rollbackTo, track.rollbackCause);
		}
		if (track.hasSent && nowNs - track.sentNs < arrival.mode().minIntervalNs()) {
			return new Hold(Outcome.RATE_LIMITED, Float.isNaN(inForce) ? track.sentPrbs : inForce,
					"changed less than " + arrival.mode().minIntervalNs() / 1_000_000 + " ms ago");
		}
		return null;
	}

	/** Reports in which what goes wrong is the last change's doing. */
	private int horizon() {
		return (this.settings.effectReports() > 0) ? this.settings.effectReports()
				: GuardSettings.DEFAULT.effectReports();
	}

	/** Whether things went wrong soon after the allocation was changed. */
	private boolean collapsed(ControlTrack track, boolean surprised) {
		if (this.settings.collapse() <= 0 || Float.isNaN(track.wellPrbs) || track.reports > horizon()) {
			return false;
		}
		boolean gone = track.absent >= ABSENT && !Double.isNaN(track.wellBefore);
		return gone || surprised && track.wellBefore - track.well > this.settings.collapse();
	}

	/**
	 * A decision is on its way.
	 * @param inForce allocation in force, NaN if not known
	 * @param allowed allocation that was decided before, NaN if none was
	 */
	void sent(Arrival arrival, CellState state, Decision decision, float inForce, float allowed, float tolerance) {
		if (!acting(arrival, state) || decision.prbs() == Decision.UNKNOWN) {
			return;
		}
		ControlTrack track = state.control;
		this.metrics.control(ControlStatus.SENT);
		if (!track.hasSent || decision.prbs() != track.sentPrbs) {
			track.hasSent = true;
			track.sentNs = this.clock.nanoTime();
			track.sentPrbs = decision.prbs();
		}
		if (!Float.isNaN(inForce)) {
			track.remember(decision, inForce, horizon(), this.settings.collapse() / 2);
			if (this.settings.effectReports() > 0) {
				track.follow(decision, inForce, allowed, tolerance);
			}
		}
	}

	/** What an actuator heard of a decision. */
	void heard(CellState state, ControlFeedback feedback) {
		this.metrics.control(feedback.status());
		state.control.heard(feedback);
		if (state.control.failures >= REFUSALS) {
			distrust(state.control, feedback.status() + " " + REFUSALS + " times: " + feedback.cause());
		}
	}

}
