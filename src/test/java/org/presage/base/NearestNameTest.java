/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A mistake in a name leads to the name that was probably meant. */
class NearestNameTest {

	private static final List<String> NAMES = List.of("train", "--model", "Latenz_ms", "serve", "SINR_dB", "e2");

	@ParameterizedTest
	@CsvSource({ "trian, train", "--modle, --model", "Latentz_ms, Latenz_ms", "serv, serve", "sinr_db, SINR_dB",
			"e3, e2" })
	void findsNameWithFewMistakes(String found, String meant) {
		assertThat(NearestName.question(found, NAMES)).isEqualTo("Did you mean " + meant + "?");
	}

	@ParameterizedTest
	@CsvSource({ "frobnicate", "x", "''", "--m" })
	void findsNothingWhereNoneIsSimilar(String found) {
		assertThat(NearestName.question(found, NAMES)).isEmpty();
	}

	@Test
	void twoLettersInTheWrongOrderAreOneMistake() {
		assertThat(NearestName.distance("trian", "train")).isEqualTo(1);
		assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
		assertThat(NearestName.distance("", "abc")).isEqualTo(3);
	}

}
