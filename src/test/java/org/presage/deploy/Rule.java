/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * A rule of {@code rules.yaml}.
 *
 * @param name of the alert, or of the series that is recorded
 * @param alerts whether it is an alert
 * @param json all of it
 */
record Rule(String name, boolean alerts, JsonNode json) {

	static List<Rule> all() {
		return Shipped.yaml(Shipped.PROMETHEUS.resolve("rules.yaml"))
			.get("groups")
			.valueStream()
			.flatMap((group) -> group.get("rules").valueStream())
			.map((rule) -> new Rule(rule.path("alert").asString(rule.path("record").asString("")), rule.has("alert"),
					rule))
			.toList();
	}

	static List<Rule> alerting() {
		return all().stream().filter(Rule::alerts).toList();
	}

	static List<Rule> recording() {
		return all().stream().filter((rule) -> !rule.alerts).toList();
	}

	/** The series itself, or those that it is recorded from. */
	static Stream<String> sources(String series) {
		List<Rule> rules = recording().stream().filter((rule) -> rule.name.equals(series)).toList();
		return rules.isEmpty() ? Stream.of(series)
				: rules.stream()
					.flatMap((rule) -> PromQl.of(rule.expression()).selectors().stream())
					.flatMap((selector) -> sources(selector.metric()));
	}

	String expression() {
		return this.json.get("expr").asString();
	}

	String annotation(String key) {
		return this.json.path("annotations").path(key).asString("");
	}

}
