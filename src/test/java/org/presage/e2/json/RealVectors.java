/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.json;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.Grammar.HeaderNames;

/** Messages that real encoders wrote, each in its own grammar; README.md beside them. */
final class RealVectors {

	static final List<String> FILES = List.of("real-control.jsonl", "real-e2ap.jsonl", "real-flexric-legacy.jsonl",
			"real-flexric.jsonl", "real-kpm-header.jsonl", "real-kpm-v2.01.jsonl", "real-kpm-v2.jsonl",
			"real-kpm-v4.jsonl");

	private RealVectors() {
	}

	/**
	 * A message.
	 *
	 * @param at file and line
	 * @param canonical whether the same value is written as the same bytes
	 * @param names how a header's names are written; null if not said
	 */
	record Real(String at, String type, String grammar, String hex, JsonNode value, boolean canonical,
			@Nullable String names) {

		MessageType<?> kind() {
			return MessageType.named(this.type, grammarOf());
		}

		Grammar grammarOf() {
			return this.grammar.startsWith("e2ap") ? Grammar.STANDARD : Grammar.named(this.grammar);
		}

		/** The kind that writes a header's names in the form of its sender. */
		MessageType<?> kindOfSender() {
			HeaderNames form = (this.names == null) ? null : switch (this.names) {
				case "extensible, padded when empty" -> HeaderNames.EXTENSIBLE_PADDED;
				case "extensible" -> HeaderNames.EXTENSIBLE;
				case "bounded, padded when empty" -> HeaderNames.BOUNDED;
				case "unbounded" -> HeaderNames.UNBOUNDED;
				default -> throw new IllegalStateException(this.names);
			};
			return MessageType.named(this.type, grammarOf().with(form, 0));
		}

		byte[] bytes() {
			return HexFormat.of().parseHex(this.hex);
		}

		@Override
		public String toString() {
			return this.at + ' ' + this.type;
		}

	}

	static List<Real> all() {
		return FILES.stream().flatMap(RealVectors::of).toList();
	}

	private static Stream<Real> of(String file) {
		List<String> lines = Vectors.lines(file);
		return IntStream.range(0, lines.size()).mapToObj((i) -> {
			JsonNode line = JsonMapper.shared().readTree(lines.get(i));
			return new Real(file + ':' + (i + 1), line.path("type").asString(), line.path("grammar").asString(),
					line.path("hex").asString(), line.path("value"), line.path("canonical").asBoolean(true),
					line.path("names").isString() ? line.path("names").asString() : null);
		});
	}

}
