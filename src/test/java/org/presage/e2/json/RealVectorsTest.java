/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.json;

import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.presage.e2.asn1.CodecException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** What real encoders wrote, each in its grammar: read, and written where canonical. */
class RealVectorsTest {

	/** Over all messages: {@code -Dpresage.mutations=1000000} for the long run. */
	private static final int MUTATIONS = Integer.getInteger("presage.mutations", 20_000);

	private static final List<RealVectors.Real> VECTORS = RealVectors.all();

	static List<RealVectors.Real> vectors() {
		return VECTORS;
	}

	static List<RealVectors.Real> canonical() {
		return VECTORS.stream().filter(RealVectors.Real::canonical).toList();
	}

	/** All but three have names; srsRAN's is the form that was refused. */
	static List<RealVectors.Real> headersWithForm() {
		return VECTORS.stream().filter((vector) -> vector.names() != null).toList();
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void reads(RealVectors.Real vector) {
		JsonNode decoded = vector.kind().toJson(vector.bytes());
		assertThat(decoded.equals(MessageType::compare, vector.value())).as("%s is not %s", decoded, vector.value())
			.isTrue();
	}

	@ParameterizedTest
	@MethodSource("canonical")
	void writesCanonicalOnes(RealVectors.Real vector) {
		assertThat(HexFormat.of().formatHex(vector.kind().fromJson(vector.value()))).isEqualTo(vector.hex());
	}

	@ParameterizedTest
	@MethodSource("headersWithForm")
	void writesNamesInTheFormOfTheirReader(RealVectors.Real vector) {
		assertThat(HexFormat.of().formatHex(vector.kindOfSender().fromJson(vector.value()))).isEqualTo(vector.hex());
	}

	@Test
	void areAllThere() {
		assertThat(vectors()).hasSize(54 + 21 + 133 + 39 + 20 + 106 + 133 + 67);
		assertThat(canonical()).hasSize(0 + 17 + 99 + 23 + 2 + 100 + 121 + 67);
	}

	/** A legacy message is readable in the standard grammar, as something else. */
	@Test
	void bytesDoNotTellTheGrammar() {
		RealVectors.Real legacy = VECTORS.stream()
			.filter((vector) -> vector.grammar().equals("flexric-legacy")
					&& vector.type().equals("kpm.indicationMessage.format1"))
			.filter((vector) -> readsOtherwise(vector))
			.findFirst()
			.orElseThrow();
		assertThat(legacy.kind().toJson(legacy.bytes()))
			.isNotEqualTo(MessageType.named(legacy.type()).toJson(legacy.bytes()));
	}

	private static boolean readsOtherwise(RealVectors.Real vector) {
		try {
			MessageType.named(vector.type()).toJson(vector.bytes());
			return true;
		}
		catch (CodecException ex) {
			return false;
		}
	}

	/** A value that can be written again, or a CodecException; nothing else. */
	@Test
	void mutatedOnesAreValuesOrRefused() {
		long seed = Long.getLong("presage.seed", 20261129L);
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
		List<MessageType<?>> kinds = VECTORS.stream().<MessageType<?>>map(RealVectors.Real::kind).toList();
		int values = 0;
		for (int i = 0; i < MUTATIONS; i++) {
			int at = random.nextInt(VECTORS.size());
			byte[] message = HostileBytesTest.mutated(VECTORS.get(at).bytes(), random);
			try {
				values += isValue(kinds.get(at), message) ? 1 : 0;
			}
			catch (RuntimeException | Error ex) {
				fail("seed " + seed + ", mutation " + i + ", " + VECTORS.get(at) + ' '
						+ HexFormat.of().formatHex(message), ex);
			}
		}
		System.out.printf("real messages: %,d mutated, %,d values, the others refused%n", MUTATIONS, values);
		assertThat(values).isBetween(MUTATIONS / 100, MUTATIONS);
	}

	private static <T> boolean isValue(MessageType<T> kind, byte[] message) {
		T value;
		try {
			value = kind.decode(message);
		}
		catch (CodecException ex) {
			assertThat(ex.path().isEmpty() && ex.offset() < 0).as(ex.getMessage()).isFalse();
			return false;
		}
		assertThat(kind.encode(value)).isNotEmpty();
		return true;
	}

}
