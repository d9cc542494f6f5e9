/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.io.IOException;
import java.util.List;

import io.grpc.InsecureServerCredentials;
import org.junit.jupiter.api.Test;

import org.presage.e2.control.PrbControl;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Plmn;
import org.presage.kpi.Neighbours;
import org.presage.ric.RicNeighbours;
import org.presage.ric.TestNode;
import org.presage.sim.onos.OnosPeer;

import static org.assertj.core.api.Assertions.assertThat;

/** Neighbours that onos-pci writes into the topology, while the edge watches it. */
class OnosNeighboursTest extends OnosFixture {

	private static final String OTHER = "gnb:1/65";

	private static final CellGlobalId.Nr FAR = TestNode.cell(0x65001);

	private static final String FIRST_CELL = TestNode.ID + "/00101-1";

	private static final String SECOND_CELL = TestNode.ID + "/00101-454c001";

	private List<String> of(String cell) {
		return this.related.get().of(cell).stream().map(Neighbours.Neighbour::cell).toList();
	}

	/** Two nodes, three cells. */
	private OnosPeer watched() throws IOException {
		this.neighbours = new RicNeighbours("the topology", this.related::set);
		OnosPeer peer = new OnosPeer(0, InsecureServerCredentials.create(),
				List.of(this.node, new TestNode(OTHER, PrbControl.CCC, List.of(FAR))));
		this.peers.add(peer);
		return peer;
	}

	@Test
	void whatChangesInTheTopologyChangesTheRelation() throws IOException {
		OnosPeer peer = watched();
		peer.neighbours(TestNode.ID, TestNode.cell(1), List.of(FAR, TestNode.cell(1), FAR, TestNode.cell(99)));
		adapter(peer.port(), true);
		await(() -> of(FIRST_CELL).equals(List.of(OTHER + "/00101-65001")));
		assertThat(this.related.get().related()).as("the other way round nobody says").isOne();
		peer.neighbours(OTHER, FAR, List.of(TestNode.cell(0x454C001)));
		await(() -> of(OTHER + "/00101-65001").equals(List.of(SECOND_CELL)));
		peer.neighbours(TestNode.ID, TestNode.cell(1), List.of());
		await(() -> of(FIRST_CELL).isEmpty());
		assertThat(of(OTHER + "/00101-65001")).containsExactly(SECOND_CELL);
	}

	@Test
	void cellOfAnotherNetworkIsNoNeighbour() throws IOException {
		OnosPeer peer = watched();
		CellGlobalId.Nr sameNumber = new CellGlobalId.Nr(Plmn.of("314628"), FAR.nci());
		peer.neighbours(TestNode.ID, TestNode.cell(1), List.of(sameNumber, TestNode.cell(0x454C001)));
		adapter(peer.port(), true);
		await(() -> of(FIRST_CELL).equals(List.of(SECOND_CELL)));
	}

}
