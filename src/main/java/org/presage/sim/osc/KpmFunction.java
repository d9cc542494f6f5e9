/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.BitString;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.GlobalNodeId;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.kpm.KpmNode;
import org.presage.e2.sm.kpm.RanFunction;
import org.presage.e2.sm.kpm.RanFunction.Advertised;
import org.presage.e2.sm.kpm.RanFunction.Name;
import org.presage.e2.sm.kpm.RanFunction.ReportStyle;
import org.presage.e2.sm.kpm.RanFunction.TriggerStyle;
import org.presage.ric.osc.NodeDetails;
import org.presage.sim.e2.PeerNode;

/** E2SM-KPM as a node offers it in its E2 setup. */
public final class KpmFunction {

	private static final String E2SM = "1.3.6.1.4.1.53148.1.";

	private KpmFunction() {
	}

	/**
	 * Periodic reports of a cell (style 1) and of its devices (style 4), of a node that
	 * speaks the standard grammar.
	 * @param id RAN function id, 0 to 4095
	 * @param measurements that both may hold
	 */
	public static NodeDetails.Function offering(int id, List<String> measurements) {
		return offering(id, measurements, Grammar.STANDARD, null);
	}

	/**
	 * The same of a simulated node, in its grammar.
	 * @param id RAN function id, 0 to 4095
	 */
	static NodeDetails.Function of(int id, PeerNode node) {
		List<KpmNode.Cell> cells = node.cells().stream().map((c) -> new KpmNode.Cell(node.objectId(c), c)).toList();
		GlobalNodeId gnb = new GlobalNodeId(node.cells().getFirst().plmn(),
				new GlobalNodeId.NodeId.Gnb(BitString.of("0".repeat(22))));
		return offering(id, node.measurements(), node.grammar(),
				List.of(new KpmNode.Listed(new KpmNode.Gnb(gnb, null, null), cells)));
	}

	private static NodeDetails.Function offering(int id, List<String> measurements, Grammar grammar,
			@Nullable List<KpmNode.Listed> nodes) {
		List<Advertised> list = measurements.stream().map((name) -> new Advertised(name, null, null)).toList();
		// As srsRAN, FlexRIC and ran-simulator have them.
		int revision = switch (grammar.family()) {
			case STANDARD -> 0;
			case FLEXRIC_LEGACY -> 3;
			case KPM_V2_00 -> 1;
			case KPM_V2_01 -> 2;
		};
		String oid = E2SM + ((grammar.family() == Grammar.Family.FLEXRIC_LEGACY) ? 3 : 2) + ".2.2";
		ReportStyle cell = new ReportStyle(1, "E2 Node Measurement", 1, list, 1, 1);
		ReportStyle devices = new ReportStyle(4, "Common Condition-based, UE-level Measurement", 4, list, 1, 3);
		RanFunction function = new RanFunction(new Name("ORAN-E2SM-KPM", oid, "KPM Monitor", null),
				List.of(new TriggerStyle(1, "Periodic report", 1)),
				grammar.isV200() ? List.of(cell) : List.of(cell, devices), grammar.isV200() ? nodes : null);
		return new NodeDetails.Function(id, revision, oid, Octets.of(RanFunction.TYPES.in(grammar).encode(function)));
	}

}
