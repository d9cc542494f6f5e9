/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.List;
import java.util.function.Consumer;

/**
 * A batch of evaluation windows: what a forecaster may see, and the truth beside it.
 * Values are standardised, NaN absent.
 */
public final class WindowBatch {

	/** Windows in one call of a forecaster. */
	public static final int SIZE = 256;

	/** Windows in the batch. */
	private int count;

	private final float[] windows;

	private final float[] plans;

	private final float[] truth;

	private final boolean[] changed;

	private final int[] series;

	private final int[] rows;

	private WindowBatch(float[] windows, float[] plans, float[] truth) {
		this.windows = windows;
		this.plans = plans;
		this.truth = truth;
		this.changed = new boolean[plans.length];
		this.series = new int[plans.length];
		this.rows = new int[plans.length];
	}

	/**
	 * A batch of given windows, standardised.
	 * @param windows {@code [C, L, F]}
	 * @param plans {@code [C, H]}
	 * @param truth {@code [C, H, Y]}
	 */
	public static WindowBatch of(Dataset data, float[] windows, float[] plans, float[] truth) {
		WindowBatch batch = new WindowBatch(windows, plans, truth);
		batch.count = plans.length / data.horizon();
		return batch;
	}

	/**
	 * The windows of a dataset whose first frames stand at the given rows; one whose
	 * planned actions are not all known is left out.
	 */
	public static WindowBatch at(Dataset data, List<Place> places) {
		WindowBatch batch = empty(data, places.size());
		for (Place place : places) {
			batch.add(data, place.series(), place.row());
		}
		return batch;
	}

	private static WindowBatch empty(Dataset data, int capacity) {
		int features = data.schema().size();
		return new WindowBatch(new float[capacity * data.window() * features], new float[capacity * data.horizon()],
				new float[capacity * data.horizon() * (features - 1)]);
	}

	/**
	 * Where a window stands.
	 *
	 * @param series index in the trace
	 * @param row of its first frame
	 */
	public record Place(int series, int row) {
	}

	/** Where a window of a dataset stands; meaningless for {@link #of given} windows. */
	public Place place(int index) {
		return new Place(this.series[index], this.rows[index]);
	}

	public int count() {
		return this.count;
	}

	/** Frames that were seen, {@code [C, L, F]}. */
	public float[] windows() {
		return this.windows;
	}

	/** Actions in force in the frames to predict, {@code [C, H]}, never NaN. */
	public float[] plans() {
		return this.plans;
	}

	/** What came, {@code [C, H, Y]}. */
	public float[] truth() {
		return this.truth;
	}

	/** Whether the action of the first step differs from the last one seen. */
	public boolean changed(int index) {
		return this.changed[index];
	}

	/**
	 * Visits every stride-1 window of a part in order, in batches. A window whose planned
	 * actions are not all known is left out if the data have actions at all.
	 * @param stride 1 for all windows, more to thin them out
	 * @return windows visited
	 */
	public static long visit(Dataset data, Dataset.Part part, int stride, int capacity, Consumer<WindowBatch> visitor) {
		return visit(data, data.segments(part), stride, capacity, visitor);
	}

	/** As above, over chosen rows. */
	public static long visit(Dataset data, List<Dataset.Segment> segments, int stride, int capacity,
			Consumer<WindowBatch> visitor) {
		WindowBatch batch = empty(data, capacity);
		long visited = 0;
		for (Dataset.Segment segment : segments) {
			for (int i = 0; i < segment.windows(data.window() + data.horizon()); i += stride) {
				if (batch.add(data, segment.series(), segment.from() + i)) {
					visited++;
					if (batch.count == capacity) {
						visitor.accept(batch);
						batch.count = 0;
					}
				}
			}
		}
		if (batch.count > 0) {
			visitor.accept(batch);
		}
		return visited;
	}

	private boolean add(Dataset data, int fromSeries, int row) {
		float[] frames = data.standardized(fromSeries);
		int features = data.schema().size();
		int action = data.schema().actionIndex();
		int targets = features - 1;
		boolean hasAction = data.observed(action);
		int future = row + data.window();
		for (int h = 0; h < data.horizon(); h++) {
			float value = frames[(future + h) * features + action];
			if (Float.isNaN(value) && hasAction) {
				return false;
			}
			this.plans[this.count * data.horizon() + h] = hasAction ? value : 0;
			for (int y = 0; y < targets; y++) {
				this.truth[(this.count * data.horizon() + h) * targets + y] = frames[(future + h) * features
						+ data.schema().frameIndex(y)];
			}
		}
		float last = frames[(future - 1) * features + action];
		this.changed[this.count] = hasAction && !Float.isNaN(last) && last != this.plans[this.count * data.horizon()];
		this.series[this.count] = fromSeries;
		this.rows[this.count] = row;
		System.arraycopy(frames, row * features, this.windows, this.count * data.window() * features,
				data.window() * features);
		this.count++;
		return true;
	}

}
