/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** REAL as other encoders write it; the forms are those of X.690 clause 8.5. */
class RealTest {

	@ParameterizedTest
	@CsvSource({
			// zero is no octets
			"00, 0.0",
			// base 2: mantissa odd, and not
			"0380ff19, 12.5", "0480fe0032, 12.5", "0380ff99, 76.5",
			// base 8: 5 * 8^1; base 16: 3 * 16^-1
			"03900105, 40", "03a0ff03, 0.1875",
			// scale factor: 5 * 2^3, 5 * 8^1 * 2^2
			"038c0005, 40", "03980105, 160",
			// exponents of two and three octets, and of a counted length
			"0481000405, 80", "058200000405, 80", "0783030000" + "0405, 80", "048301" + "0405, 80",
			// negative, and a mantissa of more bits than a double has
			"03c0ff19, -12.5", "0a8000ffffffffffffffff, 18446744073709551615",
			"0b80000100000000000000" + "01, 18446744073709551616",
			// decimal NR1, NR2, NR3
			"0401202d37, -7", "05023132" + "2e35, 12.5", "0502" + "31322c35, 12.5", "0603312e" + "35452b" + "32, 150",
			// special values
			"0140, Infinity", "0141, -Infinity", "0142, NaN", "0143, -0.0",
			// beyond what a double can hold
			"05827fffff01, Infinity", "0582800000" + "01, 0" })
	void everyFormIsRead(String hex, Double value) {
		byte[] bytes = HexFormat.of().parseHex(hex);
		bytes[0] = (byte) (bytes.length - 1);
		assertThat(Per.REAL.decode(bytes)).isEqualTo(value);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "80", "b00101", "8300", "83", "44", "0131326162", "04312e30", "01", "014e614e", "03307831" })
	void whatIsNoRealIsRefused(String contents) {
		byte[] octets = HexFormat.of().parseHex(contents);
		PerWriter out = new PerWriter();
		out.octets(octets);
		assertThatThrownBy(() -> Per.REAL.decode(out.toBytes())).isInstanceOf(CodecException.class)
			.hasMessageContaining("REAL");
	}

	@Test
	void everyDoubleComesBack() {
		long seed = 11;
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
		for (int i = 0; i < 20_000; i++) {
			double value = Double.longBitsToDouble(random.nextLong());
			assertThat(Per.REAL.decode(Per.REAL.encode(value))).as("seed %d, draw %d", seed, i)
				.isEqualTo(Double.valueOf(value));
		}
		for (double value : new double[] { Double.MIN_VALUE, Double.MAX_VALUE, Double.MIN_NORMAL, -0.0, 1e-310 }) {
			assertThat(Per.REAL.decode(Per.REAL.encode(value))).isEqualTo(value);
		}
	}

}
