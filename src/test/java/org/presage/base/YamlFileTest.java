/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** YAML of people, and files that end a reader of YAML without limits. */
class YamlFileTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	/** What a file of keys may be. */
	private record Keys(String name, List<Inner> inner, Map<String, Double> weights) {

		private record Inner(int whole, @Nullable Boolean yes) {

			Inner {
				if (whole < 0) {
					throw new InvalidInputException("inner.whole", "0 or more", whole);
				}
			}

		}

	}

	private Path file(String yaml) throws IOException {
		return Files.writeString(this.folder.resolve("a.yaml"), yaml);
	}

	private void refused(String yaml, String message) throws IOException {
		Path file = file(yaml);
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> YamlFile.check("--config", file))
			.withMessage("--config" + message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					nmae: x                           | line 1, column 1: nmae: expected one of [inner, name, weights], found nmae
					inner: [{whole: 1.5x}]            | line 1, column 17: inner[0].whole: expected a whole number, found "1.5x"
					{name: a, inner: [{yes: [1]}]}    | line 1, column 25: inner[0].yes: expected true or false, found a value
					inner: [{whole: 1}, {whole: -1}]  | line 1, column 21: inner.whole: expected 0 or more, found -1
					inner: [{yes: true}]              | line 1, column 9: inner[0].whole: expected a whole number, found nothing
					name: {a: b}                      | line 1, column 7: name: expected a text, found a value of another kind
					name: a: b                        | line 1, column 8: expected YAML, found "mapping values
					name: "a                          | line 2, column 1: expected YAML, found "found unexpected end of stream"
					weights: {a: .nan}                | line 1, column 14: weights.a: expected a finite number, found .nan
					weights: {b: 1, a: -.INF}         | line 1, column 20: weights.a: expected a finite number, found -.INF
					inner: [1, &x {whole: 1}, *x]     | line 1, column 27: inner[2]: expected a value, found the alias *x
					{weights: {a: 1, b: 2, a: 3}}     | line 1, column 24: weights.a: expected each key once, found dup
					{[a]: 1}                          | line 1, column 2: expected a text as key, found a list or a map
					name: a\0b                        | line 1, column 8: expected YAML, found a character that it must not have
					""")
	void keyThatDoesNotFitIsNamedWithItsPlace(String yaml, String message) throws IOException {
		Path file = file(yaml.replace("\\0", "\0") + '\n');
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> YamlFile.read("keys", file, Keys.class))
			.withMessageStartingWith("keys " + file + ": " + message)
			.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1)
				.doesNotContain("jackson", "org.", "java.", "snakeyaml", "Cannot deserialize"));
	}

	@Test
	void laterLinesAreCounted() throws IOException {
		Path file = file("name: a\ninner:\n  - whole: 7\n  - whole: 8\n    yes: perhaps\n");
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> YamlFile.read("keys", file, Keys.class))
			.withMessage(
					"keys " + file + ": line 5, column 10: inner[1].yes: expected true or false, found \"perhaps\"");
	}

	@Test
	void secondDocumentIsRefused() {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> YamlFile.tree("text", "a: 1\n---\nb: 2\n"))
			.withMessage("text: line 2, column 1: expected one document, found another one");
	}

	@Test
	void nameOrNumberOfAnyLengthIsNotRepeated() {
		for (String text : List.of("1".repeat(2000) + "\n", "x".repeat(60_000) + ": 1\n")) {
			assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> YamlFile.tree("text", text))
				.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(400));
		}
	}

	@Test
	void otherEncodingAndMarkOfTheFirstByte() throws IOException {
		Path latin = Files.write(this.folder.resolve("b.yaml"), "name: é".getBytes(StandardCharsets.ISO_8859_1));
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> YamlFile.check("--config", latin))
			.withMessage("--config: expected a file that can be read, found text in another encoding than UTF-8");
		assertThat(YamlFile.read("keys", file("\uFEFFname: é\n"), Keys.class).name()).isEqualTo("é");
	}

	@Test
	void configurationMayHaveAnchorsAndDocuments() throws IOException {
		Path file = file("a: &x {b: [1, 2], e: .inf}\nc: *x\n---\nd: &y [1]\nf: {<<: &z {g: *y}, h: *z}\n? *y\n: 1\n");
		assertThatNoException().isThrownBy(() -> YamlFile.check("--config", file));
		Path empty = Files.writeString(this.folder.resolve("b.yaml"), "");
		assertThatNoException().isThrownBy(() -> YamlFile.check("--config", empty));
	}

	@Test
	void aliasesThatStandForTooMuchAreRefused() throws IOException {
		StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
		for (int i = 1; i < 40; i++) {
			bomb.append("a%1$d: &a%1$d [*a%2$d, *a%2$d]\n".formatted(i, i - 1));
		}
		refused(bomb.toString(),
				": line 15, column 22: a14: expected at most 100000 values, those of aliases too, found more");
	}

	@Test
	void aliasInsideItselfIsRefused() throws IOException {
		refused("presage: &a\n  loop: *a\n",
				": line 2, column 9: presage.loop: expected aliases of what stands before them, found *a inside &a");
	}

	@Test
	void fileThatIsTooLargeIsNotRead() throws IOException {
		refused("# " + "x".repeat(1 << 20), ": expected at most 1048576 octets, found 1048578");
	}

	@Test
	void deepNestingIsRefused() throws IOException {
		refused("a: " + "[".repeat(10_000) + "]".repeat(10_000),
				": line 1, column 53: a" + "[0]".repeat(49) + ": expected at most 50 levels, found more");
	}

}
