/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.base.Clock;
import org.presage.sim.e2.E2Peer;
import org.presage.sim.e2.KpmCell;
import org.presage.sim.e2.ReturningNetwork;

import static org.assertj.core.api.Assertions.assertThat;

class OscNetworkTest extends ReturningNetwork {

	private final int rmrPort = freePort();

	private final int httpPort = freePort();

	@Override
	protected E2Peer peer(List<KpmCell> nodes) throws IOException {
		return new OscRic(this.rmrPort, this.httpPort, nodes, Clock.SYSTEM);
	}

	/** Also if it was unavailable for less time than silence takes to be noticed. */
	@ParameterizedTest
	@CsvSource({ "2000, manager", "200, manager", "2000, direct" })
	void everyCellIsPlannedAgainAfterTheRicWasAway(long awayMs, String subscriptions, @TempDir Path folder)
			throws IOException, InterruptedException {
		String managers = "http://localhost:" + this.httpPort;
		assertThat(returnMs(awayMs, "--presage.osc.enabled=true", "--presage.osc.host=localhost",
				"--presage.osc.rmr.host=localhost", "--presage.osc.rmr.bind=127.0.0.1", "--presage.osc.rmr.port=0",
				"--presage.osc.rmr.route-port=0", "--presage.osc.rmr.route-manager=localhost:" + this.rmrPort,
				"--presage.osc.subscription-manager=" + (subscriptions.equals("manager") ? managers : ""),
				"--presage.osc.app-manager=" + managers, "--presage.osc.e2-manager=" + managers,
				"--presage.osc.poll=200ms", "--presage.osc.state=" + folder.resolve("state.json")))
			.as("ms since it is back")
			.isLessThan(PROMISED_MS);
	}

}
