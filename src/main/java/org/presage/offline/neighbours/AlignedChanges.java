/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.neighbours;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

import org.presage.offline.data.AlignedRows;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;

/**
 * Changes of the PRBs of all series that have rows at the times of one of them. Series of
 * the same times share them, and their products with each other, which take the time.
 */
final class AlignedChanges {

	/** Rows that are added up at once. */
	private static final int BLOCK = 256;

	private final Dataset data;

	private final long[] timesMs;

	/** Those with rows at more than half of the times, N. */
	private final List<Integer> series = new ArrayList<>();

	private final List<int[]> rows = new ArrayList<>();

	/** Rows that {@link #products} are sums over. */
	private int[] summed = new int[0];

	private DMatrixRMaj products;

	AlignedChanges(Dataset data, Series own) {
		this.data = data;
		this.timesMs = own.timesMs();
		List<Series> all = data.trace().series();
		for (int s = 0; s < all.size(); s++) {
			int[] aligned = AlignedRows.of(own, all.get(s), data.schema().stepMs() / 2);
			if (Arrays.stream(aligned).filter((row) -> row >= 0).count() > aligned.length / 2) {
				this.series.add(s);
				this.rows.add(aligned);
			}
		}
		this.products = new DMatrixRMaj(this.series.size(), this.series.size());
	}

	/** Whether they are those of a series too. */
	boolean isOf(Series own) {
		return Arrays.equals(this.timesMs, own.timesMs());
	}

	/** Places of the series in the trace, N, in order. */
	List<Integer> series() {
		return this.series;
	}

	/**
	 * Lays out the changes at a row: what was radiated in the interval and in the one
	 * before, because a scheduler hears late; 0 where it is not known.
	 * @param row of the series whose times these are, at least 2
	 * @param to receives N numbers from {@code at} on
	 */
	void fill(int row, double[] to, int at) {
		int kpis = this.data.schema().size();
		int action = this.data.schema().actionIndex();
		for (int n = 0; n < this.rows.size(); n++) {
			int now = this.rows.get(n)[row];
			int before = this.rows.get(n)[row - 2];
			float[] frames = this.data.standardized(this.series.get(n));
			double change = (now >= 0 && before >= 0)
					? ((double) frames[now * kpis + action] - frames[before * kpis + action]) / 2 : 0;
			to[at + n] = Double.isNaN(change) ? 0 : change;
		}
	}

	/**
	 * Products of the changes with each other, {@code [N, N]}, summed over rows; those of
	 * the call before if the rows are the same.
	 */
	DMatrixRMaj products(int[] used) {
		if (!Arrays.equals(used, this.summed)) {
			int count = this.series.size();
			this.products = new DMatrixRMaj(count, count);
			DMatrixRMaj block = new DMatrixRMaj(BLOCK, count);
			for (int first = 0; first < used.length; first += BLOCK) {
				int size = Math.min(BLOCK, used.length - first);
				block.reshape(size, count);
				for (int i = 0; i < size; i++) {
					fill(used[first + i], block.data, i * count);
				}
				CommonOps_DDRM.multAddTransA(block, block, this.products);
			}
			this.summed = used;
		}
		return this.products;
	}

}
