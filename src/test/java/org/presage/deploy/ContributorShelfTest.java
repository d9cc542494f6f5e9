/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The files that contributors and their tools start from. */
class ContributorShelfTest {

	private static final Path WORKFLOW = Path.of(".github/workflows/ci.yml");

	/** A tag can be moved to other code, a commit cannot. */
	private static final Pattern PINNED = Pattern.compile("[\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");

	private static List<JsonNode> children(JsonNode parent) {
		return StreamSupport.stream(parent.spliterator(), false).toList();
	}

	@Test
	void actionsArePinnedByCommit() {
		List<String> used = Shipped.text(WORKFLOW)
			.lines()
			.filter((line) -> line.contains("uses:"))
			.map((line) -> line.substring(line.indexOf("uses:") + 5).strip())
			.toList();
		assertThat(used).hasSizeGreaterThan(5).allMatch(PINNED.asMatchPredicate());
		assertThat(used.stream().map((action) -> action.split("@")[0]).distinct().count()).as("one commit an action")
			.isEqualTo(used.stream().distinct().count());
	}

	@Test
	void workflowsMayOnlyRead() {
		JsonNode workflow = Shipped.yaml(WORKFLOW);
		assertThat(workflow.at("/permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
		assertThat(children(workflow.at("/jobs"))).allMatch((job) -> job.path("permissions").isMissingNode())
			.allMatch((job) -> job.path("timeout-minutes").asInt() > 0);
	}

	@Test
	void everyFuzzTargetRunsAtNight() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("src/test/java/org/presage/fuzz"))) {
			List<String> targets = files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith("Test.java"))
				.map((name) -> name.replace(".java", ""))
				.toList();
			assertThat(children(Shipped.yaml(WORKFLOW).at("/jobs/fuzz/strategy/matrix/target")).stream()
				.map(JsonNode::asString)).containsExactlyInAnyOrderElementsOf(targets);
		}
	}

	@Test
	void updatesCoverFoldersThatExist() {
		assertThat(children(Shipped.yaml(Path.of(".github/dependabot.yml")).at("/updates")).stream()
			.map((update) -> "." + update.get("directory").asString())).hasSizeGreaterThan(3)
			.allMatch((folder) -> Files.isDirectory(Path.of(folder)));
	}

	@Test
	void issueTemplatesAskForAnAnswer() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(".github/ISSUE_TEMPLATE"))) {
			List<Path> forms = files.filter((file) -> !file.endsWith("config.yml")).toList();
			assertThat(forms).hasSize(3)
				.allSatisfy((form) -> assertThat(children(Shipped.yaml(form).at("/body")))
					.filteredOn((field) -> !field.path("type").asString().equals("markdown"))
					.isNotEmpty()
					.allMatch((field) -> field.hasNonNull("id") && field.at("/attributes/label").isString()));
		}
	}

}
