/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.presage.kpi.KpiSchema;
import org.presage.kpi.SlaRule;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;

/**
 * All windows of a part that can be screened: L frames that were observed and H that
 * followed, as evaluation uses them. One whose allocation in force is not known is left
 * out.
 */
final class RecordedWindows {

	/** Share of the windows that is the tail of one KPI. */
	private static final double TAIL = 0.05;

	private final Dataset data;

	private final int window;

	private int[] series = new int[1024];

	private int[] row = new int[1024];

	private int count;

	private int leftOut;

	/**
	 * @param window frames to observe, at least the model's L
	 * @throws DataException if there is no window
	 */
	RecordedWindows(Dataset data, int window, boolean testPartOnly) {
		this.data = data;
		this.window = window;
		if (testPartOnly) {
			data.requireTestPart();
		}
		List<Dataset.Part> parts = testPartOnly ? List.of(Dataset.Part.TEST) : List.of(Dataset.Part.values());
		for (Dataset.Part part : parts) {
			for (Dataset.Segment segment : data.segments(part)) {
				for (int i = 0; i < segment.windows(window + data.horizon()); i++) {
					add(segment.series(), segment.from() + i + window - 1);
				}
			}
		}
		if (this.count == 0) {
			throw new DataException("windows", "one of " + window + " + " + data.horizon()
					+ " consecutive rows with a known allocation in " + parts, "none");
		}
	}

	private void add(int inSeries, int last) {
		if (this.count == this.row.length) {
			this.series = Arrays.copyOf(this.series, 2 * this.count);
			this.row = Arrays.copyOf(this.row, 2 * this.count);
		}
		this.series[this.count] = inSeries;
		this.row[this.count] = last;
		if (Float.isNaN(inForce(this.count))) {
			this.leftOut++;
		}
		else {
			this.count++;
		}
	}

	int count() {
		return this.count;
	}

	/** Windows without a known allocation. */
	int leftOut() {
		return this.leftOut;
	}

	int window() {
		return this.window;
	}

	Series series(int index) {
		return this.data.trace().series().get(this.series[index]);
	}

	int seriesIndex(int index) {
		return this.series[index];
	}

	/** Row of the last observed frame in its series. */
	int row(int index) {
		return this.row[index];
	}

	/** The newest allocation in the window that is known; NaN for none. */
	private float inForce(int index) {
		int kpis = this.data.schema().size();
		float[] values = series(index).values();
		float prbs = Float.NaN;
		for (int back = 0; back < this.window && Float.isNaN(prbs); back++) {
			prbs = values[(this.row[index] - back) * kpis + this.data.schema().actionIndex()];
		}
		return prbs;
	}

	/** A copy of the window. */
	Situation situation(int index) {
		int kpis = this.data.schema().size();
		int from = this.row[index] - this.window + 1;
		return new Situation(this.window,
				Arrays.copyOfRange(series(index).values(), from * kpis, (this.row[index] + 1) * kpis), inForce(index),
				this.data.horizon());
	}

	/**
	 * Which windows are the tail: in their last frame Delay or Buffer is among the
	 * largest of all, SINR among the smallest, or a KPI of the agreement among those
	 * closest to its bound or beyond.
	 */
	boolean[] tail() {
		KpiSchema schema = this.data.schema();
		Map<String, Boolean> high = new LinkedHashMap<>(Map.of("Delay", true, "Buffer", true, "SINR", false));
		for (SlaRule rule : schema.sla()) {
			high.put(rule.kpi(), rule.max() != null);
		}
		boolean[] tail = new boolean[this.count];
		high.forEach((kpi, upper) -> {
			if (schema.indexOf(kpi) >= 0 && schema.indexOf(kpi) != schema.actionIndex()) {
				mark(tail, schema.indexOf(kpi), upper);
			}
		});
		return tail;
	}

	/** Ties with the median are no tail: a KPI that hardly varies has none. */
	private void mark(boolean[] tail, int kpi, boolean upper) {
		float[] last = new float[this.count];
		for (int i = 0; i < this.count; i++) {
			last[i] = series(i).values()[this.row[i] * this.data.schema().size() + kpi];
		}
		float[] sorted = last.clone();
		Arrays.sort(sorted);
		int present = sorted.length;
		while (present > 0 && Float.isNaN(sorted[present - 1])) {
			present--;
		}
		if (present == 0) {
			return;
		}
		int cut = (int) (TAIL * (present - 1));
		float bound = sorted[upper ? present - 1 - cut : cut];
		float median = sorted[(present - 1) / 2];
		for (int i = 0; i < this.count; i++) {
			tail[i] |= upper ? (last[i] >= bound && last[i] > median) : (last[i] <= bound && last[i] < median);
		}
	}

	/**
	 * Numbers the blocks of consecutive windows that the given ones fall into: stretches
	 * of equal length inside a series, about {@code wanted} of them in all, none shorter
	 * than two windows with their futures.
	 * @return block of each of the given windows
	 */
	int[] blocks(int[] chosen, int wanted) {
		int rows = Math.max(2 * (this.window + this.data.horizon()), Math.ceilDiv(this.count, wanted));
		int[] blocks = new int[chosen.length];
		long before = -1;
		int block = -1;
		for (int i = 0; i < chosen.length; i++) {
			long key = ((long) this.series[chosen[i]] << 32) + this.row[chosen[i]] / rows;
			block += (key != before) ? 1 : 0;
			before = key;
			blocks[i] = block;
		}
		return blocks;
	}

}
