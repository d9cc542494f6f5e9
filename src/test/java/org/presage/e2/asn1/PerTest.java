/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.InvalidInputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.presage.e2.asn1.SequenceType.sequence;

/** The rules of X.691 that the golden vectors do not reach. */
class PerTest {

	/** A version of a message, and the one before it that knows two fields less. */
	private record Newer(long kept, @Nullable String added, @Nullable Long more) {

		static final PerType<Newer> TYPE = sequence("Newer", (s) -> {
			var kept = s.required("kept", Per.integer(0, 7), Newer::kept);
			var added = s.extension("added", Per.PRINTABLE, Newer::added);
			var more = s.extension("more", Per.INTEGER, Newer::more);
			return (v) -> new Newer(v.get(kept), v.orNull(added), v.orNull(more));
		});

		/** As a list, so that something stands behind the extension. */
		static final PerType<List<Long>> OLDER = Per.list(1, 9, sequence("Older", (s) -> {
			var kept = s.required("kept", Per.integer(0, 7), (Long itself) -> itself);
			return (v) -> v.get(kept);
		}));

	}

	@ParameterizedTest
	@CsvSource({ "0, 0100", "127, 017f", "128, 020080", "-1, 01ff", "-128, 0180", "-129, 02ff7f",
			"9223372036854775807, 087fffffffffffffff", "-9223372036854775808, 088000000000000000" })
	void wholeNumbersWithoutBounds(long value, String hex) {
		assertThat(HexFormat.of().formatHex(Per.INTEGER.encode(value))).isEqualTo(hex);
		assertThat(Per.INTEGER.decode(HexFormat.of().parseHex(hex))).isEqualTo(value);
	}

	/** The number of bits that a range takes, X.691 clause 11.5.7. */
	@ParameterizedTest
	@CsvSource({ "0, 0, 0, 00", "3, 3, 3, 00", "1, 8, 8, e0", "0, 254, 254, fe", "0, 255, 255, ff", "0, 256, 256, 0100",
			"0, 65535, 65535, ffff", "0, 65536, 5, 0005", "0, 65536, 65536, 80010000", "-5, 5, 5, a0",
			"0, 4294967295, 4294967295, c0ffffffff" })
	void wholeNumbersWithBounds(long min, long max, long value, String hex) {
		PerType<Long> type = Per.integer(min, max);
		assertThat(HexFormat.of().formatHex(type.encode(value))).isEqualTo(hex);
		assertThat(type.decode(HexFormat.of().parseHex(hex))).isEqualTo(value);
		assertThatThrownBy(() -> type.encode(max + 1)).isInstanceOf(CodecException.class);
	}

	/**
	 * 255 values are a bit-field; from 256 on there are octets, from an octet's start.
	 */
	@Test
	void fromAnOctetOnNumbersAreAligned() {
		assertThat(HexFormat.of().formatHex(Per.extensible(0, 254).encode(200L))).isEqualTo("6400");
		assertThat(HexFormat.of().formatHex(Per.extensible(0, 255).encode(200L))).isEqualTo("00c8");
		assertThat(Per.extensible(0, 255).decode(HexFormat.of().parseHex("00c8"))).isEqualTo(200);
	}

	@Test
	void aNumberOutsideOfItsRangeIsRefused() {
		assertThatThrownBy(() -> Per.integer(0, 4).decode(new byte[] { (byte) 0xE0 }))
			.isInstanceOf(CodecException.class)
			.hasMessageContaining("at most 4");
	}

	/** Lengths of 16K and more come in pieces, X.691 clause 11.9.3.8. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 127, 128, 16383, 16384, 16385, 49152, 65535, 65536, 65537, 200_000 })
	void longStringsAndListsComeInPieces(int size) {
		byte[] bytes = new byte[size];
		RandomGeneratorFactory.of("L64X128MixRandom").create(size).nextBytes(bytes);
		Octets octets = Octets.of(bytes);
		assertThat(Per.OCTETS.decode(Per.OCTETS.encode(octets))).isEqualTo(octets);
		PerType<List<Long>> type = Per.list(0, Integer.MAX_VALUE, Per.integer(0, 255));
		List<Long> list = new ArrayList<>();
		for (byte octet : bytes) {
			list.add((long) (octet & 0xFF));
		}
		assertThat(type.decode(type.encode(list))).isEqualTo(list);
	}

	@Test
	void anOpenTypeInPiecesIsRead() {
		String text = "x".repeat(16_000);
		PerWriter out = new PerWriter();
		out.open(Per.list(0, 9, Per.PRINTABLE), List.of(text, text));
		assertThat(new PerReader(out.toBytes()).open(Per.list(0, 9, Per.PRINTABLE))).containsExactly(text, text);
	}

	/** What is longer than a fragment is put together, and skipped, as a whole. */
	@ParameterizedTest
	@ValueSource(ints = { 16_383, 16_384, 70_000, 300_000 })
	void longOpenTypesAreReadAndSkipped(int size) {
		byte[] bytes = new byte[size];
		RandomGeneratorFactory.of("L64X128MixRandom").create(size).nextBytes(bytes);
		Octets octets = Octets.of(bytes);
		PerWriter out = new PerWriter();
		Per.open(Per.OCTETS).write(out, octets);
		Per.open(Per.OCTETS).write(out, octets);
		Per.INTEGER.write(out, 7L);
		PerReader in = new PerReader(out.toBytes());
		assertThat(Per.open(Per.OCTETS).read(in)).isEqualTo(octets);
		assertThat(in.skipOpen()).isEqualTo(Per.OCTETS.encode(octets).length);
		assertThat(Per.INTEGER.read(in)).isEqualTo(7);
	}

