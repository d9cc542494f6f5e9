/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What a mediator and an operator are given. */
class PolicyTypeTest {

	private static final Path FOLDER = Path.of("deploy/a1");

	@Test
	void theFileIsWhatIsEnforcedAndWhatAMediatorTakes() throws IOException {
		String file = Files.readString(FOLDER.resolve("policy-type.json"));
		assertThat(JsonMapper.shared().readTree(file)).isEqualTo(PolicyType.json());
		assertThat(PolicyType.json().propertyNames()).containsExactlyInAnyOrder("name", "description", "policy_type_id",
				"create_schema");
		assertThat(PolicyType.ID).isEqualTo(20101);
		assertThat(file).as("the mediator in Go quotes it with these").doesNotContain("`");
		assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
			.getSchema("{\"$ref\": \"http://json-schema.org/draft-07/schema#\"}")
			.validate(PolicyType.schema().toString(), InputFormat.JSON)).isEmpty();
	}

	@Test
	void examplesAreTaken() throws IOException {
		int count = 0;
		try (DirectoryStream<Path> examples = Files.newDirectoryStream(FOLDER.resolve("examples"))) {
			for (Path example : examples) {
				assertThat(
						A1PolicyReader.read("p", PolicySource.A1, 0, A1PolicyReader.parse(Files.readAllBytes(example)))
							.statements())
					.as(example.toString())
					.isNotEmpty();
				count++;
			}
		}
		assertThat(count).isEqualTo(4);
	}

}
