/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Grammar.Family;
import org.presage.e2.sm.common.Plmn;
import org.presage.kpi.CellId;

/**
 * A cell to subscribe to.
 *
 * @param node as the RIC names it
 * @param dialect of the node's reports
 * @param advertised measurements that the node offers; empty if not known
 * @param cell of the node
 * @param grammar that is configured; null: it is found out
 * @param ownDialect whether the dialect is configured for this node
 * @param evidence what tells the node's grammar
 */
public record CellTarget(String node, String dialect, List<String> advertised, EdgeSettings.Cell cell,
		@Nullable Family grammar, boolean ownDialect, KpmEvidence evidence) {

	/** A node that nothing else is known of. */
	public CellTarget(String node, String dialect, List<String> advertised, EdgeSettings.Cell cell) {
		this(node, dialect, advertised, cell, null, false, KpmEvidence.NONE);
	}

	/** The same with what the node was found to offer, unless that was known. */
	public CellTarget offering(List<String> found, KpmEvidence seen) {
		return new CellTarget(this.node, this.dialect, this.advertised.isEmpty() ? found : this.advertised, this.cell,
				this.grammar, this.ownDialect, seen.found().isEmpty() ? this.evidence : seen);
	}

	/** The same with what was found of the cell, unless that was known. */
	CellTarget completed(CellTarget seen) {
		CellTarget known = offering(seen.advertised, seen.evidence);
		String object = seen.cell.objectId();
		return (this.cell.objectId() != null || object == null) ? known : new CellTarget(known.node, known.dialect,
				known.advertised, this.cell.named(object), known.grammar, known.ownDialect, known.evidence);
	}

	/** As it is named on our own API too. */
	public CellId id() {
		return new CellId(this.node, Plmn.digits(this.cell.plmn()) + "-" + Long.toHexString(this.cell.nci()));
	}

	/** Where it is, world-wide. */
	public CellGlobalId globalId() {
		return this.cell.eutra() ? new CellGlobalId.Eutra(this.cell.plmn(), this.cell.nci()) : nrId();
	}

	/** The same where control knows cells of NR only. */
	CellGlobalId.Nr nrId() {
		return new CellGlobalId.Nr(this.cell.plmn(), this.cell.nci());
	}

}
