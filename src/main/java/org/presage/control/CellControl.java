/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;

/**
 * Whether the control of one cell can be trusted: follows one change of its allocation at
 * a time, remembers how things were before, and takes a change back after which they
 * collapse. Owned by one thread.
 */
final class CellControl {

	/** Reports without any KPI that make a collapse. */
	private static final int ABSENT = 3;

	/** Refusals one after the other that end the trust. */
	private static final int REFUSALS = 3;

	/** Weight of the newest report in the measured reward. */
	private static final double NEWEST = 0.3;

	/** Two clocks drift apart by no more from report to report. */
	private static final long DRIFT_NS = 50_000;

	private final ControlTrack track = new ControlTrack();

	/**
	 * Whether a report was received, and when; its interval's end by the node's clock.
	 */
	private boolean timed;

	private long firstNs;

	private long firstMs;

	/**
	 * The least time from the end of an interval to its receipt, less the first one's.
	 */
	private long leastNs;

	/** When the interval of the newest report ended, by the clock here. */
	private long generatedNs;

	/** When the change that is followed was sent. */
	private long followedNs;

	/** Smoothed measured reward, NaN before the first. */
	private double reward = Double.NaN;

	/** Reports without any KPI, one after the other. */
	private int absent;

	/** Allocation in force before things may have begun to go wrong, NaN for none. */
	private float prbsBefore = Float.NaN;

	/** Measured reward then. */
	private double rewardBefore = Double.NaN;

	/** Reports since. */
	private int reports;

	/** Refused or timed out one after the other. */
	private int failures;

	/** Whether there was a decision, when the newest other one was sent, and its PRBs. */
	private boolean hasSent;

	private long sentNs;

	private int sentPrbs;

	/** Whether control has been without effect, until when, and why. */
	private boolean distrusted;

	private long distrustedUntilNs;

	private String distrustCause = "";

	/** Reports for which a rollback goes on. */
	private int rollbackLeft;

	private float rollbackPrbs = Float.NaN;

	private String rollbackCause = "";

	/**
	 * Takes when a report was received. A report that has waited, at the node or here,
	 * says what was in force when its interval ended, perhaps before the newest decision
	 * was sent. How long it has waited is known from the one that waited least; a
	 * simulator, whose time has another pace, sends none before it has the decision.
	 */
	void received(Arrival arrival) {
		long receivedNs = arrival.receivedNs();
		long intervalEndMs = arrival.frame().intervalEndMs();
		if (arrival.mode().ownTime()) {
			this.generatedNs = receivedNs;
			return;
		}
		if (!this.timed) {
			this.timed = true;
			this.firstNs = receivedNs;
			this.firstMs = intervalEndMs;
			this.leastNs = 0;
		}
		long transitNs = receivedNs - this.firstNs - (intervalEndMs - this.firstMs) * 1_000_000;
		this.leastNs = Math.min(transitNs, this.leastNs + DRIFT_NS);
		this.generatedNs = receivedNs - (transitNs - this.leastNs);
	}

	/** The node's clock may have been set: how long reports wait is not known. */
	void resetClock() {
		this.timed = false;
	}

	/** Whether the newest report says what was in force before the newest decision. */
	boolean outdated() {
		return this.hasSent && this.generatedNs - this.sentNs < 0;
	}

	/** An allocation was sent to be held. */
	void held(int prbs, float tolerance) {
		this.track.held(prbs, tolerance);
	}

	/**
	 * Takes a report.
	 * @param measured reward, NaN if no KPI was measured
	 * @param prbs in force, NaN if not reported
	 * @param demand whether something waits for more PRBs
	 * @param answers whether the node's answer is reported, and has to be there first
	 * @param tolerance PRBs that rounding may take or give
	 * @return how the change that is followed ended; null while that is not known
	 */
	@Nullable ControlStage observe(double measured, float prbs, boolean demand, boolean answers, float tolerance,
			GuardSettings settings, long nowNs) {
		boolean later = this.generatedNs - this.followedNs >= 0;
		this.absent = Double.isNaN(measured) ? this.absent + 1 : 0;
		if (!Double.isNaN(measured)) {
			this.reward = Double.isNaN(this.reward) ? measured : this.reward + NEWEST * (measured - this.reward);
		}
		if (outdated()) {
			// Of before the newest change, which is not the reason for what it shows.
			this.rewardBefore = Double.isNaN(measured) ? Double.NaN : this.reward;
		}
		else {
			this.reports++;
		}
		if (!this.track.observe(prbs, demand, answers, later, tolerance, settings.effectReports())) {
			return null;
		}
		if (this.track.status() == ControlStage.NO_EFFECT) {
			distrust(this.track.cause(), settings, nowNs);
		}
		return this.track.status();
	}

