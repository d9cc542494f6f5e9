/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server answered to Prometheus: the names of the series, and of each the labels
 * with their values.
 */
record Scrape(Map<String, Map<String, Set<String>>> series) {

	private static final Pattern SAMPLE = Pattern.compile("(?m)^([A-Za-z_:][A-Za-z0-9_:]*)(?:\\{(.*)})? \\S+$");

	private static final Pattern LABEL = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=\"((?:\\\\.|[^\"\\\\])*)\"");

	/** Reads the text format. */
	static Scrape of(String text) {
		Map<String, Map<String, Set<String>>> series = new TreeMap<>();
		Matcher sample = SAMPLE.matcher(text);
		while (sample.find()) {
			Map<String, Set<String>> labels = series.computeIfAbsent(sample.group(1), (name) -> new TreeMap<>());
			Matcher label = LABEL.matcher((sample.group(2) != null) ? sample.group(2) : "");
			while (label.find()) {
				labels.computeIfAbsent(label.group(1), (name) -> new TreeSet<>()).add(label.group(2));
			}
		}
		return new Scrape(series);
	}

	boolean has(String name) {
		return this.series.containsKey(name);
	}

	/** Name of the series, if that is the name of a metric: a histogram is several. */
	String seriesOf(String metric) {
		return has(metric + "_bucket") ? metric + "_bucket" : metric;
	}

	/** Name of the metric that a series is a part of. */
	String metricOf(String name) {
		String metric = name.replaceFirst("_(bucket|count|sum|max)$", "");
		return has(metric + "_bucket") ? metric : name;
	}

	/** Labels of a series; empty if there is none of that name. */
	Map<String, Set<String>> labels(String name) {
		return this.series.getOrDefault(name, Map.of());
	}

}
