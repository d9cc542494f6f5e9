/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages that others than this program made: Erlang's asn1ct of the O-RAN grammars;
 * Python's asn1tools of SD-RAN's, after it had read and written the bytes in
 * servicemodels/e2sm_rsm/servicemodel/servicemodel_test.go of onosproject/onos-e2-sm as
 * they are; Python's pycrate of E2AP; JSON by hand.
 */
public final class Vectors {

	/**
	 * A golden message.
	 *
	 * @param type its name
	 * @param hex its bytes
	 * @param value its JSON form
	 */
	public record Vector(String type, String hex, JsonNode value) {

		/** Its bytes. */
		public byte[] bytes() {
			return HexFormat.of().parseHex(this.hex);
		}

		@Override
		public String toString() {
			return this.type + " " + this.hex.substring(0, Math.min(24, this.hex.length()));
		}

	}

	/** 1048576.0 and 1.048576E7 are the same number. */
	static final Comparator<JsonNode> NUMBERS = (a, b) -> (a.isNumber() && b.isNumber())
			? Double.compare(a.doubleValue(), b.doubleValue()) : a.equals(b) ? 0 : 1;

	private Vectors() {
	}

	/** All of them. */
	public static List<Vector> all() {
		return Stream.of("e2sm-aper.jsonl", "rsm.jsonl", "ccc.jsonl", "e2ap.jsonl")
			.map(Vectors::of)
			.flatMap(List::stream)
			.toList();
	}

	/** Those of a file. */
	static List<Vector> of(String file) {
		JsonMapper mapper = JsonMapper.shared();
		return lines(file).stream().map((line) -> mapper.readValue(line, Vector.class)).toList();
	}

	/** Lines of a file beside them. */
	public static List<String> lines(String file) {
		try (InputStream in = Vectors.class.getResourceAsStream("/e2/" + file)) {
			return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
