/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.WindowBatch;
import org.presage.offline.evaluation.Comparison;

/** Fan charts: what was seen, what each model expected then, and what came. */
final class Rollouts {

	private static final int EACH = 3;

	private final Comparison comparison;

	private final Dataset data;

	private Rollouts(Comparison comparison) {
		this.comparison = comparison;
		this.data = comparison.data();
	}

	/** One chart: values of the window and of the horizon, bands of each model by KPI. */
	record Fan(String title, double[] times, double[] action, Map<String, double[]> truth,
			Map<String, Map<String, Band>> models) {
	}

	/** Median and ends of the 50 % and of the 90 % interval, a value per step. */
	record Band(double[] median, double[] low50, double[] high50, double[] low90, double[] high90) {
	}

	/** Windows evenly over the judged rows, and ones in which the action changes. */
	static List<Fan> of(Comparison comparison) {
		ExampleWindows windows = new ExampleWindows(comparison);
		List<WindowBatch.Place> places = new ArrayList<>(windows.changing(EACH));
		windows.evenly(EACH).stream().filter((place) -> !places.contains(place)).forEach(places::add);
		Rollouts rollouts = new Rollouts(comparison);
		return places.stream().map(rollouts::fan).toList();
	}

	private Fan fan(WindowBatch.Place place) {
		WindowBatch batch = WindowBatch.at(this.data, List.of(place));
		Series series = this.data.trace().series().get(place.series());
		int length = this.data.window() + this.data.horizon();
		Map<String, double[]> truth = new LinkedHashMap<>();
		for (int y : ChartData.targets(this.comparison)) {
			int kpi = this.data.schema().frameIndex(y);
			truth.put(this.data.schema().kpi(kpi).name(), values(series, place.row(), kpi));
		}
		Map<String, Map<String, Band>> models = new LinkedHashMap<>();
		Physical.ask(this.comparison, batch).forEach((name, answer) -> models.put(name, bands(answer)));
		return new Fan(
				(series.name().isEmpty() ? "" : series.name() + ", ") + "row " + (place.row() + this.data.window())
						+ (batch.changed(0) ? ", the action changes" : ""),
				Physical.series(length, (i) -> (double) (i - this.data.window() + 1)),
				values(series, place.row(), this.data.schema().actionIndex()), truth, models);
	}

	private Map<String, Band> bands(Physical answer) {
		int horizon = this.data.horizon();
		Map<String, Band> bands = new LinkedHashMap<>();
		for (int y : ChartData.targets(this.comparison)) {
			bands.put(this.data.schema().kpi(this.data.schema().frameIndex(y)).name(),
					new Band(Physical.series(horizon, (h) -> answer.median(0, h, y)),
							Physical.series(horizon, (h) -> answer.end(0, h, y, 0.5, -1)),
							Physical.series(horizon, (h) -> answer.end(0, h, y, 0.5, 1)),
							Physical.series(horizon, (h) -> answer.end(0, h, y, 0.9, -1)),
							Physical.series(horizon, (h) -> answer.end(0, h, y, 0.9, 1))));
		}
		return bands;
	}

	private double[] values(Series series, int row, int kpi) {
		int features = this.data.schema().size();
		return Physical.series(this.data.window() + this.data.horizon(),
				(i) -> series.values()[(row + i) * features + kpi]);
	}

}
