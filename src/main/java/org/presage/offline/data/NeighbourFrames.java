/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

	/**
	 * Lays out what the neighbours of a window announced, as {@link AnnouncedPlans} reads
	 * it: their mean PRBs in the last interval seen and in those to come, standardised,
	 * and 1; all 0 if any of it is not known.
	 * @param row of the window's first frame
	 * @param to receives them
	 * @param size of an announcement, H + 2
	 */
	public void announced(int series, int row, float[] to, int at, int size) {
		int now = row + this.data.window() - 1;
		int action = this.data.schema().actionIndex();
		for (int h = 0; h < size - 1; h++) {
			to[at + h] = (float) mean(series, now + h, action);
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
		double sum = 0;
		double total = 0;
		int features = this.data.schema().size();
		for (int n = 0; n < this.neighbours[series].length; n++) {
			int[] aligned = this.rows[series][n];
			int at = (row >= 0 && row < aligned.length) ? aligned[row] : -1;
			float value = (at >= 0) ? this.data.standardized(this.neighbours[series][n])[at * features + kpi]
					: Float.NaN;
			if (!Float.isNaN(value)) {
				sum += this.shares[series][n] * value;
				total += this.shares[series][n];
			}
		}
		return (total > 0) ? sum / total : Double.NaN;
	}

}