	private void distrust(String cause, GuardSettings settings, long nowNs) {
		this.distrustCause = cause;
		this.distrustedUntilNs = nowNs + settings.retryNs();
		this.distrusted = true;
		this.failures = 0;
	}

	/**
	 * Whether, and why, the cell must be held; null if it may be planned.
	 * @param inForce allocation in force, NaN if not known
	 * @param surprised whether the cell behaves differently from what the model expects
	 * @param minIntervalNs from one change to the next
	 */
	ControlGuard.@Nullable Hold check(float inForce, boolean surprised, long minIntervalNs, GuardSettings settings,
			long nowNs) {
		if (this.rollbackLeft > 0) {
			this.rollbackLeft--;
			return new ControlGuard.Hold(Outcome.ROLLED_BACK, this.rollbackPrbs, this.rollbackCause);
		}
		if (this.distrusted && nowNs - this.distrustedUntilNs < 0) {
			return new ControlGuard.Hold(Outcome.DISTRUSTED, inForce, this.distrustCause);
		}
		this.distrusted = false;
		if (collapsed(surprised, settings)) {
			this.rollbackPrbs = this.prbsBefore;
			this.rollbackLeft = horizon(settings);
			this.rollbackCause = "after a change from " + Math.round(this.prbsBefore) + " PRBs: "
					+ ((this.absent >= ABSENT) ? "no KPI is reported any more"
							: "reward from " + (float) this.rewardBefore + " to " + (float) this.reward);
			return new ControlGuard.Hold(Outcome.ROLLED_BACK, this.rollbackPrbs, this.rollbackCause);
		}
		if (this.hasSent && nowNs - this.sentNs < minIntervalNs) {
			return new ControlGuard.Hold(Outcome.RATE_LIMITED, Float.isNaN(inForce) ? this.sentPrbs : inForce,
					"changed less than " + minIntervalNs / 1_000_000 + " ms ago");
		}
		return null;
	}

	/** Reports in which what goes wrong is the last change's doing. */
	private static int horizon(GuardSettings settings) {
		return (settings.effectReports() > 0) ? settings.effectReports() : GuardSettings.DEFAULT.effectReports();
	}

	/** Whether things went wrong soon after the allocation was changed. */
	private boolean collapsed(boolean surprised, GuardSettings settings) {
		if (settings.collapse() <= 0 || Float.isNaN(this.prbsBefore) || this.reports > horizon(settings)) {
			return false;
		}
		boolean gone = this.absent >= ABSENT && !Double.isNaN(this.rewardBefore);
		return gone || surprised && this.rewardBefore - this.reward > settings.collapse();
	}

	/**
	 * A decision is on its way.
	 * @param inForce allocation in force, NaN if not known
	 * @param allowed allocation that was decided before, NaN if none was
	 */
	void sent(Decision decision, float inForce, float allowed, float tolerance, GuardSettings settings, long nowNs) {
		if (!this.hasSent || decision.prbs() != this.sentPrbs) {
			this.hasSent = true;
			this.sentNs = nowNs;
			this.sentPrbs = decision.prbs();
		}
		if (!Float.isNaN(inForce)) {
			remember(decision, inForce, settings);
			if (settings.effectReports() > 0) {
				this.followedNs = this.track.follow(decision, inForce, allowed, tolerance) ? nowNs : this.followedNs;
			}
		}
	}

	/**
	 * Remembers how things are before a change, unless they may have begun to go wrong
	 * after an earlier one.
	 */
	private void remember(Decision decision, float inForce, GuardSettings settings) {
		boolean falling = this.reports <= horizon(settings)
				&& this.rewardBefore - this.reward > settings.collapse() / 2;
		if (decision.prbs() != inForce && this.absent == 0 && !falling) {
			this.prbsBefore = inForce;
			this.rewardBefore = this.reward;
			this.reports = 0;
		}
	}

	/** What an actuator received of a decision, perhaps of a later one. */
	void received(ControlFeedback feedback, GuardSettings settings, long nowNs) {
		this.failures = (feedback.status() == ControlStage.ACKNOWLEDGED) ? 0 : this.failures + 1;
		this.track.received(feedback);
		if (this.failures >= REFUSALS) {
			distrust(feedback.status() + " " + REFUSALS + " times: " + feedback.cause(), settings, nowNs);
		}
	}

	/** The reports went on after a gap: what was followed may be another node's. */
	void restart() {
		this.track.restart();
		this.prbsBefore = Float.NaN;
		this.absent = 0;
		this.timed = false;
	}

	/** Decisions are not carried out any more, or by somebody else. */
	void pause() {
		restart();
		this.rollbackLeft = 0;
	}

	/** What is known of the newest change; null without one. */
	@Nullable ControlResult report() {
		return this.track.report();
	}

}
