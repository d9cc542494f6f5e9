package org.presage.server.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import org.jspecify.annotations.Nullable;

import org.presage.control.metrics.Metric;
import org.presage.worldmodel.Calibration;

/**
 * The values of this program's meters, for the dashboard.
 */
final class Meters {

	private final MeterRegistry registry;

	Meters(MeterRegistry registry) {
		this.registry = registry;
	}

	Map<String, Object> show() {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("latency", latency());
		shown.put("decisions", counts(Metric.DECISIONS));
		shown.put("controls", counts(Metric.CONTROL));
		shown.put("deadline_missed", count(Metric.DEADLINE_MISSED));
		shown.put("calls_refused", count(Metric.CALLS_REFUSED));
		shown.put("models_changed", count(Metric.UPDATE));
		shown.put("models_refused", count(Metric.UPDATE_FAILED));
		shown.put("surprise", gauge(Metric.SURPRISE_SCORE));
		shown.put("coverage", coverage());
		return shown;
	}

	/** Buckets are cumulative, as Prometheus has them; the last one is of all. */
	private Map<String, Object> latency() {
		Map<String, Object> latency = new LinkedHashMap<>();
		Timer timer = this.registry.find(Metric.DECISION_LATENCY.id()).timer();
		List<Map<String, Object>> buckets = new ArrayList<>();
		if (timer != null) {
			HistogramSnapshot snapshot = timer.takeSnapshot();
			for (CountAtBucket bucket : snapshot.histogramCounts()) {
				buckets.add(Map.of("le_ms", bucket.bucket(TimeUnit.MILLISECONDS), "count", (long) bucket.count()));
			}
			latency.put("count", snapshot.count());
			latency.put("total_ms", snapshot.total(TimeUnit.MILLISECONDS));
		}
		latency.put("buckets", buckets);
		return latency;
	}

	private Map<String, Long> counts(Metric metric) {
		Map<String, Long> counts = new TreeMap<>();
		for (Counter counter : this.registry.find(metric.id()).counters()) {
			counts.merge(String.valueOf(counter.getId().getTag(metric.tags().getFirst())), (long) counter.count(),
					Long::sum);
		}
		return counts;
	}

	private long count(Metric metric) {
		return (long) (this.registry.find(metric.id()).counters().stream().mapToDouble(Counter::count).sum()
				+ this.registry.find(metric.id()).functionCounters().stream().mapToDouble((one) -> one.count()).sum());
	}

	private List<Map<String, Object>> coverage() {
		List<Map<String, Object>> levels = new ArrayList<>();
		for (double level : Calibration.LEVELS) {
			String tag = Long.toString(Math.round(100 * level));
			Map<String, Object> one = new LinkedHashMap<>();
			one.put("level", level);
			one.put("sent", gauge(Metric.INTERVAL_COVERAGE, tag));
			one.put("uncorrected", gauge(Metric.INTERVAL_COVERAGE_UNCORRECTED, tag));
			one.put("scale", gauge(Metric.INTERVAL_SCALE, tag));
			levels.add(one);
		}
		return levels;
	}

	private @Nullable Double gauge(Metric metric, String... values) {
		Gauge gauge = this.registry.find(metric.id()).tags(metric.tags(values)).gauge();
		return (gauge != null) ? Answers.known(gauge.value()) : null;
	}

}