	@Test
	void aFragmentThatIsNotThereIsRefused() {
		byte[] whole = Per.OCTETS.encode(Octets.of(new byte[40_000]));
		assertThatThrownBy(() -> Per.OCTETS.decode(Arrays.copyOf(whole, 33_000))).isInstanceOf(CodecException.class);
	}

	/** Two bits for three values, no bit for extensions. */
	@ParameterizedTest
	@CsvSource({ "REJECT, 00", "IGNORE, 40", "NOTIFY, 80" })
	void enumerationsWithoutExtension(Criticality value, String hex) {
		assertThat(HexFormat.of().formatHex(Criticality.TYPE.encode(value))).isEqualTo(hex);
		assertThat(Criticality.TYPE.decode(HexFormat.of().parseHex(hex))).isEqualTo(value);
		assertThatThrownBy(() -> Criticality.TYPE.decode(new byte[] { (byte) 0xC0 }))
			.isInstanceOf(CodecException.class);
	}

	/** Five known values: three bits behind a 0; others behind a 1 as small numbers. */
	@ParameterizedTest
	@CsvSource({ "0, 00", "4, 40", "5, 80", "6, 81", "68, bf", "69, c00140", "324, c002013f" })
	void enumerationsKeepWhatIsNotKnown(int value, String hex) {
		PerType<Integer> type = Per.enumerated(5);
		assertThat(HexFormat.of().formatHex(type.encode(value))).isEqualTo(hex);
		assertThat(type.decode(HexFormat.of().parseHex(hex))).isEqualTo(value);
		assertThatThrownBy(() -> type.encode(-1)).isInstanceOf(CodecException.class);
	}

	@Test
	void extensionsThatAreNotKnownAreSkipped() {
		PerType<List<Newer>> newer = Per.list(1, 9, Newer.TYPE);
		List<Newer> values = List.of(new Newer(5, "new", 1L << 40), new Newer(6, null, null), new Newer(7, null, 3L));
		assertThat(newer.decode(newer.encode(values))).isEqualTo(values);
		assertThat(Newer.OLDER.decode(newer.encode(values))).containsExactly(5L, 6L, 7L);
	}

	@Test
	void valuesOutsideOfAnExtensibleRangeComeBack() {
		PerType<List<Long>> type = Per.list(0, 20, Per.extensible(1, 15));
		List<Long> values = List.of(1L, 15L, 16L, 0L, -7L, 1L << 50);
		assertThat(type.decode(type.encode(values))).isEqualTo(values);
		PerType<List<String>> names = Per.list(0, 20, Per.printable(1, 5));
		assertThat(names.decode(names.encode(List.of("a", "abcde", "abcdef", "")))).containsExactly("a", "abcde",
				"abcdef", "");
	}

	@Test
	void bitsOfAnyLengthComeBack() {
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
		for (int length = 0; length < 200; length++) {
			StringBuilder digits = new StringBuilder();
			random.ints(length, 0, 2).forEach(digits::append);
			BitString bits = BitString.of(digits.toString());
			assertThat(bits).hasToString(digits.toString());
			assertThat(Per.BITS.decode(Per.BITS.encode(bits))).isEqualTo(bits);
		}
	}

	@Test
	void aTextThatIsNoneIsRefusedBothWays() {
		assertThatThrownBy(() -> Per.PRINTABLE.encode("naïve")).isInstanceOf(CodecException.class);
		assertThatThrownBy(() -> Per.PRINTABLE.decode(new byte[] { 1, 7 })).isInstanceOf(CodecException.class)
			.hasMessageContaining("octet 1");
	}

	@Test
	void errorNamesFieldExpectedAndFound() {
		PerType<List<Long>> list = Per.list(1, 4, Per.integer(0, 9));
		CodecException whole = catchThrowableOfType(CodecException.class,
				() -> Per.PRINTABLE.decode(new byte[] { 1, 7 }));
		assertThat(whole).isInstanceOf(InvalidInputException.class)
			.hasMessage("PrintableString: expected visible characters, found 7 (octet 1)");
		CodecException inside = catchThrowableOfType(CodecException.class, () -> list.encode(List.of(1L, 10L)));
		assertThat(inside.field()).isEqualTo("[1]").isEqualTo(inside.path());
		assertThat(inside.expected()).isEqualTo("0 to 9");
		assertThat(inside.found()).isEqualTo("10");
		assertThat(inside).hasMessage("[1]: expected 0 to 9, found 10 (INTEGER)");
		assertThat(inside.inside("message")).hasMessage("message[1]: expected 0 to 9, found 10 (INTEGER)");
	}

}
