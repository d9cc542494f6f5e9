/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of docs/configuration.md are generated; every key is in one of them. */
class ConfigurationTableTest {

	private static final Path FILE = Path.of("docs/configuration.md");

	/** Any value rewrites the file. */
	private static final String REWRITE = "presage.docs.rewrite";

	private static final Pattern TABLE = Pattern.compile("(<!-- keys: ([a-z0-9. -]+) -->\n).*?(<!-- end of keys -->)",
			Pattern.DOTALL);

	@Test
	void documentationHasGeneratedTables() throws IOException {
		ConfigurationTable table = new ConfigurationTable();
		String found = Files.readString(FILE);
		String expected = TABLE.matcher(found)
			.replaceAll((place) -> Matcher
				.quoteReplacement(place.group(1) + '\n' + table.of(place.group(2).split(" ")) + '\n' + place.group(3)));
		if (System.getProperty(REWRITE) != null) {
			Files.writeString(FILE, expected);
			return;
		}
		assertThat(found)
			.as("docs/configuration.md; to rewrite it: mvn test -Dtest=ConfigurationTableTest -D" + REWRITE)
			.isEqualTo(expected);
	}

	@Test
	void everyKeyIsDocumentedOnce() throws IOException {
		String found = Files.readString(FILE);
		assertThat(new ConfigurationTable().keys()).hasSizeGreaterThan(100)
			.contains("presage.e2.nodes[N].cells[N].nci", "presage.security.tls.client-ca",
					"presage.slices.policies.NAME.limits[N].epsilon")
			.allSatisfy((key) -> assertThat(found).containsOnlyOnce("| `" + key + "` |"))
			.allSatisfy((key) -> assertThat(found).doesNotContain("| `" + key + "` | | "));
	}

	@Test
	void knowsKeysInEverySpelling() {
		KnownKeys known = KnownKeys.read();
		assertThat(new String[] { "presage.loop.budget", "presage.loop.maxcells", "presage.loop", "presage.dialects",
				"presage.dialects[3]", "presage.e2.nodes", "presage.e2.nodes[0].cells[11].nci",
				"presage.reward.weights.sinr", "presage.slices.policies.1-000002.min-prbs",
				"presage.security.tokens[0].roles[1]", "presage.tracing.headers.x.y", "spring.grpc.server.port" })
			.allMatch((key) -> known.contains(ConfigurationPropertyName.of(key)));
		assertThat(new String[] { "presage.loop.budgets", "presage.loop.bud", "presage.loops", "presage.loop.budget.x",
				"presage.e2.nodes[0].cell", "presage.e2.nodes.id", "presage.slices.policies.1-000002.prbs",
				"presage.dialects.x", "presage.loop[0].budget" })
			.noneMatch((key) -> known.contains(ConfigurationPropertyName.of(key)));
	}

}
