/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.common;

import org.presage.e2.asn1.BitString;
import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.Per.bits;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * A base station, world-wide.
 *
 * @param plmn three octets
 * @param node which of the network's stations
 */
public record GlobalNodeId(Octets plmn, NodeId node) {

	/** GlobalGNB-ID. */
	public static final PerType<GlobalNodeId> GNB = global("GlobalGNB-ID", "gNB-ID", choice("GNB-ID",
			(c) -> c.root("gNB-ID", NodeId.Gnb.class, bits(22, 32).as(NodeId.Gnb::new, NodeId.Gnb::id))));

	/** GlobalNgENB-ID. */
	static final PerType<GlobalNodeId> NG_ENB = global("GlobalNgENB-ID", "ngENB-ID", choice("NgENB-ID", (c) -> {
		c.root("macroNgENB-ID", NodeId.Macro.class, bits(20).as(NodeId.Macro::new, NodeId.Macro::id));
		c.root("shortMacroNgENB-ID", NodeId.ShortMacro.class,
				bits(18).as(NodeId.ShortMacro::new, NodeId.ShortMacro::id));
		c.root("longMacroNgENB-ID", NodeId.LongMacro.class, bits(21).as(NodeId.LongMacro::new, NodeId.LongMacro::id));
	}));

	/** GlobalENB-ID. */
	static final PerType<GlobalNodeId> ENB = global("GlobalENB-ID", "eNB-ID", choice("ENB-ID", (c) -> {
		c.root("macro-eNB-ID", NodeId.Macro.class, bits(20).as(NodeId.Macro::new, NodeId.Macro::id));
		c.root("home-eNB-ID", NodeId.Home.class, bits(28).as(NodeId.Home::new, NodeId.Home::id));
		c.extension("short-Macro-eNB-ID", NodeId.ShortMacro.class,
				bits(18).as(NodeId.ShortMacro::new, NodeId.ShortMacro::id));
		c.extension("long-Macro-eNB-ID", NodeId.LongMacro.class,
				bits(21).as(NodeId.LongMacro::new, NodeId.LongMacro::id));
	}));

	/** GlobalNGRANNodeID. */
	static final PerType<NgRanNode> NG_RAN = choice("GlobalNGRANNodeID", (c) -> {
		c.root("gNB", NgRanNode.Gnb.class, GNB.as(NgRanNode.Gnb::new, NgRanNode.Gnb::id));
		c.root("ng-eNB", NgRanNode.NgEnb.class, NG_ENB.as(NgRanNode.NgEnb::new, NgRanNode.NgEnb::id));
	});

	private static PerType<GlobalNodeId> global(String name, String nodeName, PerType<NodeId> nodeType) {
		return sequence(name, (s) -> {
			var plmn = s.required("pLMNIdentity", Plmn.TYPE, GlobalNodeId::plmn);
			var node = s.required(nodeName, nodeType, GlobalNodeId::node);
			return (v) -> new GlobalNodeId(v.get(plmn), v.get(node));
		});
	}

	/** A station inside a network. */
	public sealed interface NodeId {

		/** 22 to 32 bits. */
		record Gnb(BitString id) implements NodeId {
		}

		/** 20 bits. */
		record Macro(long id) implements NodeId {
		}

		/** 28 bits. */
		record Home(long id) implements NodeId {
		}

		/** 18 bits. */
		record ShortMacro(long id) implements NodeId {
		}

		/** 21 bits. */
		record LongMacro(long id) implements NodeId {
		}

	}

	/** A station of the 5G access network. */
	public sealed interface NgRanNode {

		/** A gNB. */
		record Gnb(GlobalNodeId id) implements NgRanNode {
		}

		/** An LTE station at the 5G core. */
		record NgEnb(GlobalNodeId id) implements NgRanNode {
		}

	}

}
