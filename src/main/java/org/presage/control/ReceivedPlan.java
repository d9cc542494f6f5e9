/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Arrays;
import java.util.List;

import org.presage.worldmodel.ModelManifest;

/**
 * What is known of a neighbour after a cell's newest frame.
 *
 * @param cell its whole name
 * @param share of its PRBs in what the cell is planned with, 0 to 1; they sum to 1, and
 * one that is not used has 0
 * @param standing whether it is used, and why not
 * @param age steps from the frame that it was decided after to the cell's newest; below 0
 * if the cell's is older, 0 if nothing is known
 * @param prbs in the interval of the cell's newest frame and in the steps after it, until
 * the plan ends and is held; empty if it is not used
 */
public record ReceivedPlan(String cell, double share, NeighbourStanding standing, long age, float[] prbs) {

	private ReceivedPlan withShare(double of) {
		return new ReceivedPlan(this.cell, this.share / of, this.standing, this.age, this.prbs);
	}

	/**
	 * With shares that sum to 1.
	 * @param weighted their shares only have the right ratios
	 */
	static List<ReceivedPlan> shared(List<ReceivedPlan> weighted) {
		double total = weighted.stream().mapToDouble(ReceivedPlan::share).sum();
		return (total > 0) ? weighted.stream().map((one) -> one.withShare(total)).toList() : weighted;
	}

	/** PRBs of a plan from now on. */
	static float[] ahead(AnnouncedPlan plan, long age) {
		int left = (int) Math.max(1, plan.prbs().length - age);
		float[] prbs = new float[left + 1];
		for (int i = 0; i < prbs.length; i++) {
			prbs[i] = plan.prbs(age + i - 1);
		}
		return prbs;
	}

	/**
	 * What the used ones of some neighbours announce together, as the model reads it: see
	 * {@link org.presage.worldmodel.net.AnnouncedPlans}.
	 * @return all 0 if none is used
	 */
	public static float[] announcement(List<ReceivedPlan> neighbours, ModelManifest manifest) {
		float[] announced = new float[manifest.network().announcedSize()];
		double total = neighbours.stream().mapToDouble(ReceivedPlan::share).sum();
		for (ReceivedPlan neighbour : neighbours) {
			if (neighbour.share > 0) {
				float[] prbs = neighbour.prbs;
				new AnnouncedPlan(0, 0, true, prbs[0], 0, 0, Arrays.copyOfRange(prbs, 1, prbs.length)).addTo(announced,
						0, announced.length, 0, neighbour.share / total, manifest);
			}
		}
		return announced;
	}

}
