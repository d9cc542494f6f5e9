/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code presage policy check} as an operator calls it. */
class PolicyCheckCommandTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void saysWhatWouldBeInForce() throws IOException {
		Path file = this.folder.resolve("site.yaml");
		Files.writeString(file,
				"""
						night: {scope: {network: true}, prbs: {max: 30}, validity: {from: 2027-01-15T22:00:00Z, duration_s: 3600}}
						stadium: {scope: {cells: [{node: gnb, cell: c}]}, prbs: {max: 40}}
						""");
		assertThat(run("policy", "check", file.toString(), "--at", "2027-01-15T22:00:00Z")).as(this.err.toString())
			.isZero();
		assertThat(this.out.toString().replaceAll(" +", " ")).contains(
				"night: the network, from 2027-01-15T22:00:00Z until 2027-01-15T23:00:00Z, enforced",
				" prbs.max is overridden by stadium in gnb/c", "stadium: gnb/c, always, enforced",
				"in force for the network\n prbs.max 30 (night)", "in force for gnb/c\n prbs.max 40 (stadium)");
		this.out.getBuffer().setLength(0);
		assertThat(run("policy", "check", file.toString(), "--at", "2027-01-15T23:00:00Z")).isZero();
		assertThat(this.out.toString()).contains("not enforced: not its time")
			.doesNotContain("in force for the network");
	}

	@Test
	void whatIsSentHasATimeOfReceipt() throws IOException {
		Path file = this.folder.resolve("soon.json");
		Files.writeString(file, "{\"scope\": {\"network\": true}, \"risk\": 1, \"validity\": {\"duration_s\": 60}}");
		assertThat(run("policy", "check", file.toString())).isEqualTo(ExitCodes.INPUT);
		assertThat(run("policy", "check", "--sent", file.toString(), "--at", "2027-01-15T22:00:00Z")).isZero();
		assertThat(this.out.toString()).contains("until 2027-01-15T22:01:00Z, enforced");
	}

	@Test
	void whatIsRefusedIsNamed() throws IOException {
		Path file = this.folder.resolve("a.json");
		Files.writeString(file, "{\"scope\": {\"network\": true}, \"reward_weights\": {\"Sinr\": 1}}");
		assertThat(run("policy", "check", file.toString())).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("presage: a: $.reward_weights.Sinr: expected a KPI of the model");
		assertThat(run("policy", "check", file.toString(), "--at", "noon")).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("--at: expected a time with its zone");
	}

}
