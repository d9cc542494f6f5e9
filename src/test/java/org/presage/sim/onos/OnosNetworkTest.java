/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.onos;

import java.io.IOException;
import java.util.List;

import io.grpc.InsecureServerCredentials;
import org.junit.jupiter.api.Test;

import org.presage.sim.e2.E2Peer;
import org.presage.sim.e2.KpmCell;
import org.presage.sim.e2.ReturningNetwork;

import static org.assertj.core.api.Assertions.assertThat;

class OnosNetworkTest extends ReturningNetwork {

	private final int port = freePort();

	@Override
	protected E2Peer peer(List<KpmCell> nodes) throws IOException {
		return new OnosPeer(this.port, InsecureServerCredentials.create(), nodes);
	}

	@Test
	void everyCellIsPlannedAgainAfterTheNetworkWasAway() throws IOException, InterruptedException {
		assertThat(returnMs(2000, "--presage.onos.target=localhost:" + this.port,
				"--presage.onos.topo=localhost:" + this.port, "--presage.onos.tls.verification=plaintext"))
			.as("ms since it is back")
			.isLessThan(PROMISED_MS);
	}

}
