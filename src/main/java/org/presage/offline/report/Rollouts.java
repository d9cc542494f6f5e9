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

	/** Windows evenly over the judged rows, and ones in which the action changes. */
	static List<Map<String, Object>> of(Comparison comparison) {
		ExampleWindows windows = new ExampleWindows(comparison);
		List<WindowBatch.Place> places = new ArrayList<>(windows.changing(EACH));
		windows.evenly(EACH).stream().filter((place) -> !places.contains(place)).forEach(places::add);
		Rollouts rollouts = new Rollouts(comparison);
		return places.stream().map(rollouts::fan).toList();
	}

	private Map<String, Object> fan(WindowBatch.Place place) {
		WindowBatch batch = WindowBatch.at(this.data, List.of(place));
		Series series = this.data.trace().series().get(place.series());
		int length = this.data.window() + this.data.horizon();
		Map<String, Object> fan = new LinkedHashMap<>();
		fan.put("title", (series.name().isEmpty() ? "" : series.name() + ", ") + "row "
				+ (place.row() + this.data.window()) + (batch.changed(0) ? ", the action changes" : ""));
		fan.put("times", Physical.series(length, (i) -> (double) (i - this.data.window() + 1)));
		fan.put("action", values(series, place.row(), this.data.schema().actionIndex()));
		Map<String, Object> truth = new LinkedHashMap<>();
		Map<String, Physical> answers = Physical.ask(this.comparison, batch);
		Map<String, Object> models = new LinkedHashMap<>();
		answers.keySet().forEach((name) -> models.put(name, new LinkedHashMap<String, Object>()));
		for (int y : ChartData.targets(this.comparison)) {
			String kpi = this.data.schema().kpi(this.data.schema().frameIndex(y)).name();
			truth.put(kpi, values(series, place.row(), this.data.schema().frameIndex(y)));
		}
		answers.forEach((name, answer) -> models.put(name, bands(answer)));
		fan.put("truth", truth);
		fan.put("models", models);
		return fan;
	}

	private Map<String, Object> bands(Physical answer) {
		int horizon = this.data.horizon();
		Map<String, Object> bands = new LinkedHashMap<>();
		for (int y : ChartData.targets(this.comparison)) {
			bands.put(this.data.schema().kpi(this.data.schema().frameIndex(y)).name(),
					Map.of("median", Physical.series(horizon, (h) -> answer.median(0, h, y)), "low50",
							Physical.series(horizon, (h) -> answer.end(0, h, y, 0.5, -1)), "high50",
							Physical.series(horizon, (h) -> answer.end(0, h, y, 0.5, 1)), "low90",
							Physical.series(horizon, (h) -> answer.end(0, h, y, 0.9, -1)), "high90",
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
