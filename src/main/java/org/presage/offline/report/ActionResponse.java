/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.WindowBatch;
import org.presage.offline.evaluation.Comparison;

/**
 * What each model says would come of one constant action, at the last step of the
 * horizon, averaged over windows: mean and the ends of the 90 % interval.
 */
final class ActionResponse {

	private static final int WINDOWS = 64;

	private static final int LEVELS = 15;

	private final Comparison comparison;

	private final Dataset data;

	private final double[] actions;

	private final Map<String, Map<String, double[][]>> curves = new LinkedHashMap<>();

	private ActionResponse(Comparison comparison, Dataset fit) {
		this.comparison = comparison;
		this.data = comparison.data();
		this.actions = Physical.series(LEVELS,
				(i) -> fit.actionMin() + i * (fit.actionMax() - fit.actionMin()) / (LEVELS - 1));
	}

	/**
	 * Mean and ends of the interval, {@code [3][actions]}, by model and KPI; null without
	 * curves.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Curves(double @Nullable [] actions, @Nullable Integer windows,
			@Nullable Map<String, Map<String, double[][]>> models) {
	}

	/**
	 * The curves; empty if the data have no action or only one.
	 * @param fit its training part says how far the action ranges
	 */
	static Curves of(Comparison comparison, Dataset fit) {
		if (!(fit.actionMin() < fit.actionMax())) {
			return new Curves(null, null, null);
		}
		ActionResponse response = new ActionResponse(comparison, fit);
		WindowBatch batch = WindowBatch.at(comparison.data(), new ExampleWindows(comparison).evenly(WINDOWS));
		for (int i = 0; i < LEVELS; i++) {
			response.ask(batch, i);
		}
		return new Curves(response.actions, batch.count(), response.curves);
	}

	private void ask(WindowBatch batch, int level) {
		float[] plans = new float[batch.count() * this.data.horizon()];
		Arrays.fill(plans,
				this.data.scaler().standardize(this.data.schema().actionIndex(), (float) this.actions[level]));
		WindowBatch asked = WindowBatch.of(this.data, batch.windows(), plans, batch.truth());
		int last = this.data.horizon() - 1;
		Physical.ask(this.comparison, asked).forEach((name, answer) -> {
			for (int y : ChartData.targets(this.comparison)) {
				double[][] curve = curve(name, this.data.schema().kpi(this.data.schema().frameIndex(y)).name());
				for (int c = 0; c < batch.count(); c++) {
					curve[0][level] += answer.median(c, last, y) / batch.count();
					curve[1][level] += answer.end(c, last, y, 0.9, -1) / batch.count();
					curve[2][level] += answer.end(c, last, y, 0.9, 1) / batch.count();
				}
			}
		});
	}

	private double[][] curve(String name, String kpi) {
		return this.curves.computeIfAbsent(name, (n) -> new LinkedHashMap<>())
			.computeIfAbsent(kpi, (k) -> new double[3][LEVELS]);
	}

}
