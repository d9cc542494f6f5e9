/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NameTextTest {

	private static @Nullable String problem(String name) {
		InvalidInputException problem = NameText.problem("f", name, 5);
		return (problem != null) ? problem.getMessage() : null;
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "a b c", "gnb-1", "Köln", "東京基地局", "😀😀😀😀😀" })
	void acceptsVisibleNames(String name) {
		assertThat(problem(name)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u202e", "a\u202eb", "a\u200db", "\ufeffa", "a\u00adb", "a\u2028", "\u2029a", "a\nb",
			"\u0085", "a\udb40\udc41" })
	void refusesCharactersThatCannotBeSeen(String name) {
		assertThat(problem(name)).startsWith("f: expected no control characters, nor format characters, found \"")
			.contains("\\u")
			.doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "   ", "\u00a0", "\u3000 " })
	void refusesBlanks(String name) {
		assertThat(problem(name)).isEqualTo("f: expected a name that is not blank, found \"" + name + '"');
	}

	@Test
	void countsCharactersNotUnitsOfUtf16() {
		assertThat(problem("")).isEqualTo("f: expected 1 to 5 characters, found none");
		assertThat(problem("😀".repeat(6))).isEqualTo("f: expected 1 to 5 characters, found 6 characters");
	}

}
