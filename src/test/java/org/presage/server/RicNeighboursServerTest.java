/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.util.List;
import java.util.function.BooleanSupplier;

import io.grpc.InsecureServerCredentials;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.e2.control.PrbControl;
import org.presage.ric.TestNode;
import org.presage.sim.onos.OnosPeer;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole server at a RIC that lists neighbours. */
class RicNeighboursServerTest {

	private static final String FIRST_CELL = TestNode.ID + "/00101-1";

	private static ConfigurableApplicationContext server(OnosPeer peer, boolean auto) {
		String address = "localhost:" + peer.port();
		return new SpringApplication(PresageServer.class).run("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.e2.plmn=00101", "--presage.onos.target=" + address, "--presage.onos.topo=" + address,
				"--presage.onos.tls.verification=plaintext", "--presage.neighbours.auto=" + auto);
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		for (int i = 0; i < 400 && !condition.getAsBoolean(); i++) {
			Thread.sleep(50);
		}
		assertThat(condition.getAsBoolean()).as("within 20 s").isTrue();
	}

	@Test
	void loopUsesTheRelationOfTheRicWhereItIsAskedFor() throws Exception {
		TestNode node = new TestNode(PrbControl.CCC);
		try (OnosPeer peer = new OnosPeer(0, InsecureServerCredentials.create(), List.of(node))) {
			peer.neighbours(TestNode.ID, TestNode.cell(1), List.of(TestNode.cell(0x454C001)));
			try (ConfigurableApplicationContext context = server(peer, true)) {
				NeighbourRelation relation = context.getBean(NeighbourRelation.class);
				await(() -> relation.get().of(FIRST_CELL).size() == 1);
				peer.neighbours(TestNode.ID, TestNode.cell(1), List.of());
				await(() -> relation.get().isEmpty());
				peer.neighbours(TestNode.ID, TestNode.cell(1), List.of(TestNode.cell(0x454C001)));
			}
			try (ConfigurableApplicationContext context = server(peer, false)) {
				await(() -> peer.transactions().size() == 2);
				assertThat(context.getBean(NeighbourRelation.class).get().isEmpty()).isTrue();
			}
		}
	}

}
