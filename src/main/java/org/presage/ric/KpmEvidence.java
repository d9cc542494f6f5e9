/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.Grammar.Family;
import org.presage.e2.sm.kpm.RanFunction;

/**
 * What tells which grammar of E2SM-KPM a node speaks, before anything is sent to it.
 * Neither OID nor revision tell FlexRIC's versions apart, and a subscription in the wrong
 * grammar ends the process of such a node, so every possibility is kept.
 *
 * @param possible grammars that fit what the node offers; empty: it speaks KPM v1
 * @param found what the node offers, for humans; empty: nothing is known of it
 * @param timeOctets of its headers' time: 4 or 8; 0 if not known
 */
public record KpmEvidence(Set<Family> possible, String found, int timeOctets) {

	/** Nothing is known of the node. */
	public static final KpmEvidence NONE = new KpmEvidence(EnumSet.allOf(Family.class), "", 0);

	/** The node was found, and offers no E2SM-KPM that can be recognised. */
	public static final KpmEvidence NO_KPM = new KpmEvidence(EnumSet.allOf(Family.class), "no RAN function of E2SM-KPM",
			0);

	private static final String E2SM_KPM = "1\\.3\\.6\\.1\\.4\\.1\\.53148\\.1\\.[0-9]+\\.2\\.2";

	private static final int VERSION_ARC = 8;

	public KpmEvidence {
		possible = Set.copyOf(possible);
	}

	/** Whether an OID is E2SM-KPM's, of any version. */
	public static boolean isKpm(String oid) {
		return oid.matches(E2SM_KPM);
	}

	/**
	 * The RAN function description that bytes are, in the grammar in which they are one.
	 * @throws CodecException if they are none in the standard's, nor in KPM v2.00's
	 */
	public static RanFunction description(Octets bytes) {
		try {
			return RanFunction.TYPE.decode(bytes);
		}
		catch (CodecException ex) {
			try {
				return RanFunction.TYPES.in(Grammar.of(Family.KPM_V2_00)).decode(bytes);
			}
			catch (CodecException other) {
				throw ex;
			}
		}
	}

	/**
	 * What a RAN function of a node tells.
	 * @param revision of the RAN function
	 * @param definition its description
	 */
	public static KpmEvidence of(String oid, int revision, Octets definition) {
		String name = "";
		boolean standard = false;
		boolean v200 = false;
		try {
			name = RanFunction.TYPE.decode(definition).name().shortName();
			standard = true;
		}
		catch (CodecException ex) {
			v200 = isV200(definition);
		}
		String found = "OID " + oid + ", revision " + revision + (name.isEmpty() ? "" : ", short name " + name);
		return new KpmEvidence(possible(oid, revision, name, standard, v200), found, timeOctets(oid, revision));
	}

	/** What micro-ONOS tells: its plug-in reads descriptions of KPM v2.00 only. */
	public static KpmEvidence ofTopology(String oid, boolean described) {
		Set<Family> possible = possible(oid, -1, "", false, described);
		if (version(oid) == 2 && !described) {
			possible.remove(Family.KPM_V2_00);
		}
		return new KpmEvidence(possible,
				"OID " + oid + " in the topology, " + (described ? "with" : "without") + " its description", 0);
	}

	private static boolean isV200(Octets definition) {
		try {
			RanFunction.TYPES.in(Grammar.of(Family.KPM_V2_00)).decode(definition);
			return true;
		}
		catch (CodecException ex) {
			return false;
		}
	}

	private static Set<Family> possible(String oid, int revision, String name, boolean standard, boolean v200) {
		if (name.contains("v02.01")) {
			return EnumSet.of(Family.KPM_V2_01);
		}
		return switch (version(oid)) {
			case 1 -> EnumSet.noneOf(Family.class);
			case 2 -> v200 ? EnumSet.of(Family.KPM_V2_00)
					// srsRAN and OCUDU have revision 0, FlexRIC has 2.
					: (standard && revision == 0) ? EnumSet.of(Family.STANDARD) : standard
							? EnumSet.complementOf(EnumSet.of(Family.KPM_V2_00)) : EnumSet.allOf(Family.class);
			case 3 -> (revision == 3 || revision < 0) ? EnumSet.of(Family.STANDARD, Family.FLEXRIC_LEGACY)
					: EnumSet.of(Family.STANDARD);
			case 0 -> EnumSet.allOf(Family.class);
			default -> EnumSet.of(Family.STANDARD);
		};
	}

	/** FlexRIC's KPM v2.x has four octets, srsRAN and all later versions have eight. */
	private static int timeOctets(String oid, int revision) {
		int version = version(oid);
		return (version >= 3 || version == 2 && revision == 0) ? Long.BYTES
				: (version == 2 && revision == 2) ? Integer.BYTES : 0;
	}

	/** The version in an OID of E2SM-KPM; 0 if it is another one. */
	private static int version(String oid) {
		if (!isKpm(oid)) {
			return 0;
		}
		String arc = oid.split("\\.")[VERSION_ARC];
		return (arc.length() < VERSION_ARC) ? Integer.parseInt(arc) : 0;
	}

	/** The only grammar that fits; null if several do, or none. */
	public @Nullable Family only() {
		return (this.possible.size() == 1) ? this.possible.iterator().next() : null;
	}

}
