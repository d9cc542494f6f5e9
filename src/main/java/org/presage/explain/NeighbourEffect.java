/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.explain;

import java.util.ArrayList;
import java.util.List;

import org.presage.control.ReceivedPlan;
import org.presage.worldmodel.ModelManifest;

/**
 * A neighbour, and what it is responsible for in the forecast of the plan.
 *
 * @param neighbour what is known of it
 * @param effect mean with what all neighbours announce, less that without this one,
 * {@code [H, Y]} in the KPIs' units; empty if the neighbour is not used or the model
 * reads nothing of it. Effects need not sum to that of all: without one the others count
 * for it
 */
public record NeighbourEffect(ReceivedPlan neighbour, float[] effect) {

	/**
	 * Of each neighbour of a cell, from the window that was encoded last.
	 */
	static List<NeighbourEffect> of(Imagination imagination, ModelManifest manifest, float[] plan, CellWindow cell) {
		List<ReceivedPlan> all = cell.neighbours();
		boolean reads = manifest.network().knowsAnnounced();
		List<NeighbourEffect> effects = new ArrayList<>();
		float[] with = reads ? mean(imagination, manifest, plan, cell, all) : new float[0];
		for (ReceivedPlan one : all) {
			if (!reads || one.share() == 0) {
				effects.add(new NeighbourEffect(one, new float[0]));
				continue;
			}
			List<ReceivedPlan> others = all.stream().filter((other) -> other != one).toList();
			float[] without = mean(imagination, manifest, plan, cell, others);
			float[] effect = new float[with.length];
			for (int i = 0; i < effect.length; i++) {
				effect[i] = with[i] - without[i];
			}
			effects.add(new NeighbourEffect(one, effect));
		}
		return effects;
	}

	private static float[] mean(Imagination imagination, ModelManifest manifest, float[] plan, CellWindow cell,
			List<ReceivedPlan> neighbours) {
		imagination.announce(ReceivedPlan.announcement(neighbours, manifest));
		return imagination.outlook(plan, cell).mean();
	}

}
