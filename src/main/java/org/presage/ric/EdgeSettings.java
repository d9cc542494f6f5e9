package org.presage.ric;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.control.ControlMode;
import org.presage.e2.asn1.Octets;
import org.presage.e2.control.PrbControl;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.common.UeId;

/**
 * How E2 nodes are treated, whichever RIC lies between.
 *
 * @param mode what is done with decisions
 * @param control how a node is told
 * @param timing when to give up
 * @param dialect of nodes that name none
 * @param receiptClock whether intervals end when their indication comes, because the
 * nodes' clocks cannot be used
 * @param plmn of cells that name none, three octets
 * @param prbs of carriers that name none; 0 for the model's
 * @param slice that the whole cell is controlled as
 * @param ue device that control is addressed to while no report has named one
 * @param nodes known without being discovered
 */
public record EdgeSettings(ControlMode mode, PrbControl control, Timing timing, String dialect, boolean receiptClock,
		Octets plmn, int prbs, Snssai slice, UeId ue, List<Node> nodes) {

	/** The cells of the configured nodes. */
	public List<CellTarget> targets() {
		List<CellTarget> targets = new ArrayList<>();
		for (Node node : this.nodes) {
			String own = node.dialect();
			for (Cell cell : node.cells()) {
				targets.add(new CellTarget(node.id(), (own != null) ? own : this.dialect, node.measurements(), cell));
			}
		}
		return targets;
	}

	/** The same for nodes that are discovered only. */
	public EdgeSettings withoutNodes() {
		return new EdgeSettings(this.mode, this.control, this.timing, this.dialect, this.receiptClock, this.plmn,
				this.prbs, this.slice, this.ue, List.of());
	}

	/**
	 * When to give up.
	 *
	 * @param controlMs until a control that nobody answers has timed out
	 * @param silenceMs without an indication until a subscription is made anew
	 * @param staleMs age at which a late indication is dropped
	 * @param retryMs longest pause between two attempts
	 */
	public record Timing(long controlMs, long silenceMs, long staleMs, long retryMs) {
	}

	/**
	 * An E2 node.
	 *
	 * @param id as the E2 termination names it
	 * @param dialect of its reports; null for the default one
	 * @param measurements that it offers; empty if not known
	 * @param cells of it
	 */
	public record Node(String id, @Nullable String dialect, List<String> measurements, List<Cell> cells) {
	}

	/**
	 * A cell.
	 *
	 * @param plmn three octets
	 * @param nci NR cell identity, 36 bits; of E-UTRA 28 bits
	 * @param prbs of its carrier; 0 for the model's
	 * @param eutra whether it is a cell of E-UTRA
	 */
	public record Cell(Octets plmn, long nci, int prbs, boolean eutra) {

		/** A cell of NR. */
		public Cell(Octets plmn, long nci, int prbs) {
			this(plmn, nci, prbs, false);
		}

		/**
		 * The NR cell identity that up to nine hexadecimal digits are.
		 * @throws IllegalArgumentException if they are not
		 */
		public static long nci(String digits) {
			if (!digits.matches("[0-9a-fA-F]{1,9}")) {
				throw new InvalidInputException("nci", "up to 9 hexadecimal digits", "\"" + digits + '"');
			}
			return Long.parseLong(digits, 16);
		}

	}

}
