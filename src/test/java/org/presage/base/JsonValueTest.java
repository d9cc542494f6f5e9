/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The one reader of JSON that other programs wrote. */
class JsonValueTest {

	private static JsonValue read(String json) {
		return JsonValue.read("body", json.getBytes(StandardCharsets.UTF_8), 1000);
	}

	private static String refusal(Runnable reading) {
		Throwable refusal = catchThrowable(reading::run);
		assertThat(refusal).isInstanceOf(InvalidInputException.class);
		return refusal.toString();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{\"a\":1,\"a\":2}|body: expected JSON, found Duplicate",
					"{\"a\":1} {}|body: expected JSON, found Trailing",
					"{\"a\":NaN}|body: expected JSON, found Non-standard",
					"{\"a\"|body: expected JSON, found Unexpected end" })
	void refusesWhatIsNoStrictJson(String json, String problem) {
		assertThat(refusal(() -> read(json))).contains(problem).contains(" in line 1, column ");
	}

	@Test
	void refusesLargeAndDeepDocuments() {
		assertThat(refusal(() -> read(" ".repeat(1001)))).endsWith(": body: expected at most 1000 octets, found 1001");
		assertThat(refusal(() -> read("[".repeat(33) + "]".repeat(33)))).contains("nesting depth");
		assertThat(read("[".repeat(32) + "]".repeat(32)).list()).hasSize(1);
	}

	@Test
	void problemKnowsTheOctet() {
		assertThat(catchThrowable(() -> read("{\"a\": ?}")).getCause()).isInstanceOfSatisfying(JacksonException.class,
				(broken) -> assertThat(broken.getLocation().getByteOffset()).isBetween(5L, 7L));
	}

	@Test
	void namesTheFieldByItsPath() {
		JsonValue json = read("{\"a\":[{\"b\":7},{\"b\":\"x\"}],\"c\":2.5,\"d\":\"12\",\"e\":1e999,\"f\":null}");
		JsonValue wrong = json.field("a").list().get(1).field("b");
		assertThat(refusal(() -> wrong.whole(0, 9)))
			.endsWith(": a[1].b: expected a whole number of 0 to 9, found \"x\"");
		assertThat(refusal(() -> json.field("c").whole(0, 9))).contains(": c: expected a whole number");
		assertThat(refusal(() -> json.field("e").number())).contains(": e: expected a number");
		assertThat(refusal(() -> json.field("a").list(3, 5)))
			.endsWith(": a: expected a list of 3 to 5, found a list of 2");
		assertThat(refusal(() -> json.field("f").text())).endsWith(": f: expected a text, found nothing");
		assertThat(refusal(() -> read("[]").field("a"))).endsWith(": body: expected an object, found a list of 0");
		assertThat(json.field("d").whole(0, 12)).isEqualTo(12);
		assertThat(json.field("c").number()).isEqualTo(2.5);
		assertThat(json.field("f").exists()).isFalse();
	}

}
