package org.presage.control;

import org.jspecify.annotations.Nullable;

/**
 * One change of a cell's allocation at a time, from its decision to what the reports show
 * of it. Owned by one thread.
 */
final class ControlTrack {

	private static final long NONE = -1;

	private long decisionId = NONE;

	private ControlStatus status = ControlStatus.SENT;

	private String cause = "";

	private int asked;

	private int askedSince;

	/** Whether all that was allowed was used when it was decided. */
	private boolean atCeiling;

	private float seen = Float.NaN;

	/** Allocation in force when it was decided. */
	private float before = Float.NaN;

	/** Allocation in force before things may have begun to go wrong, NaN for none. */
	float wellPrbs = Float.NaN;

	/** Measured reward then. */
	double wellBefore = Double.NaN;

	/** Reports since. */
	int reports;

	/** Reports since, one after the other, that would have shown it. */
	private int silent;

	/** Reports since, one after the other, that would not have. */
	private int mute;

	/** Refused or timed out one after the other. */
	int failures;

	/** Smoothed measured reward, NaN before the first. */
	double well = Double.NaN;

	/** Reports without any KPI, one after the other. */
	int absent;

	/** Whether there was a decision, when the newest other one was sent, and its PRBs. */
	boolean hasSent;

	long sentNs;

	int sentPrbs;

	/** Whether control has been without effect, until when, and why. */
	boolean distrusted;

	long distrustedUntilNs;

	String distrustCause = "";

	/** Reports for which a rollback goes on. */
	int rollbackLeft;

	float rollbackTo = Float.NaN;

	String rollbackCause = "";

	/**
	 * Remembers how things are before a change, unless they may have begun to go wrong
	 * after an earlier one.
	 * @param reports after which a fall of the reward is not a change's doing any more
	 * @param fall of the reward that is none yet
	 */
	void remember(Decision decision, float inForce, int reports, double fall) {
		boolean falling = this.reports <= reports && this.wellBefore - this.well > fall;
		if (decision.prbs() != inForce && this.absent == 0 && !falling) {
			this.wellPrbs = inForce;
			this.wellBefore = this.well;
			this.reports = 0;
		}
	}

	/**
	 * Follows a decision if it is to change the allocation so much that reports must show
	 * it, and no other one is followed.
	 * @param inForce allocation in force
	 * @param allowed allocation that was decided before, NaN if none was
	 * @param tolerance PRBs that rounding may take or give
	 */
	void follow(Decision decision, float inForce, float allowed, float tolerance) {
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
		}
	}

	/** The reports went on after a gap: what was followed may be another node's. */
	void restart() {
		this.decisionId = NONE;
		this.wellPrbs = Float.NaN;
		this.absent = 0;
	}

	/** Decisions are not carried out any more, or by somebody else. */
	void pause() {
		restart();
		this.rollbackLeft = 0;
	}

	/** Whether a control waits for what the reports show of it. */
	private boolean awaited() {
		return this.decisionId != NONE
				&& (this.status == ControlStatus.SENT || this.status == ControlStatus.ACKNOWLEDGED);
	}

	private void begin(long decision, float inForce, int prbs) {
		this.decisionId = decision;
		this.status = ControlStatus.SENT;
		this.cause = "";
		this.asked = prbs;
		this.askedSince = prbs;
		this.before = inForce;
		this.seen = Float.NaN;
		this.silent = 0;
		this.mute = 0;
	}

	/** What was heard of a decision, perhaps of a later one. */
	void heard(ControlFeedback feedback) {
		this.failures = (feedback.status() == ControlStatus.ACKNOWLEDGED) ? 0 : this.failures + 1;
		// An answer to a later one is an answer: it took the place of this one on its
		// way.
		if (feedback.decisionId() >= this.decisionId && awaited()) {
			this.status = feedback.status();
			this.cause = feedback.cause();
		}
	}

	/**
	 * Looks at a report.
	 * @param prbs in it, NaN if it has none
	 * @param demand whether something waits for more PRBs
	 * @param answers whether the node's answer is heard, and has to be there first
	 * @param most telling reports until it counts as without effect
	 * @return whether it is now known how the control ended
	 */
	boolean observe(float prbs, boolean demand, boolean answers, float tolerance, int most) {
		this.reports++;
		if (most == 0 || !awaited() || Float.isNaN(prbs)) {
			return false;
		}
		this.seen = prbs;
		float change = this.asked - this.before;
		boolean halfway = (prbs - this.before) * Math.signum(change) >= Math.abs(change) / 2;
		boolean followed = Math.abs(prbs - this.askedSince) <= tolerance && Math.abs(prbs - this.before) > tolerance;
		if (halfway || followed) {
			this.status = ControlStatus.TOOK_EFFECT;
			return true;
		}
		// More PRBs show only where all were used before and something waits for them.
		boolean tells = change < 0 || this.atCeiling && demand;
		if (answers && this.status != ControlStatus.ACKNOWLEDGED) {
			return false;
		}
		this.silent = tells ? this.silent + 1 : 0;
		this.mute = tells ? 0 : this.mute + 1;
		if (this.mute >= most) {
			// Another one may be seen: this one is not followed any more.
			this.decisionId = NONE;
		}
		else if (this.silent >= most) {
			this.status = ControlStatus.NO_EFFECT;
			this.cause = "asked for " + this.asked + " PRBs, " + Math.round(prbs) + " in force as before";
			return true;
		}
		return false;
	}

	ControlStatus status() {
		return this.status;
	}

	String cause() {
		return this.cause;
	}

	/** What is known of the newest control; null without one. */
	@Nullable ControlReport report() {
		return (this.decisionId == NONE) ? null : new ControlReport(this.decisionId, this.status, this.asked,
				Float.isNaN(this.seen) ? Decision.UNKNOWN : Math.round(this.seen), this.cause);
	}

}
