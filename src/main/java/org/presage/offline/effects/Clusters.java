/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;

/**
 * Which windows may depend on each other: those of a group of series where the schema
 * names at least {@value #FEW} groups, of a series where there are as many, of a stretch
 * of a series otherwise.
 */
final class Clusters {

	/** With fewer, an interval says little. */
	static final int FEW = 10;

	private static final int STRETCHES = 40;

	private final Map<Object, Integer> numbers = new HashMap<>();

	private final List<Series> series;

	private final boolean grouped;

	/** Rows of a stretch; 0 if clusters are whole. */
	private final int stretch;

	private final int length;

	Clusters(Dataset data, List<Dataset.Segment> rows) {
		this.series = data.trace().series();
		this.length = data.window() + data.horizon();
		int[] used = rows.stream()
			.filter((segment) -> segment.windows(this.length) > 0)
			.mapToInt(Dataset.Segment::series)
			.distinct()
			.toArray();
		long groups = Arrays.stream(used).mapToObj((s) -> this.series.get(s).group()).distinct().count();
		this.grouped = groups >= FEW && Arrays.stream(used).allMatch((s) -> this.series.get(s).group() != null);
		long total = rows.stream().mapToLong((segment) -> segment.to() - segment.from()).sum();
		this.stretch = (this.grouped || used.length >= FEW) ? 0 : (int) Math.max(3L * this.length, total / STRETCHES);
	}

	/** What a cluster is, as {@code series}. */
	String kind() {
		return this.grouped ? "group" : (this.stretch == 0) ? "series" : "stretch of " + this.stretch + " rows";
	}

	/** The cluster of a window; -1 if it reaches over the end of its stretch. */
	int of(int at, int row) {
		Object key = at;
		if (this.grouped) {
			key = Objects.requireNonNull(this.series.get(at).group());
		}
		else if (this.stretch > 0) {
			int number = row / this.stretch;
			if (number != (row + this.length - 1) / this.stretch) {
				return -1;
			}
			key = List.of(at, number);
		}
		return this.numbers.computeIfAbsent(key, (k) -> this.numbers.size());
	}

	int size() {
		return this.numbers.size();
	}

	/**
	 * Divides clusters into folds of about as many windows.
	 * @param clusters of the windows
	 * @return fold of each cluster
	 * @throws DataException if there are too few
	 */
	int[] folds(int[] clusters, int folds) {
		if (size() < FEW) {
			throw new DataException("rows", "at least " + FEW + " groups, series or stretches of series with windows",
					size());
		}
		long[] windows = new long[size()];
		Arrays.stream(clusters).forEach((cluster) -> windows[cluster]++);
		int[] fold = new int[size()];
		long[] full = new long[folds];
		IntStream.range(0, size())
			.boxed()
			.sorted(Comparator.comparingLong((@Nullable Integer c) -> -windows[Objects.requireNonNull(c)]))
			.forEach((cluster) -> {
				int least = IntStream.range(0, folds)
					.reduce(0, (best, candidate) -> (full[candidate] < full[best]) ? candidate : best);
				fold[cluster] = least;
				full[least] += windows[cluster];
			});
		return fold;
	}

}
