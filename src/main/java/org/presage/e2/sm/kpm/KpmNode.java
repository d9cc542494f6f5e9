/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.GlobalNodeId;
import org.presage.e2.sm.common.GlobalNodeId.NodeId;
import org.presage.e2.sm.common.Plmn;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.Per.bits;
import static org.presage.e2.asn1.SequenceType.sequence;

/** GlobalKPMnode-ID of KPM v2.00: the node that a header or a RAN function is of. */
public sealed interface KpmNode {

	/** GlobalKPMnode-ID. */
	PerType<KpmNode> TYPE = KpmNodeTypes.NODE;

	/**
	 * A gNB.
	 *
	 * @param id of it
	 * @param cuUpId of its user plane, 36 bits; null without
	 * @param duId of its distributed unit, 36 bits; null without
	 */
	record Gnb(GlobalNodeId id, @Nullable Long cuUpId, @Nullable Long duId) implements KpmNode {
	}

	/**
	 * A gNB that an LTE station leads.
	 *
	 * @param id of it
	 * @param cuUpId of its user plane, 36 bits; null without
	 * @param duId of its distributed unit, 36 bits; null without
	 */
	record EnGnb(GlobalNodeId id, @Nullable Long cuUpId, @Nullable Long duId) implements KpmNode {
	}

	/**
	 * An LTE station at the 5G core.
	 *
	 * @param id of it
	 * @param shortMacroId 18 bits
	 * @param longMacroId 21 bits
	 * @param duId of its distributed unit, 36 bits; null without
	 */
	record NgEnb(GlobalNodeId id, long shortMacroId, long longMacroId, @Nullable Long duId) implements KpmNode {
	}

	/**
	 * An LTE station.
	 *
	 * @param id of it
	 */
	record Enb(GlobalNodeId id) implements KpmNode {
	}

	/**
	 * RIC-KPMNode-Item: a node and its cells.
	 *
	 * @param node which one
	 * @param cells null if not told
	 */
	record Listed(KpmNode node, @Nullable List<Cell> cells) {
	}

	/**
	 * Cell-Measurement-Object-Item.
	 *
	 * @param objectId name of the cell in subscriptions and indications
	 * @param cell which one
	 */
	record Cell(String objectId, CellGlobalId cell) {
	}

	/** The types in the grammar's order. */
	final class KpmNodeTypes {

		private static final PerType<Long> UNIT = Per.integer(0, 68_719_476_735L);

		private static final PerType<NgEnb> NG_ENB_ID = sequence("GlobalngeNB-ID", (s) -> {
			PerType<NodeId> kinds = choice("ENB-ID-Choice", (c) -> {
				c.root("enb-ID-macro", NodeId.Macro.class, bits(20).as(NodeId.Macro::new, NodeId.Macro::id));
				c.root("enb-ID-shortmacro", NodeId.ShortMacro.class,
						bits(18).as(NodeId.ShortMacro::new, NodeId.ShortMacro::id));
				c.root("enb-ID-longmacro", NodeId.LongMacro.class,
						bits(21).as(NodeId.LongMacro::new, NodeId.LongMacro::id));
			});
			var plmn = s.required("plmn-id", Plmn.TYPE, (NgEnb node) -> node.id().plmn());
			var id = s.required("enb-id", kinds, (node) -> node.id().node());
			var shortId = s.required("shortMacro-eNB-ID", bits(18), NgEnb::shortMacroId);
			var longId = s.required("longMacro-eNB-ID", bits(21), NgEnb::longMacroId);
			return (v) -> new NgEnb(new GlobalNodeId(v.get(plmn), v.get(id)), v.get(shortId), v.get(longId), null);
		});

		private static final PerType<GlobalNodeId> ENB_ID = sequence("GlobalENB-ID", (s) -> {
			PerType<NodeId> kinds = choice("ENB-ID", (c) -> {
				c.root("macro-eNB-ID", NodeId.Macro.class, bits(20).as(NodeId.Macro::new, NodeId.Macro::id));
				c.root("home-eNB-ID", NodeId.Home.class, bits(28).as(NodeId.Home::new, NodeId.Home::id));
			});
			var plmn = s.required("pLMN-Identity", Plmn.TYPE, GlobalNodeId::plmn);
			var id = s.required("eNB-ID", kinds, GlobalNodeId::node);
			return (v) -> new GlobalNodeId(v.get(plmn), v.get(id));
		});

		static final PerType<KpmNode> NODE = choice("GlobalKPMnode-ID", (c) -> {
			c.root("gNB", Gnb.class, sequence("GlobalKPMnode-gNB-ID", (s) -> {
				var id = s.required("global-gNB-ID", GlobalNodeId.GNB, Gnb::id);
				var cuUp = s.optional("gNB-CU-UP-ID", UNIT, Gnb::cuUpId);
				var du = s.optional("gNB-DU-ID", UNIT, Gnb::duId);
				return (v) -> new Gnb(v.get(id), v.orNull(cuUp), v.orNull(du));
			}));
			c.root("en-gNB", EnGnb.class, sequence("GlobalKPMnode-en-gNB-ID", (s) -> {
				var id = s.required("global-gNB-ID", GlobalNodeId.GNB, EnGnb::id);
				var cuUp = s.optional("gNB-CU-UP-ID", UNIT, EnGnb::cuUpId);
				var du = s.optional("gNB-DU-ID", UNIT, EnGnb::duId);
				return (v) -> new EnGnb(v.get(id), v.orNull(cuUp), v.orNull(du));
			}));
			c.root("ng-eNB", NgEnb.class, sequence("GlobalKPMnode-ng-eNB-ID", (s) -> {
				var id = s.required("global-ng-eNB-ID", NG_ENB_ID, (NgEnb node) -> node);
				var du = s.optional("gNB-DU-ID", UNIT, NgEnb::duId);
				return (v) -> new NgEnb(v.get(id).id(), v.get(id).shortMacroId(), v.get(id).longMacroId(),
						v.orNull(du));
			}));
			c.root("eNB", Enb.class, sequence("GlobalKPMnode-eNB-ID", (s) -> {
				var id = s.required("global-eNB-ID", ENB_ID, Enb::id);
				return (v) -> new Enb(v.get(id));
			}));
		});

		static final PerType<Listed> LISTED = sequence("RIC-KPMNode-Item", (s) -> {
			PerType<Cell> cell = sequence("Cell-Measurement-Object-Item", (f) -> {
				var object = f.required("cell-object-ID", ActionDefinitionTypes.CELL_OBJECT, Cell::objectId);
				var id = f.required("cell-global-ID", CellGlobalId.TYPE, Cell::cell);
				return (v) -> new Cell(v.get(object), v.get(id));
			});
			var node = s.required("ric-KPMNode-Type", NODE, Listed::node);
			var cells = s.optional("cell-Measurement-Object-List", Per.list(1, 16_384, cell), Listed::cells);
			return (v) -> new Listed(v.get(node), v.orNull(cells));
		});

		private KpmNodeTypes() {
		}

	}

}
