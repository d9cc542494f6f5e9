/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.json;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages that were thought up by hand and encoded by Erlang's asn1ct. */
class HandVectorsTest {

	private static final Map<String, String> NAMES = Map.of("E2SM-KPM-EventTriggerDefinition",
			"kpm.eventTrigger.format1", "E2SM-KPM-ActionDefinition", "kpm.actionDefinition",
			"E2SM-KPM-IndicationHeader", "kpm.indicationHeader.format1", "E2SM-KPM-IndicationMessage",
			"kpm.indicationMessage", "E2SM-RC-ControlHeader", "rc.controlHeader", "E2SM-RC-ControlMessage",
			"rc.controlMessage");

	static List<String> lines() {
		return Vectors.lines("e2sm-aper-hand.txt").stream().filter((line) -> line.contains("|")).toList();
	}

	@ParameterizedTest
	@MethodSource("lines")
	void comeBackAsTheyWere(String line) {
		String[] parts = line.split("\\|");
		String hex = parts[2].strip();
		MessageType<?> type = MessageType.named(String.valueOf(NAMES.get(parts[1].strip())));
		assertThat(HexFormat.of().formatHex(type.fromJson(type.toJson(HexFormat.of().parseHex(hex))))).isEqualTo(hex);
	}

	static List<Vectors.Vector> meanings() {
		return Vectors.of("hand.jsonl");
	}

	@ParameterizedTest
	@MethodSource("meanings")
	void meanWhatTheySay(Vectors.Vector vector) {
		JsonNode decoded = MessageType.named(vector.type()).toJson(vector.bytes());
		assertThat(decoded.equals(Vectors.NUMBERS, vector.value())).as("%s is not %s", decoded, vector.value())
			.isTrue();
	}

}
