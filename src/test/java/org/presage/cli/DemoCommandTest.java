/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The demo through a peer of micro-ONOS: server, peer and simulator over real ports. */
class DemoCommandTest extends Terminal {

	/** What the command shows of one cell in a few seconds. */
	private String shown(String... options) {
		List<String> args = new ArrayList<>(List.of("demo", "--cells", "1", "--seconds", "7", "--grpc-port", "0",
				"--http-port", "0", "presage.loop.budget=1s"));
		args.addAll(List.of(options));
		PrintStream console = System.out;
		ByteArrayOutputStream shown = new ByteArrayOutputStream();
		System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
		try {
			assertThat(run(args.toArray(String[]::new))).isZero();
		}
		finally {
			System.setOut(console);
		}
		return shown.toString(StandardCharsets.UTF_8);
	}

	@ParameterizedTest
	@CsvSource({ "--onos, presage:ccc", "--osc, presage:ccc", "--osc, oai:rc-b", "--osc, srsran:rc-a" })
	void cellsBehindARicArePlannedAndFollow(String ric, String path) {
		assertThat(shown(ric, path)).contains("cell-0", "PLANNED").doesNotContain("DISTRUSTED");
	}

	@Test
	void slicesOfACellArePlannedTogether() {
		assertThat(shown("--slices")).contains("cell-0 voice", "PLANNED").doesNotContain("DISTRUSTED");
	}

	@ParameterizedTest
	@CsvSource({ "presage, DIALECT:CONTROL", "nobody:ccc, nobody", "presage:prb, 'ccc, rc-a, rc-b, rsm'" })
	void pathThatIsNoneIsNamed(String path, String told) {
		assertThat(run("demo", "--onos", path, "--grpc-port", "0", "--http-port", "0")).isEqualTo(2);
		assertThat(this.err.toString()).contains("E2 path").contains(told);
		assertThat(this.err.toString().lines()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "presage.e2.control=prb, '[ccc, rc-a, rc-b, rsm], found \"prb\"'",
			"presage.e2.dialect=nobody, '[standard, srsran, oai, xslice, ns-o-ran, presage], found \"nobody\"'",
			"presage.e2.plmn=1, 'MCC and MNC in 5 or 6 digits, found \"1\"'",
			"presage.onos.tls.trust=/none.pem, 'a PEM file, found /none.pem'" })
	void keyThatIsWrongStopsTheServerWithOneLine(String key, String told) {
		assertThat(run("serve", "--grpc-port", "0", "--http-port", "0", "presage.onos.target=localhost:1", key))
			.isNotZero();
		assertThat(this.err.toString()).contains(key.substring(0, key.indexOf('=')) + ": expected ").contains(told);
		assertThat(this.err.toString().lines()).hasSize(1);
	}

	@Test
	void slicesAreNotThereYet() {
		assertThat(run("demo", "--onos", "presage:ccc", "--slices")).isEqualTo(2);
		assertThat(this.err.toString()).contains("--onos, --osc: expected one of them, and cells without slices");
	}

}
