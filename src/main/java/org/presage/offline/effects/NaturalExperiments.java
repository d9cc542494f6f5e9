/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Effects where the action changed: the change of a KPI from the newest frame to the
 * next, less that of the nearest windows in the same level in which the action stayed
 * (difference in differences with matching; Heckman, Ichimura and Todd, 1997). What the
 * regression expects of the difference between a window and its controls is taken away
 * (Abadie and Imbens, 2011).
 */
final class NaturalExperiments {

	private static final int NEAREST = 5;

	/** Of one change, and of windows without it; more are thinned out. */
	private static final int MOST = 1000;

	private static final int MOST_CONTROLS = 4000;

	/** Frames in which a control must be near. */
	private static final int MATCHED_FRAMES = 2;

	private final EffectSample sample;

	private final OutcomeRegression regression;

	private final EffectSettings settings;

	private final int[] level;

	/**
	 * @param regression of the KPIs under each level
	 */
	NaturalExperiments(EffectSample sample, OutcomeRegression regression, EffectSettings settings) {
		this.sample = sample;
		this.regression = regression;
		this.settings = settings;
		this.level = sample.level();
	}

	/** Changes between two levels with their effects on all KPIs. */
	record Changes(int from, int to, int windows, int controls, List<Contrast> contrasts) {
	}

	/** All changes that occur often enough. */
	List<Changes> all() {
		Map<List<Integer>, List<Integer>> changed = new LinkedHashMap<>();
		for (int i = 0; i < this.sample.size(); i++) {
			if (this.sample.previous(i) >= 0) {
				changed.computeIfAbsent(List.of(this.sample.previous(i), this.level[i]), (change) -> new ArrayList<>())
					.add(i);
			}
		}
		return changed.entrySet()
			.parallelStream()
			.filter((change) -> !change.getKey().getFirst().equals(change.getKey().getLast()))
			.map((change) -> of(change.getKey(), thinned(change.getValue(), MOST),
					thinned(changed.getOrDefault(List.of(change.getKey().getFirst(), change.getKey().getFirst()),
							List.of()), MOST_CONTROLS)))
			.filter((changes) -> !changes.contrasts().isEmpty())
			.sorted(Comparator.comparingInt(Changes::from).thenComparingInt(Changes::to))
			.toList();
	}

	private static int[] thinned(List<Integer> windows, int most) {
		int stride = (windows.size() + most - 1) / most;
		return IntStream.range(0, windows.size())
			.filter((i) -> i % Math.max(1, stride) == 0)
			.map(windows::get)
			.toArray();
	}

	private Changes of(List<Integer> change, int[] windows, int[] controls) {
		int from = change.getFirst();
		int to = change.getLast();
		int clusters = (int) Arrays.stream(windows).map(this.sample::cluster).distinct().count();
		if (windows.length < this.settings.minEffective() || controls.length < this.settings.minEffective()
				|| clusters < this.settings.minClusters()) {
			return new Changes(from, to, windows.length, controls.length, List.of());
		}
		int targets = this.sample.targets();
		ClusterMean[] estimates = new ClusterMean[targets];
		Arrays.setAll(estimates, (y) -> new ClusterMean(this.sample.clusters()));
		Map<String, ClusterMean[]> predicted = new LinkedHashMap<>();
		this.sample.predicted().keySet().forEach((name) -> {
			ClusterMean[] means = new ClusterMean[targets];
			Arrays.setAll(means, (y) -> new ClusterMean(this.sample.clusters()));
			predicted.put(name, means);
		});
		for (int i : windows) {
			int[] near = nearest(i, controls);
			for (int y = 0; y < targets; y++) {
				double effect = moved(i, from, y) - mean(near, from, y);
				if (!Double.isNaN(effect)) {
					estimates[y].add(this.sample.cluster(i), effect);
					int at = i * this.sample.levels() * targets + y;
					int target = y;
					predicted.forEach((name, means) -> {
						float[] values = this.sample.predicted().getOrDefault(name, new float[0]);
						means[target].add(this.sample.cluster(i),
								values[at + to * targets] - values[at + from * targets]);
					});
				}
			}
		}
		List<Contrast> contrasts = new ArrayList<>();
		for (int y = 0; y < targets; y++) {
			if (estimates[y].count() >= this.settings.minEffective()
					&& estimates[y].clusters() >= this.settings.minClusters() && this.sample.moves(y)) {
				Contrast contrast = new Contrast(from, to, y, estimates[y], estimates[y].clusters() - 1);
				int target = y;
				predicted.forEach((name, means) -> contrast.add(name, means[target]::value));
				contrasts.add(contrast);
			}
		}
		return new Changes(from, to, windows.length, controls.length, contrasts);
	}

	/** Change of a KPI beyond what is expected of the window if the action stays. */
	private double moved(int i, int stays, int target) {
		int at = i * this.sample.targets() + target;
		double newest = this.sample.newest()[at];
		double expected = this.regression.of(i, stays, target) - newest;
		return this.sample.outcome()[at] - newest - expected;
	}

	private double mean(int[] windows, int stays, int target) {
		return Arrays.stream(windows)
			.mapToDouble((i) -> moved(i, stays, target))
			.filter((value) -> !Double.isNaN(value))
			.average()
			.orElse(Double.NaN);
	}

	private int[] nearest(int of, int[] controls) {
		double[] distances = new double[NEAREST];
		int[] near = new int[NEAREST];
		Arrays.fill(distances, Double.POSITIVE_INFINITY);
		for (int control : controls) {
			double distance = distance(of, control, distances[NEAREST - 1]);
			if (distance < distances[NEAREST - 1]) {
				int at = NEAREST - 1;
				for (; at > 0 && distances[at - 1] > distance; at--) {
					distances[at] = distances[at - 1];
					near[at] = near[at - 1];
				}
				distances[at] = distance;
				near[at] = control;
			}
		}
		return near;
	}

	/** Squared; may end early where it is beyond a bound. */
	private double distance(int one, int other, double bound) {
		double[] x = this.sample.x().data;
		int columns = this.sample.x().numCols;
		double sum = 0;
		for (int back = 0; back < Math.min(MATCHED_FRAMES, this.sample.steps()); back++) {
			for (int y = 0; y < this.sample.targets() && sum < bound; y++) {
				int column = this.sample.column(y, back);
				double apart = x[one * columns + column] - x[other * columns + column];
				sum += apart * apart;
			}
		}
		return sum;
	}

}
