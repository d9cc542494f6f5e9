/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.common;

import java.util.List;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.Per.extensible;
import static org.presage.e2.asn1.Per.integer;
import static org.presage.e2.asn1.Per.list;
import static org.presage.e2.asn1.Per.octets;
import static org.presage.e2.asn1.SequenceType.sequence;

/** UEID and its seven kinds, in each grammar. */
final class UeIdTypes {

	private static final PerType<UeId.CellRnti> CELL_RNTI = sequence("Cell-RNTI", (s) -> {
		var rnti = s.required("c-RNTI", integer(0, 65_535), UeId.CellRnti::cRnti);
		var cell = s.required("cell-Global-ID", CellGlobalId.TYPE, UeId.CellRnti::cell);
		return (v) -> new UeId.CellRnti(v.get(rnti), v.get(cell));
	});

	private static final PerType<Long> UINT32 = integer(0, 0xFFFF_FFFFL);

	private static final PerType<Long> AMF_UE_NGAP_ID = integer(0, 0xFF_FFFF_FFFFL);

	private static final PerType<Long> X2AP_ID = integer(0, 4095);

	private static final PerType<Long> X2AP_EXTENSION = extensible(0, 4095);

	private static final PerType<Octets> RAN_UE_ID = octets(8);

	private static final PerType<List<Long>> F1AP_IDS = list(1, 4,
			item("UEID-GNB-CU-CP-F1AP-ID-Item", "gNB-CU-UE-F1AP-ID"));

	private static final PerType<List<Long>> E1AP_IDS = list(1, 65535,
			item("UEID-GNB-CU-CP-E1AP-ID-Item", "gNB-CU-CP-UE-E1AP-ID"));

	private static PerType<UeId.Gnb> gnb(Grammar grammar) {
		return sequence("UEID-GNB", (s) -> {
			var amf = s.required("amf-UE-NGAP-ID", AMF_UE_NGAP_ID, UeId.Gnb::amfUeNgapId);
			var guami = s.required("guami", Guami.TYPE, UeId.Gnb::guami);
			var f1ap = s.optional("gNB-CU-UE-F1AP-ID-List", F1AP_IDS, UeId.Gnb::f1apIds);
			var e1ap = s.optional("gNB-CU-CP-UE-E1AP-ID-List", E1AP_IDS, UeId.Gnb::e1apIds);
			var ran = s.optional("ran-UEID", RAN_UE_ID, UeId.Gnb::ranUeId);
			var xnap = s.optional("m-NG-RAN-UE-XnAP-ID", UINT32, UeId.Gnb::xnapId);
			var global = s.optional("globalGNB-ID", GlobalNodeId.GNB, UeId.Gnb::globalGnb);
			var node = s.extension("globalNG-RANNode-ID", GlobalNodeId.NG_RAN, UeId.Gnb::globalNode);
			var rnti = s.optional(grammar.addedInV4(), "cell-RNTI", CELL_RNTI, UeId.Gnb::cellRnti);
			return (v) -> new UeId.Gnb(v.get(amf), v.get(guami), v.orNull(f1ap), v.orNull(e1ap), v.orNull(ran),
					v.orNull(xnap), v.orNull(global), v.orNull(node), v.orNull(rnti));
		});
	}

	private static PerType<UeId.GnbDu> gnbDu(Grammar grammar) {
		return sequence("UEID-GNB-DU", (s) -> {
			var f1ap = s.required("gNB-CU-UE-F1AP-ID", UINT32, UeId.GnbDu::f1apId);
			var ran = s.optional("ran-UEID", RAN_UE_ID, UeId.GnbDu::ranUeId);
			var rnti = s.optional(grammar.addedInV4(), "cell-RNTI", CELL_RNTI, UeId.GnbDu::cellRnti);
			return (v) -> new UeId.GnbDu(v.get(f1ap), v.orNull(ran), v.orNull(rnti));
		});
	}

	private static final PerType<UeId.GnbCuUp> GNB_CU_UP = sequence("UEID-GNB-CU-UP", (s) -> {
		var e1ap = s.required("gNB-CU-CP-UE-E1AP-ID", UINT32, UeId.GnbCuUp::e1apId);
		var ran = s.optional("ran-UEID", RAN_UE_ID, UeId.GnbCuUp::ranUeId);
		return (v) -> new UeId.GnbCuUp(v.get(e1ap), v.orNull(ran));
	});

	private static PerType<UeId.NgEnb> ngEnb(Grammar grammar) {
		return sequence("UEID-NG-ENB", (s) -> {
			var amf = s.required("amf-UE-NGAP-ID", AMF_UE_NGAP_ID, UeId.NgEnb::amfUeNgapId);
			var guami = s.required("guami", Guami.TYPE, UeId.NgEnb::guami);
			var w1ap = s.optional("ng-eNB-CU-UE-W1AP-ID", UINT32, UeId.NgEnb::w1apId);
			var xnap = s.optional("m-NG-RAN-UE-XnAP-ID", UINT32, UeId.NgEnb::xnapId);
			var global = s.optional("globalNgENB-ID", GlobalNodeId.NG_ENB, UeId.NgEnb::globalNgEnb);
			var node = s.extension("globalNG-RANNode-ID", GlobalNodeId.NG_RAN, UeId.NgEnb::globalNode);
			var rnti = s.optional(grammar.addedInV4(), "cell-RNTI", CELL_RNTI, UeId.NgEnb::cellRnti);
			return (v) -> new UeId.NgEnb(v.get(amf), v.get(guami), v.orNull(w1ap), v.orNull(xnap), v.orNull(global),
					v.orNull(node), v.orNull(rnti));
		});
	}

