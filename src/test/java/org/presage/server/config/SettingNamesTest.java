/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.base.SettingNames;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys of settings are written where configuration is mapped, and nowhere below. */
class SettingNamesTest {

	private static final Path SOURCES = Path.of("src/main/java/org/presage");

	/** The server and the commands; the text of docs/metrics.md. */
	private static final List<Path> EDGES = List.of(Path.of("server"), Path.of("cli"),
			Path.of("control/metrics/Metric.java"));

	private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");

	private static final Pattern KEY = Pattern.compile("presage\\.[a-z0-9-]+[a-z0-9.-]*");

	private static final Pattern NAMED = Pattern.compile("names(?:\\(\\))?\\s*\\.of\\(\"([\\w.\\[\\]]+)\"\\)");

	private static List<Path> domain() throws IOException {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.filter((file) -> EDGES.stream().noneMatch(SOURCES.relativize(file)::startsWith))
				.toList();
		}
	}

	/** Whether a text is a key, or the beginning of some up to a dot. */
	private static boolean isKey(List<String> known, String text) {
		return known.contains(text) || text.endsWith(".") && (known.contains(text.substring(0, text.length() - 1))
				|| known.stream().anyMatch((key) -> key.startsWith(text)));
	}

	@Test
	void noTypeOfTheDomainWritesKey() throws IOException {
		List<String> known = KnownKeys.read().under("presage");
		List<String> found = new ArrayList<>();
		for (Path file : domain()) {
			LITERAL.matcher(Files.readString(file))
				.results()
				.flatMap((literal) -> KEY.matcher(literal.group()).results())
				.filter((key) -> isKey(known, key.group()))
				.forEach((key) -> found.add(file + ": " + key.group()));
		}
		assertThat(found).isEmpty();
	}

	@Test
	void everyNameOfTheDomainIsPartOfKey() throws IOException {
		List<String> known = KnownKeys.read().under("presage");
		List<String> names = new ArrayList<>();
		for (Path file : domain()) {
			String name = String.valueOf(file.getFileName());
			String prefix = name.startsWith("ModelTrial") ? "presage."
					: name.startsWith("Evidence") ? "presage.evidence."
							: file.startsWith(SOURCES.resolve("control")) ? "presage.loop." : "presage.e2.";
			for (Matcher named = NAMED.matcher(Files.readString(file)); named.find();) {
				names.add(new SettingNames(prefix).of(named.group(1)).replace("[]", "[N]"));
			}
		}
		assertThat(names).isNotEmpty().allMatch((name) -> isKey(known, name));
	}

	@ParameterizedTest
	@CsvSource({ "maxCells,max-cells", "nodes,nodes", "e2Manager,e2manager",
			"nodes[].cells[].nci,nodes[].cells[].nci" })
	void separatesWordsByHyphens(String name, String key) {
		assertThat(new SettingNames("presage.loop.").of(name)).isEqualTo("presage.loop." + key);
		assertThat(SettingNames.PLAIN.of(name)).isEqualTo(key);
	}

}
