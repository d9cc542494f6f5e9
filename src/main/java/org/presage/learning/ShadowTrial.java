/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.HashMap;
import java.util.Map;

/**
 * Forecasts of a challenger beside those of the champion, on the same live windows. The
 * champion plans; the challenger only forecasts. Thread-safe.
 */
public final class ShadowTrial {

	/** Probability of taking a challenger for better that is not, over any time. */
	private static final double ALPHA = 0.05;

	private static final int LEAST_NODES = 3;

	private final String version;

	private final MeanBound advantage = new MeanBound(ForecastScorer.WORST, ALPHA);

	private double champion;

	private double challenger;

	private long covered;

	private long judged;

	private long changes;

	private double changedChampion;

	private double changedChallenger;

	private boolean isFinite = true;

	/** Windows of each node, and sums of the differences. */
	private final Map<String, double[]> nodes = new HashMap<>();

	ShadowTrial(String version) {
		this.version = version;
	}

	/**
	 * What is known so far. CRPS are means over windows.
	 *
	 * @param version of the challenger
	 * @param windows that both forecast
	 * @param champion its CRPS
	 * @param challenger its CRPS
	 * @param least by how much the challenger's is lower at least, with 95 % confidence
	 * at all times together
	 * @param most by how much at most, likewise
	 * @param coverage of the challenger's 90 % intervals
	 * @param changes windows in which the PRBs changed
	 * @param changedChampion its CRPS in these
	 * @param changedChallenger its CRPS in these
	 * @param isFinite whether all that the challenger forecast is finite
	 * @param others by how much the challenger's CRPS is lower without the node at which
	 * it gains most; of fewer than three nodes, with all
	 */
	public record Report(String version, long windows, double champion, double challenger, double least, double most,
			double coverage, long changes, double changedChampion, double changedChallenger, boolean isFinite,
			double others) {
	}

	/**
	 * @param isChanged whether the PRBs changed in the window
	 */
	synchronized void add(String node, ForecastScorer.Score ofChampion, ForecastScorer.Score ofChallenger,
			boolean isChanged) {
		double[] its = this.nodes.computeIfAbsent(node, (any) -> new double[2]);
		its[0]++;
		its[1] += ofChampion.crps() - ofChallenger.crps();
		this.advantage.add(ofChampion.crps() - ofChallenger.crps());
		this.champion += ofChampion.crps();
		this.challenger += ofChallenger.crps();
		this.covered += ofChallenger.covered();
		this.judged += ofChallenger.judged();
		this.isFinite &= ofChallenger.isFinite();
		if (isChanged) {
			this.changes++;
			this.changedChampion += ofChampion.crps();
			this.changedChallenger += ofChallenger.crps();
		}
	}

	synchronized Report report() {
		long windows = this.advantage.count();
		double count = windows;
		return new Report(this.version, windows, this.champion / count, this.challenger / count, this.advantage.lower(),
				this.advantage.upper(), (double) this.covered / this.judged, this.changes,
				this.changedChampion / this.changes, this.changedChallenger / this.changes, this.isFinite, others());
	}

	/** A node whose reports are false must not promote what fits it alone. */
	private double others() {
		double count = 0;
		double sum = 0;
		double[] best = new double[2];
		for (double[] its : this.nodes.values()) {
			count += its[0];
			sum += its[1];
			best = (its[1] > best[1]) ? its : best;
		}
		return (this.nodes.size() < LEAST_NODES) ? sum / Math.max(1, count)
				: (sum - best[1]) / Math.max(1, count - best[0]);
	}

}
