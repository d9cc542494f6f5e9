/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.Arrays;

import org.presage.control.PlanEvaluator;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.WorldModel;

/**
 * What more PRBs change about the KPIs, as a model sees it: how far the means of the plan
 * that holds a tenth of the range of the PRBs more are above those of the plan that holds
 * those of now, in each context.
 *
 * @param changes of each context, standardised {@code [H, Y]}
 * @param horizon H
 * @param targets Y
 */
record PlanEffects(float[][] changes, int horizon, int targets) {

	/** Share of the range of the PRBs. */
	private static final double STEP = 0.1;

	/**
	 * @param windows of {@code [L + H, F]} physical values; those in which the newest
	 * PRBs are not known are left out
	 * @param range manifest with the range of the PRBs
	 */
	static PlanEffects of(WorldModel model, float[][] windows, ModelManifest range) {
		KpiSchema schema = range.schema();
		Kpi action = schema.kpi(schema.actionIndex());
		int horizon = range.network().horizon();
		int last = (range.network().window() - 1) * schema.size() + schema.actionIndex();
		double step = STEP * (range.actionMax() - range.actionMin());
		float[] plans = new float[2 * horizon];
		float[][] known = Arrays.stream(windows)
			.filter((window) -> action.admits(window[last]) && !Float.isNaN(window[last]))
			.toArray(float[][]::new);
		float[][] changes = new float[known.length][];
		try (PlanEvaluator evaluator = new PlanEvaluator(model, 1, 2)) {
			for (int i = 0; i < known.length; i++) {
				// At the upper end it is the step up to it that counts.
				float fewer = (float) Math.clamp(known[i][last], range.actionMin(), range.actionMax() - step);
				for (int h = 0; h < horizon; h++) {
					plans[h] = fewer;
					plans[horizon + h] = (float) (fewer + step);
				}
				evaluator.window(0, known[i], 0);
				evaluator.encode(1);
				evaluator.plans(0, 2, plans, 0);
				changes[i] = difference(evaluator.predict(1, 2), schema.targets());
			}
		}
		return new PlanEffects(changes, horizon, schema.targets());
	}

	private static float[] difference(Prediction prediction, int targets) {
		float[] difference = new float[prediction.horizon() * targets];
		for (int h = 0; h < prediction.horizon(); h++) {
			for (int y = 0; y < targets; y++) {
				difference[h * targets + y] = prediction.mean()[prediction.index(1, h, y)]
						- prediction.mean()[prediction.index(0, h, y)];
			}
		}
		return difference;
	}

	/** Contexts. */
	int contexts() {
		return this.changes.length;
	}

	/** Mean change of a target over the horizon. */
	double mean(int context, int target) {
		double sum = 0;
		for (int h = 0; h < this.horizon; h++) {
			sum += this.changes[context][h * this.targets + target];
		}
		return sum / this.horizon;
	}

	/** Largest difference of two models' changes in the same contexts; 0 without any. */
	double largestDifference(PlanEffects others) {
		double largest = 0;
		for (int i = 0; i < this.changes.length; i++) {
			for (int k = 0; k < this.changes[i].length; k++) {
				largest = Math.max(largest, Math.abs(this.changes[i][k] - others.changes[i][k]));
			}
		}
		return largest;
	}

}
