/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import org.presage.e2.asn1.Octets;
import org.presage.ric.CellIdentity;
import org.presage.ric.CellListing;
import org.presage.ric.EdgeSettings;
import org.presage.kpi.CellId;

/**
 * Neighbours in the aspect {@code onos.topo.E2Cell}, onos-api proto/onos/topo/ran.proto:
 * {@code neighbor_cell_ids}, which onos-pci writes and onos-mlb reads, and
 * {@code neighbor_information_nrs}, which onos-e2t writes from the Xn setup of a node.
 */
final class TopoNeighbours {

	private static final int PLMN_DIGITS = 6;

	private TopoNeighbours() {
	}

	/**
	 * What the topology lists of a cell.
	 * @param own identity of the cell
	 * @param aspect of it
	 * @param related cells that relations of the topology name as its neighbours
	 */
	static CellListing read(CellId cell, CellIdentity own, JsonNode aspect, List<CellIdentity> related) {
		List<CellIdentity> neighbours = new ArrayList<>(related);
		int[] unreadable = { 0 };
		Stream
			.concat(TopoView.either(aspect, "neighborCellIds", "neighbor_cell_ids").valueStream(),
					TopoView.either(aspect, "neighborInformationNrs", "neighbor_information_nrs")
						.valueStream()
						.map((information) -> TopoView.either(information, "nrCgi", "nr_cgi")))
			.limit(CellListing.MOST)
			.forEach((neighbour) -> {
				try {
					neighbours.add(identity(neighbour));
				}
				catch (IllegalArgumentException ex) {
					unreadable[0]++;
				}
			});
		return new CellListing(cell, own, neighbours, unreadable[0]);
	}

	/** Of a neighbour: its identity, perhaps with the PLMN before it. */
	private static CellIdentity identity(JsonNode neighbour) {
		String digits = TopoView.either(neighbour, "cellGlobalId", "cell_global_id").path("value").asString("");
		boolean withPlmn = digits.length() == PLMN_DIGITS + TopoView.NCI_DIGITS;
		Octets plmn = CellIdentity.plmn(withPlmn ? digits.substring(0, PLMN_DIGITS)
				: TopoView.either(neighbour, "plmnId", "plmn_id").asString(""));
		return new CellIdentity(plmn, EdgeSettings.Cell.nci(withPlmn ? digits.substring(PLMN_DIGITS) : digits));
	}

}
