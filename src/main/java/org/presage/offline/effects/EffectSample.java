/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import org.ejml.data.DMatrixRMaj;

import org.presage.kpi.KpiSchema;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.WindowBatch;
import org.presage.worldmodel.WindowFill;

/**
 * Windows of a recording as an estimate of effects sees them: the state, the level of the
 * action that came next, and the KPIs under it. Values are standardised, NaN absent.
 */
final class EffectSample {

	/** Standardised values that differ by less are alike. */
	private static final float ROUNDING = 1e-3f;

	/** Squares of values beyond this many standard deviations would rule all others. */
	private static final float BOUND = 4;

	private final KpiSchema schema;

	private final ActionLevels levels;

	private final Clusters clustering;

	private final int window;

	private final int steps;

	private final DMatrixRMaj x;

	/** Level in the frame to come, and in the newest frame seen; -1 where not known. */
	private final int[] level;

	private final int[] previous;

	private final int[] series;

	private final int[] cluster;

	/** {@code [N, Y]}: KPIs under the action, in the newest frame, before the state. */
	private final float[] outcome;

	private final float[] newest;

	private final float[] before;

	private final Map<String, float[]> predicted = new LinkedHashMap<>();

	private final float[] frames;

	private final float[] mask;

	private int count;

	private int[] fold = new int[0];

	/** Targets that take different values. */
	private final BitSet moving = new BitSet();

	private EffectSample(Dataset data, ActionLevels levels, Clusters clustering, EffectSettings settings,
			int capacity) {
		this.schema = data.schema();
		this.levels = levels;
		this.clustering = clustering;
		this.window = data.window();
		this.steps = Math.min(settings.stateSteps(), data.window() - 1);
		int features = this.schema.size();
		int targets = this.schema.targets();
		this.x = new DMatrixRMaj(capacity, this.steps * features + 2 * features + levels.size() + 1);
		this.level = new int[capacity];
		this.previous = new int[capacity];
		this.series = new int[capacity];
		this.cluster = new int[capacity];
		this.outcome = new float[capacity * targets];
		this.newest = new float[capacity * targets];
		this.before = new float[capacity * targets];
		this.frames = new float[this.window * features];
		this.mask = new float[this.window * features];
	}

	/**
	 * Reads a sample, and asks models about it.
	 * @param rows of the dataset
	 * @throws DataException if the windows are too short, or too few for an estimate
	 */
	static EffectSample of(Dataset data, List<Dataset.Segment> rows, ActionLevels levels,
			List<? extends LevelPredictor> models, EffectSettings settings) {
		if (data.window() < 2) {
			throw new DataException("window", "2 or more", data.window());
		}
		int all = rows.stream().mapToInt((segment) -> segment.windows(data.window() + data.horizon())).sum();
		int stride = Math.max(1, Math.round((float) all / settings.windows()));
		int capacity = rows.stream()
			.mapToInt((segment) -> (segment.windows(data.window() + data.horizon()) + stride - 1) / stride)
			.sum();
		Clusters clusters = new Clusters(data, rows);
		EffectSample sample = new EffectSample(data, levels, clusters, settings, capacity);
		models.forEach((model) -> sample.predicted.put(model.name(),
				new float[capacity * levels.size() * data.schema().targets()]));
		WindowBatch.visit(data, rows, stride, WindowBatch.SIZE, (batch) -> sample.take(data, batch, models));
		sample.x.reshape(sample.count, sample.x.numCols);
		IntStream.range(0, sample.targets()).filter(sample::isMoving).forEach(sample.moving::set);
		sample.fold = clusters.folds(Arrays.copyOf(sample.cluster, sample.count), settings.folds());
		return sample;
	}

	private void take(Dataset data, WindowBatch batch, List<? extends LevelPredictor> models) {
		int targets = this.schema.targets();
		int[] to = new int[batch.count()];
		int action = this.schema.actionIndex();
		for (int c = 0; c < batch.count(); c++) {
			WindowBatch.Place place = batch.place(c);
			int unit = this.clustering.of(place.series(), place.row());
			float[] physical = data.trace().series().get(place.series()).values();
			int next = (place.row() + this.window) * this.schema.size() + action;
			to[c] = (unit >= 0 && !Float.isNaN(physical[next])) ? this.count++ : -1;
			if (to[c] >= 0) {
				float last = physical[next - this.schema.size()];
				this.cluster[to[c]] = unit;
				this.series[to[c]] = place.series();
				this.level[to[c]] = this.levels.of(physical[next]);
				this.previous[to[c]] = Float.isNaN(last) ? -1 : this.levels.of(last);
				state(batch, c, to[c]);
				System.arraycopy(batch.truth(), c * data.horizon() * targets, this.outcome, to[c] * targets, targets);
			}
		}
		float[] mean = new float[batch.count() * targets];
		for (LevelPredictor model : models) {
			float[] into = Objects.requireNonNull(this.predicted.get(model.name()));
			model.see(batch);
			for (int a = 0; a < this.levels.size(); a++) {
				model.predict(data.scaler().standardize(action, this.levels.value(a)), mean);
				for (int c = 0; c < to.length; c++) {
					if (to[c] >= 0) {
						System.arraycopy(mean, c * targets, into, (to[c] * this.levels.size() + a) * targets, targets);
					}
				}
			}
		}
	}

