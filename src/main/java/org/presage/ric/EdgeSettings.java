/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.base.SettingNames;
import org.presage.control.ControlMode;
import org.presage.e2.asn1.Octets;
import org.presage.e2.control.PrbControl;
import org.presage.e2.sm.common.Grammar.Family;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.common.UeId;

/**
 * How E2 nodes are treated, whichever RIC lies between.
 *
 * @param mode what is done with decisions
 * @param control how controls are sent to a node
 * @param timing when to give up
 * @param dialect of nodes that name none
 * @param receiptClock whether intervals end when their indication comes, because the
 * nodes' clocks cannot be used
 * @param plmn of cells that name none, three octets
 * @param prbs of carriers that name none; 0 for the model's
 * @param slice that the whole cell is controlled as
 * @param ue device that control is addressed to while no report has named one
 * @param nodes known without being discovered
 * @param grammar that all nodes speak which name none; null: it is found out
 * @param names of these settings in messages
 */
public record EdgeSettings(ControlMode mode, PrbControl control, Timing timing, String dialect, boolean receiptClock,
		Octets plmn, int prbs, Snssai slice, UeId ue, List<Node> nodes, @Nullable Family grammar, SettingNames names) {

	/**
	 * Settings that no configuration was mapped to; the grammar of each node is found
	 * out.
	 */
	public EdgeSettings(ControlMode mode, PrbControl control, Timing timing, String dialect, boolean receiptClock,
			Octets plmn, int prbs, Snssai slice, UeId ue, List<Node> nodes) {
		this(mode, control, timing, dialect, receiptClock, plmn, prbs, slice, ue, nodes, null, SettingNames.PLAIN);
	}

	/** The cells of the configured nodes. */
	public List<CellTarget> targets() {
		List<CellTarget> targets = new ArrayList<>();
		for (Node node : this.nodes) {
			String own = node.dialect();
			for (Cell cell : node.cells()) {
				targets.add(new CellTarget(node.id(), (own != null) ? own : this.dialect, node.measurements(), cell,
						(node.grammar() != null) ? node.grammar() : this.grammar, own != null, KpmEvidence.NONE));
			}
		}
		return targets;
	}

	/** The same for nodes that are discovered only. */
	public EdgeSettings withoutNodes() {
		return new EdgeSettings(this.mode, this.control, this.timing, this.dialect, this.receiptClock, this.plmn,
				this.prbs, this.slice, this.ue, List.of(), this.grammar, this.names);
	}

	/**
	 * When to give up.
	 *
	 * @param controlMs until a control that nobody answers has timed out
	 * @param silenceMs without an indication until a subscription is renewed
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
	 * @param grammar that it speaks; null: it is found out
	 */
	public record Node(String id, @Nullable String dialect, List<String> measurements, List<Cell> cells,
			@Nullable Family grammar) {

		/** Its grammar is found out. */
		public Node(String id, @Nullable String dialect, List<String> measurements, List<Cell> cells) {
			this(id, dialect, measurements, cells, null);
		}

	}

	/**
	 * A cell.
	 *
	 * @param plmn three octets
	 * @param nci NR cell identity, 36 bits; of E-UTRA 28 bits
	 * @param prbs of its carrier; 0 for the model's
	 * @param objectId name of the cell in KPM v2.00; null if not known
	 * @param eutra whether it is a cell of E-UTRA
	 */
	public record Cell(Octets plmn, long nci, int prbs, @Nullable String objectId, boolean eutra) {

		/** A cell of NR, of a node of another grammar than KPM v2.00. */
		public Cell(Octets plmn, long nci, int prbs) {
			this(plmn, nci, prbs, null, false);
		}

		/** A cell of NR with its name in KPM v2.00. */
		public Cell(Octets plmn, long nci, int prbs, @Nullable String objectId) {
			this(plmn, nci, prbs, objectId, false);
		}

		/** The same with its name in KPM v2.00. */
		public Cell named(String object) {
			return new Cell(this.plmn, this.nci, this.prbs, object, this.eutra);
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
