/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Two levels compared by augmented inverse propensity weighting (Robins, Rotnitzky and
 * Zhao, 1994) over the windows in which both were possible.
 */
final class LevelPair {

	/** Name of the difference of recorded means among those who are compared. */
	static final String NAIVE = "naive_difference";

	private final EffectSample sample;

	private final int[] level;

	private final Propensity propensity;

	private final EffectSettings settings;

	private final int from;

	private final int to;

	private final int[] windows;

	/**
	 * @param level of each window
	 */
	LevelPair(EffectSample sample, int[] level, Propensity propensity, EffectSettings settings, int from, int to) {
		this.sample = sample;
		this.level = level;
		this.propensity = propensity;
		this.settings = settings;
		this.from = from;
		this.to = to;
		this.windows = IntStream.range(0, sample.size())
			.filter((i) -> propensity.of(i, from) >= settings.trim() && propensity.of(i, to) >= settings.trim())
			.toArray();
	}

	int from() {
		return this.from;
	}

	int to() {
		return this.to;
	}

	/** In which both levels were possible. */
	int windows() {
		return this.windows.length;
	}

	private IntStream with(int of) {
		return IntStream.of(this.windows).filter((i) -> this.level[i] == of);
	}

	/** Windows of equal weight that would say as much about a level. */
	double effective(int of) {
		double sum = with(of).mapToDouble((i) -> 1 / weightedBy(i, of)).sum();
		double squares = with(of).mapToDouble((i) -> 1 / weightedBy(i, of) / weightedBy(i, of)).sum();
		return (squares > 0) ? sum * sum / squares : 0;
	}

	/** Share of the windows with either level whose weight is bounded. */
	double clipped() {
		long both = with(this.from).count() + with(this.to).count();
		long bounded = IntStream.of(this.from, this.to)
			.mapToLong((of) -> with(of).filter((i) -> this.propensity.of(i, of) < this.settings.clip()).count())
			.sum();
		return (double) bounded / both;
	}

	private int clusters(int of) {
		return (int) with(of).map(this.sample::cluster).distinct().count();
	}

	/** Why these levels cannot be compared; null if they can. */
	@Nullable String refused() {
		if (this.windows.length == 0) {
			return "no overlap: in no window were both levels possible";
		}
		for (int of : new int[] { this.from, this.to }) {
			String name = (of == this.from) ? "the lower level" : "the higher level";
			if (clusters(of) < this.settings.minClusters()) {
				return name + " occurs in " + clusters(of) + " clusters where both were possible, expected "
						+ this.settings.minClusters() + " or more";
			}
			if (effective(of) < this.settings.minEffective()) {
				return "the windows with " + name + " count as " + Math.round(effective(of))
						+ " of equal weight, expected " + Math.round(this.settings.minEffective()) + " or more";
			}
		}
		return null;
	}

	private double weightedBy(int i, int of) {
		return Math.max(this.propensity.of(i, of), this.settings.clip());
	}

	/**
	 * Effects of the higher level on each KPI that is measured often enough.
	 * @param models beside which they stand, by name {@code [N, K, Y]}
	 */
	List<Contrast> contrasts(OutcomeRegression regression, float[] outcome, Map<String, float[]> models) {
		List<Contrast> contrasts = new ArrayList<>();
		for (int y = 0; y < this.sample.targets(); y++) {
			ClusterMean estimate = new ClusterMean(this.sample.clusters());
			ClusterMean low = new ClusterMean(this.sample.clusters());
			ClusterMean high = new ClusterMean(this.sample.clusters());
			for (int i : this.windows) {
				double came = outcome[i * this.sample.targets() + y];
				if (!Double.isNaN(came)) {
					estimate.add(this.sample.cluster(i),
							score(regression, i, this.to, y, came) - score(regression, i, this.from, y, came));
					if (this.level[i] == this.from) {
						low.add(this.sample.cluster(i), came);
					}
					if (this.level[i] == this.to) {
						high.add(this.sample.cluster(i), came);
					}
				}
			}
			int clusters = Math.min(low.clusters(), high.clusters());
			if (Math.min(low.count(), high.count()) >= this.settings.minEffective()
					&& clusters >= this.settings.minClusters() && this.sample.moves(y)) {
				Contrast contrast = new Contrast(this.from, this.to, y, estimate, clusters - 1);
				contrast.add(NAIVE, (drawn) -> high.value(drawn) - low.value(drawn));
				int target = y;
				models.forEach((name, values) -> contrast.add(name, predicted(values, outcome, target)::value));
				contrasts.add(contrast);
			}
		}
		return contrasts;
	}

	private double score(OutcomeRegression regression, int i, int of, int target, double came) {
		double expected = regression.of(i, of, target);
		return expected + ((this.level[i] == of) ? (came - expected) / weightedBy(i, of) : 0);
	}

	private ClusterMean predicted(float[] values, float[] outcome, int target) {
		ClusterMean mean = new ClusterMean(this.sample.clusters());
		int targets = this.sample.targets();
		for (int i : this.windows) {
			if (!Float.isNaN(outcome[i * targets + target])) {
				int at = i * this.sample.levels() * targets + target;
				mean.add(this.sample.cluster(i), values[at + this.to * targets] - values[at + this.from * targets]);
			}
		}
		return mean;
	}

}
