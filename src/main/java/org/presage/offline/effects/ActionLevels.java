/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.Arrays;
import java.util.List;

import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;

/**
 * The discrete levels of an action. An action with few values has a level each. One with
 * more is divided into {@value #BINS} bins of about as many rows, each represented by its
 * median; equal edges are one.
 */
public final class ActionLevels {

	/** Most values that are a level each. */
	static final int MOST = 24;

	static final int BINS = 8;

	/** One a level, in the action's unit, rising. */
	private final float[] values;

	/** Greatest action of each level. */
	private final float[] upper;

	private ActionLevels(float[] values, float[] upper) {
		this.values = values;
		this.upper = upper;
	}

	/**
	 * The levels of some rows.
	 * @throws DataException if the action does not vary in them
	 */
	public static ActionLevels of(Dataset data, List<Dataset.Segment> rows) {
		int features = data.schema().size();
		int action = data.schema().actionIndex();
		int count = rows.stream().mapToInt((segment) -> segment.to() - segment.from()).sum();
		float[] sorted = new float[count];
		int known = 0;
		for (Dataset.Segment segment : rows) {
			float[] frames = data.trace().series().get(segment.series()).values();
			for (int row = segment.from(); row < segment.to(); row++) {
				float value = frames[row * features + action];
				if (!Float.isNaN(value)) {
					sorted[known++] = value;
				}
			}
		}
		ActionLevels levels = of(Arrays.copyOf(sorted, known));
		if (levels.size() < 2) {
			throw new DataException("action " + data.schema().action(), "at least two values in the rows",
					(levels.size() == 0) ? "none" : "only " + levels.value(0));
		}
		return levels;
	}

	/** The levels of some actions, which are sorted in place. */
	static ActionLevels of(float[] actions) {
		Arrays.sort(actions);
		float[] distinct = distinct(actions);
		return (distinct.length <= MOST) ? new ActionLevels(distinct, distinct) : binned(actions);
	}

	private static float[] distinct(float[] sorted) {
		float[] distinct = new float[sorted.length];
		int count = 0;
		for (float value : sorted) {
			if (count == 0 || distinct[count - 1] != value) {
				distinct[count++] = value;
			}
		}
		return Arrays.copyOf(distinct, count);
	}

	private static ActionLevels binned(float[] sorted) {
		float[] edges = new float[BINS];
		for (int b = 0; b < BINS; b++) {
			edges[b] = sorted[(int) ((b + 1L) * (sorted.length - 1) / BINS)];
		}
		float[] upper = distinct(edges);
		float[] medians = new float[upper.length];
		int from = 0;
		for (int b = 0; b < upper.length; b++) {
			int to = from;
			while (to < sorted.length && sorted[to] <= upper[b]) {
				to++;
			}
			medians[b] = sorted[(from + to - 1) / 2];
			from = to;
		}
		return new ActionLevels(medians, upper);
	}

	public int size() {
		return this.values.length;
	}

	/** What stands for a level, in the action's unit. */
	public float value(int level) {
		return this.values[level];
	}

	/** Whether levels are bins of many values. */
	public boolean binned() {
		return this.values != this.upper;
	}

	/** The level of an action; beyond the ends it is the end's. */
	public int of(float action) {
		int at = Arrays.binarySearch(this.upper, action);
		return Math.min((at >= 0) ? at : -at - 1, this.upper.length - 1);
	}

}
