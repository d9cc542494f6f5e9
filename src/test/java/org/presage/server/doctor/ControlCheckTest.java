/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import org.presage.e2.dialect.Dialects;
import org.presage.server.config.EdgeProperties;
import org.presage.server.config.ServerSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** Control that cannot do what it is meant to do is shown before it is sent. */
class ControlCheckTest {

	private static List<String> look(String... keys) {
		EdgeProperties edge = ServerSettings.read(keys).get(EdgeProperties.class);
		return Looks.of(new ControlCheck(edge.settings(), new Dialects(List.of())));
	}

	@Test
	void warnsThatRcLimitsOneDevice() {
		assertThat(look("--presage.e2.control=rc-a", "--presage.e2.dialect=ocudu")).anyMatch(
				(line) -> line.startsWith("warn presage.e2.control rc-a: nodes of dialect srsran limit one device"));
		assertThat(look("--presage.e2.control=ccc", "--presage.e2.dialect=srsran")).containsExactly(
				"ok ccc to nodes of dialect srsran: the ceiling is in max, one message for each slice -> ");
	}

	@Test
	void warnsThatADeviceOfSeveralCellsIsNotFound() {
		assertThat(look("--presage.e2.control=rc-a", "--presage.e2.dialect=srsran", "--presage.e2.nodes[0].id=gnb",
				"--presage.e2.nodes[0].cells[0].nci=1", "--presage.e2.nodes[0].cells[1].nci=2"))
			.anyMatch((line) -> line.startsWith("warn gnb has 2 cells"));
	}

	@Test
	void warnsOfACellThatSrsRanRefuses() {
		assertThat(look("--presage.e2.dialect=srsran", "--presage.e2.nodes[0].id=gnb",
				"--presage.e2.nodes[0].cells[0].nci=0"))
			.anyMatch((line) -> line.startsWith("warn gnb/00101-0: nodes of dialect srsran refuse ccc"));
	}

	@Test
	void warnsWhereTheRatioIsNotKnown() {
		assertThat(look("--presage.e2.control=rc-b")).anyMatch((line) -> line.startsWith("warn dialect standard"));
		assertThat(look("--presage.e2.control=rc-b", "--presage.e2.dialect=oai"))
			.containsExactly("ok rc-b to nodes of dialect oai: the ceiling is in min -> ");
	}

	/** Each combination of RIC and node that we have values for can be controlled. */
	@ParameterizedTest
	@ValueSource(strings = { "o-ran-sc/values.yaml", "o-ran-sc/values-ocudu.yaml", "o-ran-sc/values-oai.yaml",
			"o-ran-sc/values-xslice.yaml", "micro-onos/values.yaml", "micro-onos/values-ran-simulator.yaml" })
	void deployedValuesFitTheirNodes(String file) throws IOException {
		Path values = Path.of("deploy", file);
		JsonNode keys = YAMLMapper.shared().readTree(Files.readString(values)).path("config").path("presage");
		List<String> arguments = new ArrayList<>();
		keys.path("e2").properties().forEach((key) -> {
			if (key.getValue().isValueNode()) {
				arguments.add("--presage.e2." + key.getKey() + '=' + key.getValue().asString());
			}
		});
		assertThat(arguments).isNotEmpty();
		ServerSettings settings = ServerSettings.read(arguments.toArray(String[]::new));
		assertThat(settings.problems()).isEmpty();
		assertThat(look(arguments.toArray(String[]::new))).singleElement(InstanceOfAssertFactories.STRING)
			.startsWith("ok ");
	}

}
