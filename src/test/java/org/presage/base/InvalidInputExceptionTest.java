/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of input is short and one line, whatever the input. */
class InvalidInputExceptionTest {

	private static final String LONG = "x, ".repeat(1_000_000);

	@Test
	void everyPartIsBounded() {
		assertThat(new InvalidInputException(LONG, LONG, LONG).getMessage()).hasSizeBetween(2000, 3000)
			.startsWith("x, x, ")
			.contains("… (3000000 characters): expected x, ");
	}

	@Test
	void longerListsMayBeExpectedThanFound() {
		String names = "name, ".repeat(200);
		assertThat(new InvalidInputException("f", names, names).getMessage()).contains("expected " + names)
			.endsWith("… (1200 characters)");
	}

	@Test
	void everyPartIsOneLine() {
		assertThat(new InvalidInputException("a\nb", "c\r\nd", "\u001b[2J\t\0\u0085").inside("x").getMessage())
			.isEqualTo("xa\\u000ab: expected c\\u000d\\u000ad, found \\u001b[2J\\u0009\\u0000\\u0085");
		assertThat(InvalidInputException.bounded("a\u2028b\u202ec\u2066d\u00e9\u200d\udb40\udc41"))
			.as("lines, directions and what cannot be seen")
			.isEqualTo("a\\u2028b\\u202ec\\u2066d\u00e9\\u200d\\udb40\\udc41");
	}

	@Test
	void countsCharactersNotUnitsOfUtf16() {
		assertThat(InvalidInputException.bounded("a" + "😀".repeat(400))).endsWith("😀… (401 characters)");
	}

}
