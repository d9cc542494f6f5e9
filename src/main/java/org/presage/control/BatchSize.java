/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.presage.base.Clock;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * How many windows one call of the model should take. On a CPU a few, because activations
 * leave the cache; on a GPU many, because a call costs more than its work.
 */
final class BatchSize {

	/** A larger batch delays the first of its cells: it must be worth it. */
	private static final double GAIN = 0.9;

	private static final int RUNS = 7;

	/** Where a call takes longer than this, fewer runs tell as much. */
	private static final long LONG_NS = 50_000_000;

	/** Searches have iterations that are this many times smaller than their largest. */
	private static final int SMALL = 5;

	private static final int MOST_ON_CPU = 4;

	private static final int MOST_ON_GPU = 64;

	private BatchSize() {
	}

	/**
	 * The size at which a window is planned fastest on this machine, by measurement: it
	 * takes some 50 ms.
	 * @param plans of one window in one call
	 */
	static int fastest(WorldModel model, int plans, Clock clock) {
		int most = model.device().equals(WorldModel.CPU) ? MOST_ON_CPU : MOST_ON_GPU;
		int best = 1;
		double bestNs = costNs(model, 1, plans, clock);
		for (int windows = 2; windows <= most && bestNs < LONG_NS; windows *= 2) {
			double ns = costNs(model, windows, plans, clock);
			if (ns < GAIN * bestNs) {
				best = windows;
				bestNs = ns;
			}
		}
		return best;
	}

	/** Time for one window of a batch in a large and a small iteration of a search. */
	private static double costNs(WorldModel model, int windows, int plans, Clock clock) {
		return callNs(model, windows, plans, clock) + callNs(model, windows, Math.max(1, plans / SMALL), clock);
	}

	/**
	 * Time for one window of a call: the least of several runs, the first not counted.
	 */
	private static double callNs(WorldModel model, int windows, int plans, Clock clock) {
		NetworkSpec spec = model.manifest().network();
		float[] contexts = new float[windows * model.contextSize()];
		float[] actions = new float[windows * plans * spec.horizon()];
		Prediction forecast = new Prediction(windows * plans, spec.horizon(), spec.targets());
		long least = Long.MAX_VALUE;
		try (Imaginer imaginer = model.imaginer(windows, plans)) {
			for (int run = 0; run < RUNS && (run < 2 || least < LONG_NS); run++) {
				long startNs = clock.nanoTime();
				imaginer.imagine(windows, contexts, plans, actions, forecast);
				least = (run == 0) ? least : Math.min(least, clock.nanoTime() - startNs);
			}
		}
		return (double) least / windows;
	}

}
