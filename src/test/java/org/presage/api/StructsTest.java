/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StructsTest {

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"a\":{\"b\":[1,-2.5,null,true,\"text\",[],{}]}}",
			"{\"least\":4.9E-324,\"most\":1.7976931348623157E308,\"zero\":-0.0}", "{\"long\":9007199254740992}" })
	void keepsJsonAsItIs(String json) {
		assertThat(Structs.json(Structs.parse(json))).isEqualTo(json);
	}

	@Test
	void integersThatNoDoubleHoldsAreStrings() {
		assertThat(Structs.json(Structs.parse("{\"seed\":9007199254740993}")))
			.isEqualTo("{\"seed\":\"9007199254740993\"}");
		assertThat(Structs.json(Structs.parse("{\"seed\":9223372036854775807}")))
			.isEqualTo("{\"seed\":\"9223372036854775807\"}");
		assertThat(Structs.json(Structs.parse("{\"seed\":-9223372036854775808}")))
			.isEqualTo("{\"seed\":\"-9223372036854775808\"}");
	}

}
