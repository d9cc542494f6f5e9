/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;
import java.util.Objects;

/**
 * A frame that has been taken into its window and waits for its plan.
 *
 * @param arrival the frame
 * @param slot of its cell or slice
 * @param state of its cell or slice
 * @param inForce allocation in force, NaN if not known
 * @param deadlineNs when its decision must be there
 */
record PendingFrame(Arrival arrival, int slot, CellState state, float inForce, long deadlineNs) {

	/** When the decision of the most urgent one must be there. */
	static long deadlineNs(List<PendingFrame> frames) {
		long deadline = frames.getFirst().deadlineNs();
		for (int i = 1; i < frames.size(); i++) {
			deadline += Math.min(0, frames.get(i).deadlineNs() - deadline);
		}
		return deadline;
	}

	/** Takes what operators want now, and is planned by it. */
	void intend(Intents now) {
		this.state.intend(now, this.arrival.frame().cell());
	}

	/** Whether an operator wants its decision to be shown only. */
	boolean advisory() {
		return this.state.intent().advisory();
	}

	/** What plans it. */
	CellPlanner planner() {
		return Objects.requireNonNull(this.state.planner(), "a frame waits for a plan without a model");
	}

	SliceRules.Rules rules() {
		return this.state.rules(slice(), planner().rules());
	}

	/** Time since its receipt, beside its budget. */
	String spent(long nowNs) {
		return ms(nowNs - this.arrival.receivedNs()) + " of " + ms(this.deadlineNs - this.arrival.receivedNs()) + " ms";
	}

	/**
	 * Why no plan was begun.
	 * @param planNs that a plan would take
	 */
	String refused(long nowNs, long planNs) {
		String cost = (nowNs - this.deadlineNs < 0) ? ", and a plan takes about " + ms(planNs) + " ms" : "";
		return "waited " + spent(nowNs) + cost + ": no plan was begun";
	}

	/** A time in ms with one decimal. */
	private static String ms(long ns) {
		return Double.toString(Math.round(ns / 1e5) / 10.0);
	}

	String slice() {
		return this.arrival.frame().cell().slice();
	}

}