	private static PerType<UeId.NgEnbDu> ngEnbDu(Grammar grammar) {
		return sequence("UEID-NG-ENB-DU", (s) -> {
			var w1ap = s.required("ng-eNB-CU-UE-W1AP-ID", UINT32, UeId.NgEnbDu::w1apId);
			var rnti = s.optional(grammar.addedInV4(), "cell-RNTI", CELL_RNTI, UeId.NgEnbDu::cellRnti);
			return (v) -> new UeId.NgEnbDu(v.get(w1ap), v.orNull(rnti));
		});
	}

	private static PerType<UeId.EnGnb> enGnb(Grammar grammar) {
		return sequence("UEID-EN-GNB", (s) -> {
			var x2ap = s.required("m-eNB-UE-X2AP-ID", X2AP_ID, UeId.EnGnb::x2apId);
			var more = s.optional("m-eNB-UE-X2AP-ID-Extension", X2AP_EXTENSION, UeId.EnGnb::x2apExtension);
			var global = s.required("globalENB-ID", GlobalNodeId.ENB, UeId.EnGnb::globalEnb);
			var f1ap = s.optional("gNB-CU-UE-F1AP-ID", UINT32, UeId.EnGnb::f1apId);
			var e1ap = s.optional("gNB-CU-CP-UE-E1AP-ID-List", E1AP_IDS, UeId.EnGnb::e1apIds);
			var ran = s.optional("ran-UEID", RAN_UE_ID, UeId.EnGnb::ranUeId);
			var rnti = s.optional(grammar.addedInV4(), "cell-RNTI", CELL_RNTI, UeId.EnGnb::cellRnti);
			return (v) -> new UeId.EnGnb(v.get(x2ap), v.orNull(more), v.get(global), v.orNull(f1ap), v.orNull(e1ap),
					v.orNull(ran), v.orNull(rnti));
		});
	}

	private static final PerType<UeId.Gummei> GUMMEI = sequence("GUMMEI", (s) -> {
		var plmn = s.required("pLMN-Identity", Plmn.TYPE, UeId.Gummei::plmn);
		var group = s.required("mME-Group-ID", octets(2), UeId.Gummei::group);
		var code = s.required("mME-Code", octets(1), UeId.Gummei::code);
		return (v) -> new UeId.Gummei(v.get(plmn), v.get(group), v.get(code));
	});

	private static PerType<UeId.Enb> enb(Grammar grammar) {
		return sequence("UEID-ENB", (s) -> {
			var s1ap = s.required("mME-UE-S1AP-ID", UINT32, UeId.Enb::s1apId);
			var gummei = s.required("gUMMEI", GUMMEI, UeId.Enb::gummei);
			var x2ap = s.optional("m-eNB-UE-X2AP-ID", X2AP_ID, UeId.Enb::x2apId);
			var more = s.optional("m-eNB-UE-X2AP-ID-Extension", X2AP_EXTENSION, UeId.Enb::x2apExtension);
			var global = s.optional("globalENB-ID", GlobalNodeId.ENB, UeId.Enb::globalEnb);
			var rnti = s.optional(grammar.addedInV4(), "cell-RNTI", CELL_RNTI, UeId.Enb::cellRnti);
			return (v) -> new UeId.Enb(v.get(s1ap), v.get(gummei), v.orNull(x2ap), v.orNull(more), v.orNull(global),
					v.orNull(rnti));
		});
	}

	private UeIdTypes() {
	}

	static PerType<UeId> of(Grammar grammar) {
		if (grammar.isV200()) {
			return Per.OCTETS.as(UeId.Opaque::new, UeIdTypes::opaque);
		}
		return choice("UEID", (c) -> {
			c.root("gNB-UEID", UeId.Gnb.class, gnb(grammar));
			c.root("gNB-DU-UEID", UeId.GnbDu.class, gnbDu(grammar));
			c.root("gNB-CU-UP-UEID", UeId.GnbCuUp.class, GNB_CU_UP);
			c.root("ng-eNB-UEID", UeId.NgEnb.class, ngEnb(grammar));
			c.root("ng-eNB-DU-UEID", UeId.NgEnbDu.class, ngEnbDu(grammar));
			c.root("en-gNB-UEID", UeId.EnGnb.class, enGnb(grammar));
			c.root("eNB-UEID", UeId.Enb.class, enb(grammar));
		});
	}

	private static Octets opaque(UeId ue) {
		if (ue instanceof UeId.Opaque opaque) {
			return opaque.octets();
		}
		throw new CodecException(CodecException.NO_OFFSET, "UEID", "octets", ue);
	}

	private static PerType<Long> item(String name, String field) {
		return sequence(name, (s) -> {
			var id = s.required(field, UINT32, (Long number) -> number);
			return (v) -> v.get(id);
		});
	}

}
