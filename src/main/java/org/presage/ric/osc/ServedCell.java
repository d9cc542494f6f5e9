/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import org.presage.base.InvalidInputException;
import org.presage.base.JsonValue;
import org.presage.e2.asn1.Octets;
import org.presage.ric.CellIdentity;
import org.presage.ric.CellListing;
import org.presage.ric.EdgeSettings;

/**
 * A cell in the E2 manager's record of a node, with its neighbours: {@code ServedNRCell}
 * of gnb.proto, {@code ServedCellInfo} of enb.proto. The manager does not check what was
 * written into them.
 *
 * @param cell PLMN and cell identity in hexadecimal digits, a colon between them
 * @param eutra whether it and its neighbours are cells of E-UTRA
 * @param neighbours in the same form; what is no text is empty
 */
public record ServedCell(String cell, boolean eutra, List<String> neighbours) {

	/** Of 36 bits. */
	private static final int NCI_DIGITS = 9;

	/** Of 28 bits. */
	private static final int ECI_DIGITS = 7;

	public ServedCell {
		neighbours = List.copyOf(neighbours);
	}

	/** Those of a gNB or an eNB of whose neighbours anything is listed. */
	static List<ServedCell> of(JsonValue node) {
		List<ServedCell> cells = new ArrayList<>();
		values(node.inside("servedNrCells")).forEach(
				(cell) -> cells.add(new ServedCell(cell.path("servedNrCellInformation").path("cellId").asString(""),
						false, neighbours(cell.path("nrNeighbourInfos"), "nrCgi"))));
		values(node.inside("servedCells")).forEach((cell) -> cells.add(new ServedCell(cell.path("cellId").asString(""),
				true, neighbours(cell.path("neighbourInfos"), "ecgi"))));
		cells.removeIf((cell) -> cell.neighbours.isEmpty());
		return cells;
	}

	private static Stream<JsonNode> values(JsonValue list) {
		return (list.node() != null && list.node().isArray()) ? list.node().valueStream() : Stream.of();
	}

	private static List<String> neighbours(JsonNode infos, String identity) {
		return infos.valueStream().limit(CellListing.MOST).map((info) -> info.path(identity).asString("")).toList();
	}

	/**
	 * A cell as {@code 00f110:000000019b}, the 36 or 28 bits perhaps filled up to whole
	 * octets.
	 * @throws IllegalArgumentException if it is none
	 */
	static CellIdentity identity(String text, boolean eutra) {
		int colon = text.indexOf(':');
		if (colon < 0) {
			throw new InvalidInputException("cellId", "PLMN:NCI", "\"" + text + '"');
		}
		String digits = text.substring(colon + 1);
		int most = eutra ? ECI_DIGITS : NCI_DIGITS;
		return new CellIdentity(Octets.hex(text.substring(0, colon)),
				EdgeSettings.Cell.nci((digits.length() == most + 1) ? digits.substring(0, most) : digits));
	}

	/** Whether this is that cell. */
	boolean is(EdgeSettings.Cell other) {
		try {
			return identity(this.cell, this.eutra).equals(new CellIdentity(other.plmn(), other.nci()));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
