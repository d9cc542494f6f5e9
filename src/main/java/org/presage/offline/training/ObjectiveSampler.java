/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.planner.ActionSpace;
import org.presage.planner.Limit;
import org.presage.planner.Reward;
import org.presage.worldmodel.ModelManifest;

/**
 * Draws what is to be planned: windows of a part of the data, with the objective of the
 * model or a random one, so that what is learnt from them also serves operators who
 * change weights, limits or bounds.
 */
final class ObjectiveSampler {

	/** Of the windows with random objectives, so many keep the model's own. */
	private static final double OWN = 1.0 / 3;

	private final Dataset data;

	private final ModelManifest manifest;

	private final Reward own;

	private final ActionSpace range;

	private final boolean varied;

	private final RandomGenerator random;

	ObjectiveSampler(Dataset data, ModelManifest manifest, boolean varied, RandomGenerator random) {
		this.data = data;
		this.manifest = manifest;
		this.own = ControlSettings.defaults().reward(manifest.schema(), manifest.scaler());
		this.range = ControlSettings.defaults().space(manifest, "");
		this.varied = varied;
		this.random = random;
	}

	/**
	 * Examples whose windows are drawn at random from a part of the data.
	 * @throws DataException if no window of it has a known allocation in force
	 */
	List<PlanningExample> draw(Dataset.Part part, int count) {
		List<Place> places = places(this.data, part);
		List<PlanningExample> examples = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			examples.add(at(places.get(this.random.nextInt(places.size()))));
		}
		return examples;
	}

	/** Where a window begins. */
	record Place(int series, int row) {
	}

	/**
	 * The windows of a part with a known allocation in force.
	 * @throws DataException if there are none
	 */
	static List<Place> places(Dataset data, Dataset.Part part) {
		KpiSchema schema = data.schema();
		List<Place> places = new ArrayList<>();
		for (Dataset.Segment segment : data.segments(part)) {
			float[] values = data.trace().series().get(segment.series()).values();
			for (int i = 0; i < segment.windows(data.window()); i++) {
				int row = segment.from() + i;
				int last = (row + data.window() - 1) * schema.size();
				if (!Float.isNaN(values[last + schema.actionIndex()])) {
					places.add(new Place(segment.series(), row));
				}
			}
		}
		if (places.isEmpty()) {
			throw new DataException("windows", "one of " + data.window() + " rows with a known allocation in the "
					+ part.name().toLowerCase(Locale.ROOT) + " part", "none");
		}
		return places;
	}

	private PlanningExample at(Place place) {
		int size = this.manifest.schema().size();
		float[] values = this.data.trace().series().get(place.series()).values();
		float[] frames = Arrays.copyOfRange(values, place.row() * size, (place.row() + this.data.window()) * size);
		float inForce = frames[frames.length - size + this.manifest.schema().actionIndex()];
		int horizon = this.manifest.network().horizon();
		if (!this.varied || this.random.nextDouble() < OWN) {
			return new PlanningExample(frames, this.own, this.range, inForce, horizon);
		}
		ActionSpace bounds = bounds();
		double known = this.random.nextDouble();
		if (known < 0.3) {
			inForce = bounds.min() + this.random.nextInt(bounds.max() - bounds.min() + 1);
		}
		return new PlanningExample(frames, reward(), bounds, (known > 0.97) ? Float.NaN : inForce, horizon);
	}

	private ActionSpace bounds() {
		int min = this.range.min();
		int max = this.range.max();
		if (this.random.nextBoolean()) {
			int one = min + this.random.nextInt(max - min + 1);
			int other = min + this.random.nextInt(max - min + 1);
			int apart = Math.max(0, Math.min(max - min, 3) - Math.abs(one - other));
			min = Math.max(min, Math.min(one, other) - apart);
			max = Math.min(max, Math.max(one, other) + apart);
		}
		int step = (this.random.nextDouble() < 0.3) ? 1 + this.random.nextInt(1 + (max - min) / 3) : 0;
		return new ActionSpace(min, max, step);
	}

	private Reward reward() {
		double[] weights = this.own.targets().clone();
		double[] last = this.own.terminal().clone();
		for (int y = 0; y < weights.length; y++) {
			weights[y] *= (this.random.nextDouble() < 0.15) ? 0 : factor(0.7);
		}
		if (this.random.nextDouble() < 0.2) {
			weights[observed()] += 2 * this.random.nextDouble() - 1;
		}
		if (this.random.nextDouble() < 0.15) {
			last[observed()] += 4 * this.random.nextDouble() - 2;
		}
		List<Limit> chances = new ArrayList<>();
		if (this.random.nextDouble() < 0.4) {
			chances.add(limit());
			if (this.random.nextBoolean()) {
				chances.add(limit());
			}
		}
		boolean slice = !chances.isEmpty() && this.random.nextBoolean();
		double sla = (slice || this.random.nextDouble() < 0.1) ? 0 : this.own.sla() * factor(0.7);
		return new Reward(weights, last, this.own.action() * factor(1), this.own.change() * factor(1), sla,
				this.own.limits(), chances.isEmpty() ? 0 : 10 * factor(0.5), chances,
				this.own.risk() * 3 * this.random.nextDouble());
	}

	private double factor(double spread) {
		return Math.exp(spread * this.random.nextGaussian());
	}

	private int observed() {
		for (;;) {
			int target = this.random.nextInt(this.manifest.schema().targets());
			if (this.manifest.observed()[this.manifest.schema().frameIndex(target)]) {
				return target;
			}
		}
	}

	/**
	 * Operators limit what the model's own objective reads more often than the others.
	 */
	private int limited() {
		int target = observed();
		return this.own.reads(target) ? target : observed();
	}

	/** A bound that is kept by some cells and broken by others. */
	private Limit limit() {
		double bound = Math.clamp(this.random.nextGaussian(), -2.5, 2.5);
		boolean least = this.random.nextBoolean();
		return new Limit(limited(), least ? bound : Double.NEGATIVE_INFINITY, least ? Double.POSITIVE_INFINITY : bound,
				0.01 + 0.19 * this.random.nextDouble());
	}

}
