/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules by Prometheus' own tool, and what somebody who is called at night needs. */
class PrometheusRulesTest {

	private static final String NO_TOOL = "promtool is not on the PATH (Debian: package prometheus); "
			+ "the rules of deploy/prometheus were not run";

	private static Optional<Path> promtool() {
		return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.map((folder) -> Path.of(folder, "promtool"))
			.filter(Files::isExecutable)
			.findFirst();
	}

	@ParameterizedTest
	@CsvSource({ "check rules, rules.yaml", "check config, prometheus.yaml", "test rules, rules-test.yaml" })
	void prometheusAgrees(String command, String file) throws IOException, InterruptedException {
		Optional<Path> tool = promtool();
		if (tool.isEmpty()) {
			System.out.println(NO_TOOL);
		}
		Assumptions.assumeTrue(tool.isPresent(), NO_TOOL);
		List<String> line = new ArrayList<>(List.of(tool.orElseThrow().toString()));
		line.addAll(List.of(command.split(" ")));
		line.add(file);
		ProcessBuilder builder = new ProcessBuilder(line).directory(Shipped.PROMETHEUS.toFile())
			.redirectErrorStream(true);
		// Collects garbage less often: a fifth of the time of its tests.
		builder.environment().put("GOGC", "800");
		Process process = builder.start();
		String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(told).isZero();
		assertThat(told).contains("SUCCESS");
	}

	@Test
	void everyAlertTellsHowBadItIsAndWhatToDo() {
		assertThat(Rule.alerting()).extracting(Rule::name).doesNotHaveDuplicates().hasSizeGreaterThan(20);
		String operations = Shipped.text(Shipped.OPERATIONS);
		for (Rule rule : Rule.alerting()) {
			assertThat(rule.json().at("/labels/severity").asString("")).as(rule.name()).isIn("critical", "warning");
			assertThat(rule.annotation("summary")).as(rule.name()).isNotBlank();
			assertThat(rule.annotation("description")).as(rule.name()).isNotBlank();
			assertThat(rule.annotation("runbook"))
				.isEqualTo(Shipped.OPERATIONS + "#" + rule.name().toLowerCase(Locale.ROOT));
			assertThat(operations).as("a section of %s", Shipped.OPERATIONS).contains("\n### " + rule.name() + "\n");
		}
	}

	@Test
	void noAlertIsDescribedThatIsNoMore() {
		Set<String> described = Shipped.text(Shipped.OPERATIONS)
			.lines()
			.filter((line) -> line.matches("### Presage[A-Za-z]+"))
			.map((line) -> line.substring("### ".length()))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(described).containsExactlyInAnyOrderElementsOf(Rule.alerting().stream().map(Rule::name).toList());
	}

	/** Whether they do is what promtool says. */
	@Test
	void everyRuleHasATestInWhichItFiresAndOneInWhichItDoesNot() {
		Set<String> fires = new TreeSet<>();
		Set<String> asked = new TreeSet<>();
		for (JsonNode test : Shipped.yaml(Shipped.PROMETHEUS.resolve("rules-test.yaml")).get("tests")) {
			Set<String> here = new TreeSet<>();
			boolean clears = false;
			for (JsonNode question : test.get("promql_expr_test")) {
				String expression = question.get("expr").asString();
				PromQl.of(expression).selectors().forEach((selector) -> asked.add(selector.metric()));
				question.get("exp_samples")
					.forEach((sample) -> PromQl.of("any" + sample.get("labels").asString())
						.selectors()
						.forEach((selector) -> alert(selector, here)));
				clears |= expression.equals("ALERTS") && question.get("exp_samples").isEmpty();
			}
			assertThat(clears).as("\"%s\" ends without alerts, or has none", test.get("name").asString()).isTrue();
			fires.addAll(here);
		}
		assertThat(fires).containsAll(Rule.alerting().stream().map(Rule::name).toList());
		assertThat(asked).containsAll(Rule.recording().stream().map(Rule::name).toList());
	}

	private static void alert(PromQl.Selector sample, Set<String> into) {
		sample.matchers()
			.stream()
			.filter((matcher) -> matcher.label().equals("alertname"))
			.forEach((matcher) -> into.add(matcher.value()));
	}

}
