/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Collects the rows of a file by series, whatever their order, and sorts each series by
 * time.
 */
final class SeriesRows {

	private final int kpis;

	private final Map<String, Rows> series = new LinkedHashMap<>();

	private String current = "";

	private int changes;

	/**
	 * @param kpis values in a row
	 */
	SeriesRows(int kpis) {
		this.kpis = kpis;
	}

	/** Rows of one series in the order of the file. */
	final class Rows {

		private final String name;

		private final @Nullable String group;

		private long[] times = new long[64];

		private int[] places = new int[64];

		private float[] values = new float[64 * SeriesRows.this.kpis];

		private int size;

		private boolean sorted = true;

		private Rows(String name, @Nullable String group) {
			this.name = name;
			this.group = group;
		}

		@Nullable String group() {
			return this.group;
		}

		int size() {
			return this.size;
		}

		/**
		 * Appends a row.
		 * @param place number of the row in the file
		 * @return where its values are to be written in {@link #values}
		 */
		int add(long time, int place) {
			if (this.size == this.times.length) {
				this.times = Arrays.copyOf(this.times, 2 * this.size);
				this.places = Arrays.copyOf(this.places, 2 * this.size);
				this.values = Arrays.copyOf(this.values, 2 * this.size * SeriesRows.this.kpis);
			}
			this.sorted &= this.size == 0 || time > this.times[this.size - 1];
			this.times[this.size] = time;
			this.places[this.size] = place;
			return this.size++ * SeriesRows.this.kpis;
		}

		float[] values() {
			return this.values;
		}

		private Series build(IntFunction<String> place, String column) {
			int width = SeriesRows.this.kpis;
			if (this.sorted) {
				return new Series(this.name, Arrays.copyOf(this.times, this.size),
						Arrays.copyOf(this.values, this.size * width), this.group);
			}
			int[] order = IntStream.range(0, this.size)
				.boxed()
				.sorted(Comparator.comparingLong((row) -> this.times[row]))
				.mapToInt(Integer::intValue)
				.toArray();
			long[] ordered = new long[this.size];
			float[] moved = new float[this.size * width];
			for (int i = 0; i < order.length; i++) {
				ordered[i] = this.times[order[i]];
				System.arraycopy(this.values, order[i] * width, moved, i * width, width);
				if (i > 0 && ordered[i] == ordered[i - 1]) {
					throw new DataException(place.apply(this.places[order[i]]) + ": column " + column,
							"each time once in series " + this.name, ordered[i] + " ms as in "
									+ place.apply(this.places[order[i - 1]]).replaceFirst(".*: ", ""));
				}
			}
			return new Series(this.name, ordered, moved, this.group);
		}

	}

	/**
	 * The rows of a series.
	 * @param group of it, if this is its first row; null for none
	 */
	Rows of(String name, @Nullable String group) {
		if (!name.equals(this.current) || this.series.isEmpty()) {
			this.current = name;
			this.changes++;
		}
		return this.series.computeIfAbsent(name, (one) -> new Rows(one, group));
	}

	boolean isEmpty() {
		return this.series.isEmpty();
	}

	/**
	 * All series in the order of their first rows.
	 * @param place names file and row for messages
	 * @param column of the times
	 * @param notes receives what was changed about the order
	 * @throws DataException if a series has a time twice
	 */
	List<Series> build(IntFunction<String> place, String column, List<String> notes) {
		List<Series> built = new ArrayList<>();
		this.series.values().forEach((rows) -> built.add(rows.build(place, column)));
		long sorted = this.series.values().stream().filter((rows) -> !rows.sorted).count();
		if (this.changes > this.series.size()) {
			notes.add("rows of " + this.series.size() + " series are interleaved; they were grouped");
		}
		if (sorted > 0) {
			notes.add("rows of " + sorted + " series were not in the order of time; they were sorted");
		}
		return built;
	}

}
