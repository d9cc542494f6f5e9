/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The ways in which nodes write a header. */
class IndicationHeaderTest {

	@ParameterizedTest
	@CsvSource({
			// eight octets of NTP, no names
			"00eb6ccc8080000000, eb6ccc8080000000, , , 2025-03-01T00:00:00.500Z",
			// NTP after 2036 begins at 0 again
			"000000000a00000000, 0000000a00000000, , , 2036-02-07T06:28:26Z",
			// four octets: seconds since 1970, and since 1900
			"0067c24e00, 67c24e00, , , 2025-03-01T00:00:00Z", "00eb6ccc80, eb6ccc80, , , 2025-03-01T00:00:00Z",
			// names whose bounds are invisible (Erlang), or have an extension bit (asn1c)
			"08eb6ccc808000000006737273676e62, eb6ccc8080000000, , srsgnb, 2025-03-01T00:00:00.500Z",
			"0a67c24e0006737273676e6203616263, 67c24e00, , srsgnb, 2025-03-01T00:00:00Z" })
	void timeAndNames(String hex, String time, String version, String sender, Instant start) {
		IndicationHeader header = IndicationHeader.TYPE.decode(HexFormat.of().parseHex(hex));
		assertThat(header.collectStartTime()).hasToString(time);
		assertThat(header.senderName()).isEqualTo(sender);
		assertThat(header.fileFormatversion()).isEqualTo(version);
		assertThat(Instant.ofEpochMilli(header.startTimeMs())).isEqualTo(start);
		assertThat(HexFormat.of().formatHex(IndicationHeader.TYPE.encode(header))).isEqualTo(hex);
	}

	@ParameterizedTest
	@CsvSource({ "2025-03-01T00:00:00.500Z, 00eb6ccc8080000000, 0067c24e00",
			"2036-02-07T06:28:26.001Z, 000000000a00418938, 007c55818a",
			"1999-12-31T23:59:59.999Z, 00bc17c1ffffbe76c9, 00386d437f" })
	void timeOfOurs(Instant start, String eight, String four) {
		IndicationHeader ntp = IndicationHeader.startingAt(start.toEpochMilli(), false);
		IndicationHeader seconds = IndicationHeader.startingAt(start.toEpochMilli(), true);
		assertThat(HexFormat.of().formatHex(IndicationHeader.TYPE.encode(ntp))).isEqualTo(eight);
		assertThat(HexFormat.of().formatHex(IndicationHeader.TYPE.encode(seconds))).isEqualTo(four);
		assertThat(Instant.ofEpochMilli(ntp.startTimeMs())).isEqualTo(start);
		assertThat(Instant.ofEpochMilli(seconds.startTimeMs())).isEqualTo(start.truncatedTo(ChronoUnit.SECONDS));
	}

	/** asn1c's reading of the grammar: length 3 in four bits behind an extension bit. */
	@ParameterizedTest
	@CsvSource({ "10eb6ccc808000000018763130, eb6ccc8080000000", "1067c24e0018763130, 67c24e00" })
	void namesWithVisibleBounds(String hex, String time) {
		IndicationHeader header = IndicationHeader.TYPE.decode(HexFormat.of().parseHex(hex));
		assertThat(header.collectStartTime()).hasToString(time);
		assertThat(header.fileFormatversion()).isEqualTo("v10");
	}

}
