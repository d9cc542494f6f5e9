/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rules, dashboard and documentation name what a server really shows, and nothing that it
 * shows of its own is forgotten.
 */
class MetricsInUseTest {

	/** What Prometheus adds: its own series, and the labels of a target. */
	private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

	private static final Set<String> OF_TARGETS = Set.of("job", "instance");

	/** A name, or {@code *} after what several begin with; then labels, if any. */
	private static final Pattern METRIC = Pattern
		.compile("(?<![A-Za-z0-9_:])(wm_[a-z0-9_]*[a-z0-9](_\\*)?)(?:\\{([^}\n]*)})?");

	private static final Pattern RECORDED = Pattern.compile("(?<![A-Za-z0-9_])(wm:[a-z0-9_:]*[a-z0-9])");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?([a-z_]+)");

	private static final String UNUSED = "Neither in a rule nor in the dashboard:";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	@SuppressWarnings("NullAway.Init")
	private static Scrape scrape;

	private static final Set<String> RECORDS = Rule.recording().stream().map(Rule::name).collect(Collectors.toSet());

	@BeforeAll
	static void live() throws Exception {
		try (LivingServer server = new LivingServer(folder)) {
			scrape = server.live();
		}
	}

	@Test
	void rulesAskForWhatIsThere() {
		for (Rule rule : Rule.all()) {
			PromQl asked = PromQl.of(rule.expression());
			requireScraped(rule.name(), asked);
			requireLabels(rule.name(), asked, String.valueOf(rule.json()));
		}
	}

	@Test
	void dashboardAsksForWhatIsThere() {
		for (Panel panel : Panel.all()) {
			for (Panel.Query query : panel.queries()) {
				PromQl asked = PromQl.of(query.expression());
				assertThat(asked.selectors()).as(panel.title()).isNotEmpty();
				requireScraped(panel.title(), asked);
				requireLabels(panel.title(), asked, query.legend());
			}
		}
	}

	private static void requireScraped(String who, PromQl asked) {
		for (PromQl.Selector selector : asked.selectors()) {
			if (OF_PROMETHEUS.contains(selector.metric())) {
				continue;
			}
			List<String> names = Rule.sources(selector.metric()).toList();
			assertThat(scrape.series().keySet()).as("%s asks for %s", who, selector.metric()).containsAll(names);
			selector.matchers()
				.stream()
				.filter((matcher) -> !OF_TARGETS.contains(matcher.label()))
				.forEach((matcher) -> requireLabel(who + " asks for " + selector.metric(), names, matcher));
		}
	}

	private static void requireLabel(String who, List<String> names, PromQl.Matcher matcher) {
		Set<String> known = new TreeSet<>();
		for (String name : names) {
			Set<String> values = scrape.labels(name).get(matcher.label());
			if (values != null) {
				known.addAll(values);
				known.addAll(documented(name));
			}
		}
		assertThat(known).as("%s with a label %s", who, matcher.label()).isNotEmpty().containsAll(matcher.values());
	}

	/** The documentation states what has not happened yet. */
	private static Set<String> documented(String name) {
		String row = documented().getOrDefault(scrape.metricOf(name), "");
		return Pattern.compile("`([a-z0-9_]+)`")
			.matcher(row)
			.results()
			.map((value) -> value.group(1))
			.collect(Collectors.toSet());
	}

	private static void requireLabels(String who, PromQl asked, String text) {
		Set<String> known = new TreeSet<>(OF_TARGETS);
		known.addAll(Set.of("quantile", "alertname"));
		Stream<String> names = asked.selectors().stream().map(PromQl.Selector::metric);
		names.flatMap(Rule::sources).forEach((name) -> known.addAll(scrape.labels(name).keySet()));
		assertThat(known).as("%s groups by them", who).containsAll(asked.labels());
		List<String> shown = PLACEHOLDER.matcher(text).results().map((found) -> found.group(1)).toList();
		assertThat(known).as("%s shows them", who).containsAll(shown);
	}

	@Test
	void documentationNamesWhatIsThere() {
		// The guide to extending adds a metric that is not there.
		List<Path> pages = Shipped.pages().stream().filter((page) -> !page.endsWith("extending.md")).toList();
		for (Path page : pages) {
			String text = Shipped.text(page);
			METRIC.matcher(text).results().forEach((named) -> requireDocumented(page, named));
			RECORDED.matcher(text)
				.results()
				.forEach((named) -> assertThat(RECORDS).as("recorded, by %s", page).contains(named.group(1)));
		}
	}

	private static void requireDocumented(Path page, MatchResult named) {
		if (named.group(2) != null) {
			String start = named.group(1).replace("*", "");
			assertThat(scrape.series().keySet()).as("%s names %s", page, named.group(1))
				.anyMatch((series) -> series.startsWith(start));
			return;
		}
		String name = scrape.seriesOf(named.group(1));
		assertThat(scrape.has(name)).as("%s names %s", page, name).isTrue();
		if (named.group(3) != null) {
			for (String label : named.group(3).split(",")) {
				assertThat(scrape.labels(name)).as("%s names a label of %s", page, name)
					.containsKey(label.replaceFirst("[=!].*", "").strip());
			}
		}
	}

	@Test
	void everyMetricIsDocumentedAndUsedOrListedAsUnused() {
		Set<String> shown = scrape.series()
			.keySet()
			.stream()
			.filter((name) -> name.startsWith("wm_"))
			.map(scrape::metricOf)
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(documented().keySet()).as("docs/metrics.md").isEqualTo(shown);
		Set<String> unused = new TreeSet<>(shown);
		expressions().flatMap((expression) -> PromQl.of(expression).selectors().stream())
			.forEach((selector) -> unused.remove(scrape.metricOf(selector.metric())));
		assertThat(listedAsUnused()).as(Shipped.OPERATIONS + ", \"" + UNUSED + '"').isEqualTo(unused);
	}

	private static Stream<String> expressions() {
		return Stream.concat(Rule.all().stream().map(Rule::expression),
				Panel.all().stream().flatMap((panel) -> panel.queries().stream()).map(Panel.Query::expression));
	}

	private static Set<String> listedAsUnused() {
		String operations = Shipped.text(Shipped.OPERATIONS);
		int start = operations.indexOf(UNUSED);
		String paragraph = operations.substring(start, operations.indexOf("\n\n", start));
		return METRIC.matcher(paragraph)
			.results()
			.map((found) -> found.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** The metrics of the table in docs/metrics.md, each with its row. */
	private static Map<String, String> documented() {
		Map<String, String> rows = new TreeMap<>();
		Shipped.text(Path.of("docs/metrics.md"))
			.lines()
			.takeWhile((line) -> !line.startsWith("## "))
			.filter((line) -> line.startsWith("| `wm_"))
			.forEach((row) -> METRIC.matcher(row.substring(0, row.indexOf('|', 1)))
				.results()
				.forEach((found) -> rows.put(found.group(1), row)));
		return rows;
	}

}
