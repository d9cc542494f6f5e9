/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.KpiSchema;
import org.presage.kpi.Neighbours;
import org.presage.kpi.Standardizer;

/**
 * A trace divided into training, validation and test parts by a {@link SplitRule}, and
 * standardised with the training part alone. No window crosses a cut, nor a gap at which
 * the control loop restarts a window.
 */
public final class Dataset {

	/** The parts. */
	public enum Part {

		/** Weights, scaler and action bounds come from here. */
		TRAIN,
		/** Chooses the epoch and calibrates the intervals. */
		VALID,
		/** Is read once. */
		TEST

	}

	/**
	 * Rows of one series that belong to one part and have no gap between them.
	 *
	 * @param series index in the trace
	 * @param from first row
	 * @param to row after the last
	 */
	public record Segment(int series, int from, int to) {

		/** Stride-1 windows of the given length inside the segment. */
		public int windows(int length) {
			return Math.max(0, this.to - this.from - length + 1);
		}

	}

	/** Action bounds are train percentiles, so that single outliers do not widen them. */
	private static final double ACTION_PERCENTILE = 0.005;

	private final Trace trace;

	private final int window;

	private final int horizon;

	private final SplitRule rule;

	private final Map<Part, List<Segment>> parts = new EnumMap<>(Part.class);

	private final Standardizer scaler;

	private final boolean[] observed;

	private final float[][] standardized;

	private final float[] sortedActions;

	private final List<String> notes = new ArrayList<>();

	private final Map<Class<?>, Object> derived = new HashMap<>();

	private @Nullable NeighbourFrames neighbours;

	/**
	 * @param window L
	 * @param horizon H
	 * @throws DataException if a part would have no window, or the data cannot teach what
	 * the schema asks
	 */
	public Dataset(Trace trace, int window, int horizon) {
		this(trace, window, horizon, SplitRule.TIME, null);
	}

	/**
	 * As {@link #Dataset(Trace, int, int)}, divided by a rule and standardised as a model
	 * was.
	 * @param rule which rows are whose
	 * @param fitted the model's scaler; fitted to the training part if null
	 */
	public Dataset(Trace trace, int window, int horizon, SplitRule rule, @Nullable Standardizer fitted) {
		this(trace, window, horizon, rule, fitted, null);
	}

	/**
	 * Divided by the caller, and standardised as a model was. No part need be kept for a
	 * test.
	 * @param parts segments of each; they may overlap
	 * @throws DataException if there is no window to train on or to validate with
	 */
	public static Dataset divided(Trace trace, int window, int horizon, Standardizer fitted,
			Map<Part, List<Segment>> parts) {
		return new Dataset(trace, window, horizon, SplitRule.NONE, fitted, parts);
	}

	private Dataset(Trace trace, int window, int horizon, SplitRule rule, @Nullable Standardizer fitted,
			@Nullable Map<Part, List<Segment>> given) {
		this.rule = rule;
		this.trace = trace;
		this.window = window;
		this.horizon = horizon;
		pauses();
		if (given != null) {
			given.forEach((part, segments) -> segments.forEach((segment) -> assign(part, segment)));
		}
		else {
			rule.divide(trace, window + horizon, this::assign);
		}
		for (Part part : Part.values()) {
			if (windows(part) == 0 && (part != Part.TEST || rule.tests())) {
				throw new DataException("the " + part + " part has no window of " + window + " + " + horizon
						+ " consecutive rows; the longest series has "
						+ trace.series().stream().mapToInt(Series::rows).max().orElse(0) + " rows"
						+ ((trace.gaps() > 0) ? ", " + Stretches.longest(trace) + " of them without a gap" : "")
						+ ": expected longer series, or a shorter --window or --horizon");
			}
		}
		if (rule.byFold()) {
			for (Part part : Part.values()) {
				this.notes.add(SplitStatement.names(this, part));
			}
		}
		KpiSchema schema = trace.schema();
		Standardizer.Fit fit = new Standardizer.Fit(schema);
		int kpis = schema.size();
		for (Segment segment : segments(Part.TRAIN)) {
			float[] values = trace.series().get(segment.series()).values();
			for (int row = segment.from(); row < segment.to(); row++) {
				fit.add(values, row * kpis);
			}
		}
		this.scaler = (fitted != null) ? fitted : fit.build();
		this.observed = new boolean[kpis];
		for (int k = 0; k < kpis; k++) {
			this.observed[k] = fit.count(k) > 0;
			if (!this.observed[k]) {
				this.notes.add(schema.kpi(k).name() + " has no value in the training part; it is not judged");
			}
			else if (fit.constant(k)) {
				this.notes.add(schema.kpi(k).name() + " is constant in the training part");
			}
		}
		if (IntStream.range(0, schema.targets()).noneMatch((y) -> this.observed[schema.frameIndex(y)])) {
			throw new DataException("training part", "at least one KPI to predict with values", "none");
		}
		this.standardized = new float[trace.series().size()][];
		for (int s = 0; s < this.standardized.length; s++) {
			float[] values = trace.series().get(s).values();
			this.standardized[s] = new float[values.length];
			this.scaler.standardize(values, 0, this.standardized[s], 0, values.length / kpis);
		}
		this.sortedActions = actions();
	}

