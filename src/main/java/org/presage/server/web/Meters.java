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

import org.presage.control.metrics.MetricNames;
import org.presage.worldmodel.Calibration;

/**
 * What the meters of this program show, read where they are. Gauges that begin anew when
 * they are read are Prometheus's and not touched.
 */
final class Meters {

	private final MeterRegistry registry;

	Meters(MeterRegistry registry) {
		this.registry = registry;
	}

	Map<String, Object> show() {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("latency", latency());
		shown.put("decisions", counts(MetricNames.DECISIONS, "outcome"));
		shown.put("controls", counts(MetricNames.CONTROLS, "status"));
		shown.put("deadline_missed", count(MetricNames.DEADLINE_MISSED));
		shown.put("calls_refused", count(MetricNames.CALLS_REFUSED));
		shown.put("models_changed", count(MetricNames.UPDATES));
		shown.put("models_refused", count(MetricNames.UPDATE_FAILED));
		shown.put("surprise", gauge(MetricNames.SURPRISE));
		shown.put("coverage", coverage());
		return shown;
	}

	/** Buckets are cumulative, as Prometheus has them; the last one is of all. */
	private Map<String, Object> latency() {
		Map<String, Object> latency = new LinkedHashMap<>();
		Timer timer = this.registry.find(MetricNames.DECISION_LATENCY).timer();
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

	private Map<String, Long> counts(String name, String tag) {
		Map<String, Long> counts = new TreeMap<>();
		for (Counter counter : this.registry.find(name).counters()) {
			counts.merge(String.valueOf(counter.getId().getTag(tag)), (long) counter.count(), Long::sum);
		}
		return counts;
	}

	private long count(String name) {
		return (long) (this.registry.find(name).counters().stream().mapToDouble(Counter::count).sum()
				+ this.registry.find(name).functionCounters().stream().mapToDouble((one) -> one.count()).sum());
	}

	private List<Map<String, Object>> coverage() {
		List<Map<String, Object>> levels = new ArrayList<>();
		for (double level : Calibration.LEVELS) {
			String tag = Long.toString(Math.round(100 * level));
			Map<String, Object> one = new LinkedHashMap<>();
			one.put("level", level);
			one.put("sent", gauge(MetricNames.INTERVAL_COVERAGE, "level", tag));
			one.put("uncorrected", gauge(MetricNames.INTERVAL_COVERAGE_UNCORRECTED, "level", tag));
			one.put("scale", gauge(MetricNames.INTERVAL_SCALE, "level", tag));
			levels.add(one);
		}
		return levels;
	}

	private @Nullable Double gauge(String name, String... tags) {
		Gauge gauge = this.registry.find(name).tags(tags).gauge();
		return (gauge != null) ? Answers.known(gauge.value()) : null;
	}

}
