/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter.Type;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.presage.control.metrics.Metric;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of docs/metrics.md and the descriptions in the Grafana dashboard are those of
 * {@link Metric}. {@value #REWRITE} writes them after a change.
 */
class MetricDescriptionsTest {

	private static final String REWRITE = "mvn -q test -Dtest=MetricDescriptionsTest -Dpresage.rewrite=true";

	private static final Path PAGE = Path.of("docs/metrics.md");

	private static final Pattern TABLE = Pattern.compile("(?m)^\\| metric \\|.*\\n(\\|.*\\n)+");

	private static final Pattern DESCRIPTION = Pattern.compile("\"description\": \"((?:\\\\.|[^\"\\\\])*)\"");

	@Test
	void pageHasTheTableOfMetrics() throws IOException {
		String page = Shipped.text(PAGE);
		assertThat(page).contains(REWRITE);
		String table = Arrays.stream(Metric.values())
			.map(MetricDescriptionsTest::row)
			.collect(Collectors.joining("", "| metric | type | unit | description |\n|---|---|---|---|\n", ""));
		requireOrRewrite(PAGE, TABLE.matcher(page).replaceFirst(Matcher.quoteReplacement(table)));
	}

	private static String row(Metric metric) {
		String labels = metric.tags().isEmpty() ? "" : "{" + String.join(",", metric.tags()) + "}";
		return "| `" + metric.prometheusName() + labels + "` | " + type(metric) + " | " + metric.unit() + " | "
				+ metric.description() + " |\n";
	}

	private static String type(Metric metric) {
		return isHistogram(metric) ? "histogram" : metric.type().name().toLowerCase(Locale.ROOT);
	}

	private static boolean isHistogram(Metric metric) {
		return metric.type() == Type.TIMER || metric.type() == Type.DISTRIBUTION_SUMMARY;
	}

	/** After words of its own, a blank line, and the metrics that it shows. */
	@Test
	void panelsDescribeTheMetricsThatTheyShow() throws IOException {
		StringBuilder dashboard = new StringBuilder(Shipped.text(Shipped.DASHBOARD));
		for (Panel panel : Panel.all()) {
			if (!panel.isRow()) {
				Matcher description = DESCRIPTION.matcher(dashboard);
				assertThat(description.find(dashboard.indexOf("\"id\": " + panel.id() + ','))).isTrue();
				dashboard.replace(description.start(), description.end(),
						"\"description\": " + new JsonMapper().writeValueAsString(description(panel)));
			}
		}
		requireOrRewrite(Shipped.DASHBOARD, dashboard.toString());
	}

	private static String description(Panel panel) {
		String own = panel.json().get("description").asString().split("\n\n", 2)[0];
		String metrics = panel.queries()
			.stream()
			.flatMap((query) -> PromQl.of(query.expression()).selectors().stream())
			.flatMap((selector) -> Rule.sources(selector.metric()))
			.flatMap(MetricDescriptionsTest::metric)
			.distinct()
			.map((metric) -> "- `" + metric.prometheusName() + "`: " + metric.description())
			.collect(Collectors.joining("\n"));
		return metrics.isEmpty() ? own : own + "\n\n" + metrics;
	}

	/** The metric that a series is a part of; none if it is not one of Presage's. */
	private static Stream<Metric> metric(String series) {
		return Arrays.stream(Metric.values())
			.filter((metric) -> series.equals(metric.prometheusName())
					|| (isHistogram(metric) && series.matches(metric.prometheusName() + "_(bucket|count|sum|max)")));
	}

	private static void requireOrRewrite(Path file, String expected) throws IOException {
		if (Boolean.getBoolean("presage.rewrite")) {
			Files.writeString(file, expected);
		}
		assertThat(Files.readString(file)).as("%s; to write it: %s", file, REWRITE).isEqualTo(expected);
	}

}
