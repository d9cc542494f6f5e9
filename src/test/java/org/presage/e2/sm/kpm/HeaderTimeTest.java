/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.presage.e2.asn1.Octets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What nodes write where the standard has NTP. */
class HeaderTimeTest {

	private static final long NOW = Instant.parse("2026-11-29T08:00:00.300Z").toEpochMilli();

	/** The first was recorded between FlexRIC's emulated gNB and an xApp. */
	@ParameterizedTest
	@CsvSource({ "unix-us-swapped, 2a91402d0006615e, 1795906929246", "unix-s-reversed, 00f15365, 1700000000000",
			"unix-us-swapped, 00f15365, 1700000000000", "unix-s, 6553f100, 1700000000000",
			"unix-ms, 0000018bcfe56800, 1700000000000", "unix-us, 00060a24181e4000, 1700000000000",
			"ntp, eb6ccc8080000000, 1740787200500", "ntp, 67c24e00, 1740787200000" })
	void readsEachKind(String kind, String hex, long ms) {
		assertThat(HeaderTime.of(kind).ms(Octets.hex(hex))).isEqualTo(ms);
	}

	@ParameterizedTest
	@CsvSource({ "monotonic, 2a91402d0006615e", "receipt, 0000000000000000", "unix-ms, 6553f100", "unix-us, 6553f100" })
	void saysThatThereIsNone(String kind, String hex) {
		assertThat(HeaderTime.of(kind).ms(Octets.hex(hex))).isEqualTo(HeaderTime.NOT_TOLD);
	}

	/** Whatever octets come, it is a number or none. */
	@ParameterizedTest
	@EnumSource(HeaderTime.class)
	void readsWhatItWrites(HeaderTime kind) {
		for (int size : new int[] { 0, 4, 8 }) {
			Octets octets = kind.octets(NOW, size);
			long read = kind.ms(octets);
			if (read != HeaderTime.NOT_TOLD) {
				assertThat(read).isCloseTo(NOW, within(kind.wholeSeconds(octets) || size == 8 ? 999L : 0L));
			}
			for (String hex : new String[] { "ffffffffffffffff", "0000000000000000", "8000000000000000", "ffffffff" }) {
				kind.ms(Octets.hex(hex));
			}
		}
	}

}
