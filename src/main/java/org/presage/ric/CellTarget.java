package org.presage.ric;

import java.util.List;

import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Plmn;
import org.presage.kpi.CellId;

/**
 * A cell to subscribe to.
 *
 * @param node as the RIC names it
 * @param dialect of the node's reports
 * @param advertised measurements that the node offers; empty if not known
 * @param cell of the node
 */
public record CellTarget(String node, String dialect, List<String> advertised, EdgeSettings.Cell cell) {

	/** The same with what the node was found to offer, unless that was known. */
	public CellTarget offering(List<String> found) {
		return this.advertised.isEmpty() ? new CellTarget(this.node, this.dialect, found, this.cell) : this;
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