	private void pauses() {
		long gaps = this.trace.gaps();
		if (gaps > 0) {
			this.notes.add(gaps + " gaps of more than " + this.trace.gapMs()
					+ " ms between rows; no window reaches over one, as in the control loop");
		}
		long missing = this.trace.missingRows();
		if (missing > 0) {
			this.notes.add(missing + " rows are missing in shorter pauses; windows reach over those");
		}
	}

	private void assign(Part part, Segment segment) {
		this.parts.computeIfAbsent(part, (p) -> new ArrayList<>()).addAll(Stretches.of(this.trace, segment));
	}

	private float[] actions() {
		int kpis = schema().size();
		int action = schema().actionIndex();
		int count = segments(Part.TRAIN).stream().mapToInt((segment) -> segment.to() - segment.from()).sum();
		float[] actions = new float[count];
		int next = 0;
		for (Segment segment : segments(Part.TRAIN)) {
			float[] values = this.trace.series().get(segment.series()).values();
			for (int row = segment.from(); row < segment.to(); row++) {
				float value = values[row * kpis + action];
				if (!Float.isNaN(value)) {
					actions[next++] = value;
				}
			}
		}
		actions = Arrays.copyOf(actions, next);
		Arrays.sort(actions);
		return actions;
	}

	/**
	 * Says which series hear each other, for models that know what neighbours announce.
	 * @param relation by the names of series
	 * @throws DataException if no series has a neighbour in the trace
	 */
	public void relate(Neighbours relation) {
		NeighbourFrames frames = new NeighbourFrames(this, relation);
		if (frames.related() == 0) {
			throw new DataException("neighbours",
					"cells that are series of the trace, as " + this.trace.series().getFirst().name(),
					relation.cells().keySet().stream().sorted().limit(3).toList());
		}
		this.neighbours = frames;
	}

	/** The neighbours of each series; null if it is not known who hears whom. */
	public @Nullable NeighbourFrames neighbours() {
		return this.neighbours;
	}

	public KpiSchema schema() {
		return this.trace.schema();
	}

	/**
	 * What is computed from the dataset once and lives as long as it.
	 * @param type one object of each is kept
	 * @param make makes it from this dataset when it is first requested; may request
	 * others
	 */
	public synchronized <T> T derived(Class<T> type, Function<Dataset, T> make) {
		Object known = this.derived.get(type);
		if (known == null) {
			known = make.apply(this);
			this.derived.put(type, known);
		}
		return type.cast(known);
	}

	/** What a user should know about the data, one sentence each. */
	public List<String> notes() {
		return List.copyOf(this.notes);
	}

	public Trace trace() {
		return this.trace;
	}

	public Standardizer scaler() {
		return this.scaler;
	}

	/** Per KPI of the frame, whether the training part has any value of it. */
	public boolean[] observed() {
		return this.observed.clone();
	}

	/** Whether the training part has any value of the KPI at this place in the frame. */
	public boolean observed(int kpi) {
		return this.observed[kpi];
	}

	/** Whether the training part has any value of the target. */
	public boolean targetObserved(int target) {
		return this.observed[schema().frameIndex(target)];
	}

	/** Which rows are whose. */
	public SplitRule rule() {
		return this.rule;
	}

	/**
	 * For what needs rows that no model of these data has seen.
	 * @throws DataException if none are kept
	 */
	public void requireTestPart() {
		if (!this.rule.tests()) {
			throw new DataException("test part", "rows of these data, or other data that no model has seen",
					"a split that keeps none (--split-by none)");
		}
	}

	/** The part that a training run is judged on: the validation part if none tests. */
	public Part judgedPart() {
		return this.rule.tests() ? Part.TEST : Part.VALID;
	}

	public int window() {
		return this.window;
	}

	public int horizon() {
		return this.horizon;
	}

	public List<Segment> segments(Part part) {
		return this.parts.getOrDefault(part, List.of());
	}

	/** Stride-1 windows of length L+H in the part. */
	public int windows(Part part) {
		return segments(part).stream().mapToInt((segment) -> segment.windows(this.window + this.horizon)).sum();
	}

	/** Standardised frames of a series, {@code [rows, F]}, NaN absent. */
	public float[] standardized(int series) {
		return this.standardized[series];
	}

	/** Smallest action that the training part supports, in its unit; 0 without any. */
	public double actionMin() {
		return percentile(ACTION_PERCENTILE);
	}

	/** Largest action that the training part supports, in its unit; 0 without any. */
	public double actionMax() {
		return percentile(1 - ACTION_PERCENTILE);
	}

	private double percentile(double share) {
		int count = this.sortedActions.length;
		return (count > 0) ? this.sortedActions[(int) Math.round(share * (count - 1))] : 0;
	}

}
