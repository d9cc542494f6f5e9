/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.json;

import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What another implementation made of the grammars, both ways. */
class GoldenVectorsTest {

	static List<Vectors.Vector> vectors() {
		return Vectors.all();
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void decodes(Vectors.Vector vector) {
		JsonNode decoded = MessageType.named(vector.type()).toJson(vector.bytes());
		assertThat(decoded.equals(Vectors.NUMBERS, vector.value())).as("%s is not %s", decoded, vector.value())
			.isTrue();
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void encodes(Vectors.Vector vector) {
		assertThat(HexFormat.of().formatHex(MessageType.named(vector.type()).fromJson(vector.value())))
			.isEqualTo(vector.hex());
	}

	@Test
	void areAllThere() {
		assertThat(vectors()).hasSize(91 + 24 + 4 + 112);
	}

}