	/**
	 * Frames, squares and presence of the newest one, the level in force, and a constant.
	 */
	private void state(WindowBatch batch, int from, int to) {
		int features = this.schema.size();
		int size = this.window * features;
		WindowFill.fill(batch.windows(), from * size, this.window, features, this.window, this.frames, this.mask, 0);
		int at = to * this.x.numCols;
		for (int i = size - this.steps * features; i < size; i++) {
			this.x.data[at++] = this.frames[i];
		}
		for (int i = size - features; i < size; i++) {
			float bounded = Math.clamp(this.frames[i], -BOUND, BOUND);
			this.x.data[at++] = bounded * bounded;
			this.x.data[at++] = this.mask[i];
		}
		if (this.previous[to] >= 0) {
			this.x.data[at + this.previous[to]] = 1;
		}
		this.x.data[at + this.levels.size()] = 1;
		int newestFrame = (from + 1) * size - features;
		int earlier = newestFrame - this.steps * features;
		for (int y = 0; y < this.schema.targets(); y++) {
			int k = this.schema.frameIndex(y);
			this.newest[to * this.schema.targets() + y] = batch.windows()[newestFrame + k];
			this.before[to * this.schema.targets() + y] = batch.windows()[earlier + k];
		}
	}

	/** N. */
	int size() {
		return this.count;
	}

	/** K. */
	int levels() {
		return this.levels.size();
	}

	/** Y. */
	int targets() {
		return this.schema.targets();
	}

	/** Frames that the state holds. */
	int steps() {
		return this.steps;
	}

	/** States, {@code [N, P]}; the last column is 1. */
	DMatrixRMaj x() {
		return this.x;
	}

	/** Column of a KPI in the states, some frames before the newest one. */
	int column(int target, int back) {
		return (this.steps - 1 - back) * this.schema.size() + this.schema.frameIndex(target);
	}

	/** Levels in the frame to come. */
	int[] level() {
		return Arrays.copyOf(this.level, this.count);
	}

	/** The same, shuffled among the windows of each series. */
	int[] permuted(RandomGenerator random) {
		int[] shuffled = level();
		Map<Integer, List<Integer>> members = new LinkedHashMap<>();
		IntStream.range(0, this.count)
			.forEach((i) -> members.computeIfAbsent(this.series[i], (s) -> new ArrayList<>()).add(i));
		members.values().forEach((windows) -> {
			for (int i = windows.size() - 1; i > 0; i--) {
				int one = windows.get(i);
				int other = windows.get(random.nextInt(i + 1));
				int held = shuffled[one];
				shuffled[one] = shuffled[other];
				shuffled[other] = held;
			}
		});
		return shuffled;
	}

	/** Level in the newest frame of a window; -1 if not known. */
	int previous(int i) {
		return this.previous[i];
	}

	int cluster(int i) {
		return this.cluster[i];
	}

	/** G. */
	int clusters() {
		return this.clustering.size();
	}

	/** What a cluster is. */
	String clusterKind() {
		return this.clustering.kind();
	}

	/** Fold of a window. */
	int fold(int i) {
		return this.fold[this.cluster[i]];
	}

	/** KPIs under the action, {@code [N, Y]}. */
	float[] outcome() {
		return this.outcome;
	}

	/**
	 * Whether a KPI takes values that differ by more than rounding: one that does not has
	 * no effects, and what rounding leaves would count as some.
	 */
	boolean moves(int target) {
		return this.moving.get(target);
	}

	private boolean isMoving(int target) {
		float low = Float.POSITIVE_INFINITY;
		float high = Float.NEGATIVE_INFINITY;
		for (int i = target; i < size() * targets(); i += targets()) {
			if (!Float.isNaN(this.outcome[i])) {
				low = Math.min(low, this.outcome[i]);
				high = Math.max(high, this.outcome[i]);
			}
		}
		return high - low > ROUNDING;
	}

	/** KPIs of the newest frame, {@code [N, Y]}. */
	float[] newest() {
		return this.newest;
	}

	/** KPIs of the frame before the state, {@code [N, Y]}. */
	float[] before() {
		return this.before;
	}

	/** What models predict under each level, by name, {@code [N, K, Y]}. */
	Map<String, float[]> predicted() {
		return this.predicted;
	}

}
