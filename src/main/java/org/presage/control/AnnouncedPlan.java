/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.presage.worldmodel.ModelManifest;

/**
 * What a cell intends, for those that receive it.
 *
 * @param afterMs end of the interval of the frame after which it was decided, in ms
 * @param receivedNs monotonic time of receipt of that frame
 * @param ownTime whether frames are of a recording or a simulator, so that it says
 * nothing
 * @param inForce allocation in force in that interval, in PRBs
 * @param price by how much its score falls in each step for a PRB more of what its
 * neighbours announce
 * @param receivedWeight of all neighbours that it was planned with, in the units of the
 * relation; 0 if with none
 * @param prbs allocations of the steps after it, {@code [H]}, at least one
 */
record AnnouncedPlan(long afterMs, long receivedNs, boolean ownTime, float inForce, float price, double receivedWeight,
		float[] prbs) {

	/**
	 * PRBs of an interval. Beyond its last step a plan is held, as before its first what
	 * was in force.
	 * @param step after the frame, 0 for the first step of the plan
	 */
	float prbs(long step) {
		return (step < 0) ? this.inForce : this.prbs[(int) Math.min(step, this.prbs.length - 1)];
	}

	/**
	 * Adds its share to a mean of plans, as the model reads it: see
	 * {@link org.presage.worldmodel.net.AnnouncedPlans}.
	 * @param steps from its frame to that of the cell that reads it
	 * @param share in the mean, 0 to 1; those of all plans sum to 1
	 * @param mean of which {@code size} values from {@code at} on are the announcement,
	 * all 0 before the first plan
	 */
	void addTo(float[] mean, int at, int size, long steps, double share, ModelManifest manifest) {
		int action = manifest.network().action();
		for (int i = 0; i < size - 1; i++) {
			mean[at + i] += (float) (share * manifest.scaler().standardize(action, prbs(steps + i - 1)));
		}
		mean[at + size - 1] = 1;
	}

	/** Whole steps from its frame to another one; below 0 if that is older. */
	long age(long frameMs, long stepMs) {
		return Math.round((frameMs - this.afterMs) / (double) stepMs);
	}

}
