/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

import org.presage.kpi.Neighbours;
import org.presage.worldmodel.net.AnnouncedPlans;

/**
 * The frames of each series' neighbours at the time of its own, as one mean frame. A
 * neighbour without a value at that time is absent: the shares of the others grow.
 */
public final class NeighbourFrames {

	private final Dataset data;

	private final Neighbours relation;

	/** Places of a series' neighbours in the trace. */
	private final int[][] neighbours;

	/** Shares of the same. */
	private final double[][] shares;

	/** Row of each neighbour at each row of a series, −1 without one. */
	private final int[][][] rows;

	/**
	 * @param relation by the names of series
	 */
	public NeighbourFrames(Dataset data, Neighbours relation) {
		this.data = data;
		this.relation = relation;
		List<Series> series = data.trace().series();
		Map<String, Integer> places = new HashMap<>();
		for (int s = 0; s < series.size(); s++) {
			places.put(series.get(s).name(), s);
		}
		this.neighbours = new int[series.size()][];
		this.shares = new double[series.size()][];
		this.rows = new int[series.size()][][];
		for (int s = 0; s < series.size(); s++) {
			String name = series.get(s).name();
			List<Neighbours.Neighbour> known = relation.of(name, places::containsKey);
			this.neighbours[s] = known.stream()
				.mapToInt((neighbour) -> places.getOrDefault(neighbour.cell(), -1))
				.toArray();
			this.shares[s] = Neighbours.shares(known);
			this.rows[s] = new int[known.size()][];
			for (int n = 0; n < known.size(); n++) {
				this.rows[s][n] = AlignedRows.of(series.get(s), series.get(this.neighbours[s][n]),
						data.schema().stepMs() / 2);
			}
		}
	}

	/** Which series hear each other, as it was given. */
	public Neighbours relation() {
		return this.relation;
	}

	/** Series that have a neighbour in the trace. */
	public int related() {
		return (int) Arrays.stream(this.neighbours).filter((found) -> found.length > 0).count();
	}

	/** Neighbours of a series that count, at most {@link Neighbours#MOST}. */
	public int count(int series) {
		return this.neighbours[series].length;
	}

	/**
	 * Place in the trace of a neighbour.
	 * @param n which of them, from 0
	 */
	public int neighbour(int series, int n) {
		return this.neighbours[series][n];
	}

	/** Share of a neighbour in what the series hears, 0 to 1. */
	public double share(int series, int n) {
		return this.shares[series][n];
	}

	/**
	 * Row of a neighbour at the time of a row of the series, which may lie outside; −1
	 * without one.
	 */
	public int row(int series, int n, int row) {
		int[] aligned = this.rows[series][n];
		return (row >= 0 && row < aligned.length) ? aligned[row] : -1;
	}

	/**
	 * Lays out the PRBs of one neighbour in the last interval of a window and in the H
	 * steps after it, standardised.
	 * @param row of the window's first frame
	 * @param to receives H + 1 numbers from {@code at} on
	 * @return false if one of them is not known
	 */
	public boolean plan(int series, int n, int row, float[] to, int at) {
		int now = row + this.data.window() - 1;
		boolean known = true;
		for (int h = 0; h <= this.data.horizon(); h++) {
			to[at + h] = value(series, n, now + h, this.data.schema().actionIndex());
			known &= !Float.isNaN(to[at + h]);
		}
		return known;
	}

	/**
	 * Lays out what the neighbours of a window announced, as {@link AnnouncedPlans} reads
	 * it: their mean PRBs in the last interval seen and in those to come, standardised,
	 * and 1; all 0 if any of it is not known.
	 * @param row of the window's first frame
	 * @param counts which neighbours count
	 * @param to receives them
	 * @param size of an announcement, H + 2
	 */
	public void announced(int series, int row, IntPredicate counts, float[] to, int at, int size) {
		int now = row + this.data.window() - 1;
		int action = this.data.schema().actionIndex();
		for (int h = 0; h < size - 1; h++) {
			to[at + h] = (float) mean(series, now + h, action, counts);
			if (Float.isNaN(to[at + h])) {
				Arrays.fill(to, at, at + size, 0);
				return;
			}
		}
		to[at + size - 1] = 1;
	}

	/**
	 * Mean of a KPI over the neighbours, weighted by their shares.
	 * @param row of the series; may lie outside
	 * @return standardised, NaN if no neighbour has it
	 */
	public double mean(int series, int row, int kpi) {
		return mean(series, row, kpi, (n) -> true);
	}

	private double mean(int series, int row, int kpi, IntPredicate counts) {
		double sum = 0;
		double total = 0;
		for (int n = 0; n < count(series); n++) {
			float value = counts.test(n) ? value(series, n, row, kpi) : Float.NaN;
			if (!Float.isNaN(value)) {
				sum += this.shares[series][n] * value;
				total += this.shares[series][n];
			}
		}
		return (total > 0) ? sum / total : Double.NaN;
	}

	/** A KPI of one neighbour, standardised; NaN if it is not known. */
	private float value(int series, int n, int row, int kpi) {
		int at = row(series, n, row);
		return (at >= 0) ? this.data.standardized(neighbour(series, n))[at * this.data.schema().size() + kpi]
				: Float.NaN;
	}

}
