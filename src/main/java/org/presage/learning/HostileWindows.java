/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.SplittableRandom;

import org.presage.control.PlanEvaluator;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.WorldModel;

/**
 * Windows as bad as a network can report, for which a model must forecast finite numbers.
 * Values are in the ranges of their KPIs: others do not reach a model.
 */
final class HostileWindows {

	private static final int WINDOWS = 10_000;

	private static final int BATCH = 50;

	private static final int PLANS = 3;

	/** What is bad in a window. */
	private enum Kind {

		/** Normal values, 0.1 to 1,000 times as wide as in training. */
		WIDE("wide values") {
			@Override
			double value(SplittableRandom random, Place place) {
				return place.physical(place.scale() * random.nextGaussian());
			}
		},

		ABSENT("all absent") {
			@Override
			double value(SplittableRandom random, Place place) {
				return Double.NaN;
			}
		},

		ONE_ABSENT("one value absent") {
			@Override
			double value(SplittableRandom random, Place place) {
				return place.chosen() ? Double.NaN : place.physical(random.nextGaussian());
			}
		},

		HALF_ABSENT("half of the values absent") {
			@Override
			double value(SplittableRandom random, Place place) {
				return random.nextBoolean() ? Double.NaN : place.physical(random.nextGaussian());
			}
		},

		CONSTANT("constant values") {
			@Override
			double value(SplittableRandom random, Place place) {
				return place.physical(place.level());
			}
		},

		EXTREME("largest and smallest values") {
			@Override
			double value(SplittableRandom random, Place place) {
				return random.nextBoolean() ? 1e9 : -1e9;
			}
		},

		SPIKE("one spike") {
			@Override
			double value(SplittableRandom random, Place place) {
				return place.chosen() ? (random.nextBoolean() ? 1e9 : -1e9) : place.physical(random.nextGaussian());
			}
		};

		private final String text;

		Kind(String text) {
			this.text = text;
		}

		/** In physical units, not yet inside the range of its KPI. */
		abstract double value(SplittableRandom random, Place place);

	}

	/**
	 * A value of a window.
	 *
	 * @param scale of the window
	 * @param level of the window, in standard deviations
	 * @param chosen whether it is the one value of the window that differs
	 */
	private record Place(ModelManifest manifest, int kpi, double scale, double level, boolean chosen) {

		double physical(double standardized) {
			return this.manifest.scaler().physical(this.kpi, standardized);
		}

	}

	private final WorldModel model;

	private final SplittableRandom random;

	HostileWindows(WorldModel model, long seed) {
		this.model = model;
		this.random = new SplittableRandom(seed);
	}

	/** Forecasts 10,000 windows with three random plans each. */
	Check check() {
		ModelManifest manifest = this.model.manifest();
		int horizon = manifest.network().horizon();
		float[] plans = new float[BATCH * PLANS * horizon];
		Kind[] kinds = Kind.values();
		int bad = 0;
		String example = "";
		try (PlanEvaluator evaluator = new PlanEvaluator(this.model, BATCH, PLANS)) {
			for (int from = 0; from < WINDOWS; from += BATCH) {
				for (int i = 0; i < BATCH; i++) {
					evaluator.window(i, window(manifest, kinds[(from + i) % kinds.length]), 0);
				}
				for (int i = 0; i < plans.length; i++) {
					plans[i] = (float) (manifest.actionMin()
							+ this.random.nextDouble() * (manifest.actionMax() - manifest.actionMin()));
				}
				evaluator.encode(BATCH);
				evaluator.plans(0, BATCH * PLANS, plans, 0);
				Prediction prediction = evaluator.predict(BATCH, PLANS);
				for (int i = 0; i < BATCH; i++) {
					if (!finite(prediction, i)) {
						bad++;
						example = example.isEmpty() ? kinds[(from + i) % kinds.length].text : example;
					}
				}
			}
		}
		catch (ModelException ex) {
			return result(false, String.valueOf(ex.getMessage()));
		}
		return result(bad == 0, (bad == 0) ? "all" : bad + " that are not, the first of them with " + example);
	}

	private static Check result(boolean passed, String found) {
		return new Check("finite", passed, "finite forecasts of " + WINDOWS + " windows", found);
	}

	private float[] window(ModelManifest manifest, Kind kind) {
		KpiSchema schema = manifest.schema();
		float[] window = new float[manifest.network().window() * schema.size()];
		double scale = Math.pow(10, -1 + 4 * this.random.nextDouble());
		double level = scale * this.random.nextGaussian();
		int chosen = this.random.nextInt(window.length);
		for (int i = 0; i < window.length; i++) {
			int kpi = i % schema.size();
			Kpi of = schema.kpi(kpi);
			double value = kind.value(this.random, new Place(manifest, kpi, scale, level, i == chosen));
			window[i] = (float) (Double.isNaN(value) ? value : Math.clamp(value, of.min(), of.max()));
		}
		return window;
	}

	private static boolean finite(Prediction prediction, int window) {
		int steps = PLANS * prediction.horizon();
		int values = steps * prediction.targets();
		return finite(prediction.mean(), window * values, values)
				&& finite(prediction.aleatoric(), window * values, values)
				&& finite(prediction.epistemic(), window * values, values)
				&& finite(prediction.sla(), window * steps, steps)
				&& finite(prediction.outage(), window * steps, steps);
	}

	private static boolean finite(float[] values, int from, int count) {
		for (int i = from; i < from + count; i++) {
			if (!Float.isFinite(values[i])) {
				return false;
			}
		}
		return true;
	}

}
