/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

/**
 * Whose KPIs these are: one cell of one E2 node, or one slice of that cell.
 *
 * @param node E2 node id
 * @param cell cell id: PLMN and NR cell identity, or free text
 * @param slice S-NSSAI as {@code SST} or {@code SST-SD}; empty for the whole cell
 */
public record CellId(String node, String cell, String slice) {

	public CellId(String node, String cell) {
		this(node, cell, "");
	}

	/** The cell without its slice. */
	public CellId whole() {
		return this.slice.isEmpty() ? this : new CellId(this.node, this.cell);
	}

	@Override
	public String toString() {
		return this.node + "/" + this.cell + (this.slice.isEmpty() ? "" : "/" + this.slice);
	}

}
