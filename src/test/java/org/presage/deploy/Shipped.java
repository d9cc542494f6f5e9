/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of {@code deploy} and {@code docs}, as the repository has them. */
final class Shipped {

	static final Path PROMETHEUS = Path.of("deploy/prometheus");

	static final Path GRAFANA = Path.of("deploy/grafana");

	static final Path DASHBOARD = GRAFANA.resolve("dashboards/presage.json");

	static final Path COMPOSE = Path.of("deploy/compose");

	static final Path OPERATIONS = Path.of("docs/operations.md");

	private static final JsonMapper JSON = new JsonMapper();

	private Shipped() {
	}

	static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Anchors and merges are followed; a key that stands twice is an error. */
	static JsonNode yaml(Path file) {
		LoaderOptions strict = new LoaderOptions();
		strict.setAllowDuplicateKeys(false);
		Object tree = new Yaml(new SafeConstructor(strict)).load(text(file));
		return JSON.valueToTree(tree);
	}

	static JsonNode json(Path file) {
		return JSON.readTree(text(file));
	}

	/** All that users read: the guide and all pages of the documentation. */
	static List<Path> pages() {
		try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
			return Stream
				.concat(Stream.of(Path.of("README.md")), docs.filter((file) -> file.toString().endsWith(".md")))
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
