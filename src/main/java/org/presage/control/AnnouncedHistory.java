/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayDeque;

/**
 * What a cell announced in the last intervals, as far as its plans reach. Owned by one
 * thread.
 */
final class AnnouncedHistory {

	/** Newest first. */
	private final ArrayDeque<AnnouncedPlan> plans = new ArrayDeque<>();

	/**
	 * Compares what was in force in the newest interval with what each plan had announced
	 * for it: at the steps 1, 2, 4 and so on, of plans that reach so far.
	 * @param done allocation in force, in PRBs
	 */
	void compare(long frameMs, long stepMs, float done, LoopMetrics metrics) {
		for (AnnouncedPlan plan : this.plans) {
			long step = plan.age(frameMs, stepMs);
			if (step > 0 && step <= plan.prbs().length && Long.bitCount(step) == 1) {
				metrics.announcedError((int) step, Math.abs(done - plan.prbs(step - 1)));
			}
		}
	}

	/** Takes the newest plan. */
	void add(AnnouncedPlan plan) {
		this.plans.addFirst(plan);
		while (this.plans.size() > plan.prbs().length && this.plans.size() > this.plans.getLast().prbs().length) {
			this.plans.removeLast();
		}
	}

	/** Nothing is announced any more. */
	void clear() {
		this.plans.clear();
	}

}
