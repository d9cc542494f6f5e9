/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;

/**
 * One change of a cell's allocation at a time, from its decision to what the reports show
 * of it. Owned by one thread.
 */
final class ControlTrack {

	private static final long NONE = -1;

	private long decisionId = NONE;

	private ControlStage status = ControlStage.SENT;

	private String cause = "";

	private int asked;

	private int askedSince;

	/** Whether all that was allowed was used when it was decided. */
	private boolean atCeiling;

	private float seen = Float.NaN;

	/** Allocation in force when it was decided. */
	private float before = Float.NaN;

	/** Reports since, one after the other, that would have shown it. */
	private int silent;

	/** Reports since, one after the other, that would not have. */
	private int mute;

	/**
	 * Follows a decision if it is to change the allocation so much that reports must show
	 * it, and no other one is followed.
	 * @param inForce allocation in force
	 * @param allowed allocation that was decided before, NaN if none was
	 * @param tolerance PRBs that rounding may take or give
	 * @return whether it is the one that is followed from now on
	 */
	boolean follow(Decision decision, float inForce, float allowed, float tolerance) {
		boolean awaited = awaited();
		if (Math.abs(decision.prbs() - (awaited ? this.before : inForce)) <= 2 * tolerance) {
			// What is asked for now is what was there before: nothing can be seen.
			this.decisionId = awaited ? NONE : this.decisionId;
		}
		else if (awaited) {
			this.askedSince = decision.prbs();
		}
		else {
			this.atCeiling = !(inForce < allowed - tolerance);
			begin(decision.id(), inForce, decision.prbs());
			return true;
		}
		return false;
	}

	/**
	 * Another allocation was sent to be held: a node that does so need not show what is
	 * followed.
	 */
	void held(int prbs, float tolerance) {
		if (awaited() && Math.abs(prbs - this.askedSince) > tolerance) {
			this.decisionId = NONE;
		}
	}

	/** The reports went on after a gap: what was followed may be another node's. */
	void restart() {
		this.decisionId = NONE;
	}

	/** Whether a control waits for what the reports show of it. */
	private boolean awaited() {
		return this.decisionId != NONE
				&& (this.status == ControlStage.SENT || this.status == ControlStage.ACKNOWLEDGED);
	}

	private void begin(long decision, float inForce, int prbs) {
		this.decisionId = decision;
		this.status = ControlStage.SENT;
		this.cause = "";
		this.asked = prbs;
		this.askedSince = prbs;
		this.before = inForce;
		this.seen = Float.NaN;
		this.silent = 0;
		this.mute = 0;
	}

	/** What an actuator received of a decision, perhaps of a later one. */
	void received(ControlFeedback feedback) {
		// An answer to a later one is an answer: it took the place of this one on its
		// way.
		if (feedback.decisionId() >= this.decisionId && awaited()) {
			this.status = feedback.status();
			this.cause = feedback.cause();
		}
	}

	/**
	 * Takes a report.
	 * @param prbs in it, NaN if it has none
	 * @param demand whether something waits for more PRBs
	 * @param answers whether the node's answer is reported, and has to be there first
	 * @param later whether the interval of the report ended after the control was sent
	 * @param most telling reports until it counts as without effect
	 * @return whether it is now known how the control ended
	 */
	boolean observe(float prbs, boolean demand, boolean answers, boolean later, float tolerance, int most) {
		if (most == 0 || !awaited() || Float.isNaN(prbs)) {
			return false;
		}
		this.seen = prbs;
		float change = this.asked - this.before;
		boolean halfway = (prbs - this.before) * Math.signum(change) >= Math.abs(change) / 2;
		boolean followed = Math.abs(prbs - this.askedSince) <= tolerance && Math.abs(prbs - this.before) > tolerance;
		if (halfway || followed) {
			this.status = ControlStage.TOOK_EFFECT;
			return true;
		}
		// More PRBs show only where all were used before and something waits for them.
		boolean tells = change < 0 || this.atCeiling && demand;
		if (!later || answers && this.status != ControlStage.ACKNOWLEDGED) {
			return false;
		}
		this.silent = tells ? this.silent + 1 : 0;
		this.mute = tells ? 0 : this.mute + 1;
		if (this.mute >= most) {
			// Another one may be seen: this one is not followed any more.
			this.decisionId = NONE;
		}
		else if (this.silent >= most) {
			this.status = ControlStage.NO_EFFECT;
			this.cause = "asked for " + this.asked + " PRBs, " + Math.round(prbs) + " in force as before";
			return true;
		}
		return false;
	}

	ControlStage status() {
		return this.status;
	}

	String cause() {
		return this.cause;
	}

	/** What is known of the newest control; null without one. */
	@Nullable ControlResult report() {
		return (this.decisionId == NONE) ? null : new ControlResult(this.decisionId, this.status, this.asked,
				Float.isNaN(this.seen) ? Decision.UNKNOWN : Math.round(this.seen), this.cause);
	}

}
