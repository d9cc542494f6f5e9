/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A unit in a column's name becomes the KPI's, with the scale between them. */
class ColumnUnitTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private static KpiGuess guess(String name, double... values) {
		ColumnProfile column = new ColumnProfile(name, false);
		for (double value : values) {
			column.add(Double.toString(value));
		}
		return KpiGuess.of(column, Set.of());
	}

	@ParameterizedTest
	@CsvSource({ "DL_Durchsatz_Mbps, 1", "thr kbit/s, 0.001", "dlThroughputKbps, 0.001", "tput_Gbps, 1000",
			"bitrate [bit/s], 1e-6", "Throughput MB/s, 8", "tput_kBps, 0.008", "throughput (Gbit/s), 1000" })
	void ratesBecomeMbit(String name, double scale) {
		KpiGuess guess = guess(name, 1, 50);
		assertThat(guess.name()).isEqualTo("Throughput");
		assertThat(guess.unit()).isEqualTo("Mbit/s");
		assertThat(guess.scale()).isCloseTo(scale, within(1e-12));
		assertThat(guess.direction()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "Puffer_kB, Buffer, 1000", "bufferMBytes, Buffer, 1e6", "bsr [bytes], Buffer, 1",
			"queue_KiB, Buffer, 1024", "buffer_kbit, Buffer, 125", "Latenz_ms, Delay, 1", "delayUs, Delay, 0.001",
			"rtt [s], Delay, 1000", "latency_µs, Delay, 0.001", "BLER [%], BLER, 0.01", "bler_ratio, BLER, 1",
			"RSRP_dBm, RSRP, 1", "SINRdB sinr, SINR, 1" })
	void unitsOfStandardKpisAreScaled(String name, String kpi, double scale) {
		KpiGuess guess = guess(name, 0.25, 0.5);
		assertThat(guess.name()).isEqualTo(kpi);
		assertThat(guess.standard()).isTrue();
		assertThat(guess.scale()).isCloseTo(scale, within(1e-12));
		assertThat(guess.doubts()).doesNotContain("taken for");
	}

	@ParameterizedTest
	@CsvSource({ "Jitter_ms, ms, -1", "TxPower_dBm, dBm, 0", "gain dB, dB, 0", "Auslastung [%], %, 0",
			"load_ratio, ratio, 0", "volume_MB, MB, 0", "uplink_kbps, kbit/s, 1", "gap_s, s, -1" })
	void otherKpisKeepTheUnitOfTheirName(String name, String unit, int direction) {
		KpiGuess guess = guess(name, 0.25, 0.5);
		assertThat(guess.standard()).isFalse();
		assertThat(guess.unit()).isEqualTo(unit);
		assertThat(guess.scale()).isEqualTo(1);
		assertThat(guess.direction()).isEqualTo(direction);
	}

	@ParameterizedTest
	@CsvSource({ "buffer, taken for bytes: check", "delay, taken for ms: check", "tput, taken for Mbit/s: check",
			"xyz, check unit and range" })
	void unitThatIsNotInTheNameIsAsked(String name, String doubts) {
		assertThat(guess(name, 0.25, 0.5).doubts()).isEqualTo(doubts);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			sinr_dB         | "# sla: [{kpi: SINR, min: 0}]"      | {SINR: 1.0,
			latenz_ms       | "# sla: [{kpi: Delay, max: 100}]"   | {Delay: -1.0,
			jitter_ms       | "# sla: [{kpi: jitterMs, max: 1}]"  | {jitterMs: -1.0,
			buffer_kB       | "# sla: [{kpi: Buffer, max: 1000000}]" | {Buffer: -1.0,
			level_x         | "; or max if less is better"        | ; negative if less is better
			""")
	void exampleBoundsTheSideThatMatters(String column, String sla, String reward) throws IOException {
		StringBuilder text = new StringBuilder("t,prb,").append(column).append('\n');
		for (int t = 0; t < 20; t++) {
			text.append(String.format(Locale.ROOT, "%d,%d,%d%n", 100 * t, t % 7, t % 5));
		}
		Path file = Files.writeString(this.folder.resolve("t.csv"), text);
		assertThat(SchemaProposal.of(file, new SchemaProposal.Hints(null, null, null))).contains(sla.replace("\"", ""),
				reward);
	}

}
