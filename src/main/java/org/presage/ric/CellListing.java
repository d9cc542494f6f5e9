/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.List;

import org.presage.kpi.CellId;

/**
 * What a RIC lists of the neighbours of a cell.
 *
 * @param cell as reports name it
 * @param own identity of it
 * @param neighbours in the RIC's order; empty if it lists none
 * @param unreadable entries that are no identity of a cell
 */
public record CellListing(CellId cell, CellIdentity own, List<CellIdentity> neighbours, int unreadable) {

	/** Neighbours of a cell that are read: as many as XnAP and X2AP allow. */
	public static final int MOST = 1024;

	public CellListing {
		neighbours = List.copyOf(neighbours);
	}

	/** A cell that the RIC may list as a neighbour, but of which it lists none. */
	public static CellListing of(CellTarget target) {
		return new CellListing(target.id(), new CellIdentity(target.cell().plmn(), target.cell().nci()), List.of(), 0);
	}

}
