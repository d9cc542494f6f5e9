/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.common;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.GlobalNodeId.NgRanNode;

/** UEID: a device, as the E2 node that reports it knows it. */
public sealed interface UeId {

	/** UEID in each grammar. */
	PerGrammar<UeId> TYPES = new PerGrammar<>(UeIdTypes::of);

	/** UEID of the standard. */
	PerType<UeId> TYPE = TYPES.in(Grammar.STANDARD);

	/**
	 * At a gNB.
	 *
	 * @param amfUeNgapId 40 bits
	 * @param guami of the AMF that gave that number
	 * @param f1apIds one, or with NR-DC several, of a split gNB; null if not told
	 * @param e1apIds of a split gNB; null if not told
	 * @param ranUeId eight octets; null if not told
	 * @param xnapId of dual connectivity; null if not told
	 * @param globalGnb of dual connectivity, out of use; null if not told
	 * @param globalNode of dual connectivity; null if not told
	 * @param cellRnti its number in a cell; null if not told
	 */
	record Gnb(long amfUeNgapId, Guami guami, @Nullable List<Long> f1apIds, @Nullable List<Long> e1apIds,
			@Nullable Octets ranUeId, @Nullable Long xnapId, @Nullable GlobalNodeId globalGnb,
			@Nullable NgRanNode globalNode, @Nullable CellRnti cellRnti) implements UeId {

		/** As a message to a node names it. */
		public Gnb(long amfUeNgapId, Guami guami) {
			this(amfUeNgapId, guami, null, null, null, null, null, null, null);
		}

	}

	/**
	 * At a distributed unit.
	 *
	 * @param f1apId 32 bits
	 * @param ranUeId eight octets; null if not told
	 * @param cellRnti its number in a cell; null if not told
	 */
	record GnbDu(long f1apId, @Nullable Octets ranUeId, @Nullable CellRnti cellRnti) implements UeId {

		/** Without its number in a cell. */
		public GnbDu(long f1apId, @Nullable Octets ranUeId) {
			this(f1apId, ranUeId, null);
		}

	}

	/**
	 * At the user plane of a central unit.
	 *
	 * @param e1apId 32 bits
	 * @param ranUeId eight octets; null if not told
	 */
	record GnbCuUp(long e1apId, @Nullable Octets ranUeId) implements UeId {
	}

	/**
	 * At an LTE station of the 5G core.
	 *
	 * @param amfUeNgapId 40 bits
	 * @param guami of the AMF that gave that number
	 * @param w1apId 32 bits; null if not told
	 * @param xnapId null if not told
	 * @param globalNgEnb out of use; null if not told
	 * @param globalNode null if not told
	 * @param cellRnti its number in a cell; null if not told
	 */
	record NgEnb(long amfUeNgapId, Guami guami, @Nullable Long w1apId, @Nullable Long xnapId,
			@Nullable GlobalNodeId globalNgEnb, @Nullable NgRanNode globalNode,
			@Nullable CellRnti cellRnti) implements UeId {
	}

	/**
	 * At the distributed unit of such a station.
	 *
	 * @param w1apId 32 bits
	 * @param cellRnti its number in a cell; null if not told
	 */
	record NgEnbDu(long w1apId, @Nullable CellRnti cellRnti) implements UeId {
	}

	/**
	 * At a gNB that an LTE station leads.
	 *
	 * @param x2apId 0 to 4095
	 * @param x2apExtension 0 to 4095; null if not told
	 * @param globalEnb the station that leads
	 * @param f1apId null if not told
	 * @param e1apIds null if not told
	 * @param ranUeId eight octets; null if not told
	 * @param cellRnti its number in a cell; null if not told
	 */
	record EnGnb(long x2apId, @Nullable Long x2apExtension, GlobalNodeId globalEnb, @Nullable Long f1apId,
			@Nullable List<Long> e1apIds, @Nullable Octets ranUeId, @Nullable CellRnti cellRnti) implements UeId {
	}

	/**
	 * At an LTE station.
	 *
	 * @param s1apId 32 bits
	 * @param gummei of the MME that gave that number
	 * @param x2apId null if not told
	 * @param x2apExtension null if not told
	 * @param globalEnb null if not told
	 * @param cellRnti its number in a cell; null if not told
	 */
	record Enb(long s1apId, Gummei gummei, @Nullable Long x2apId, @Nullable Long x2apExtension,
			@Nullable GlobalNodeId globalEnb, @Nullable CellRnti cellRnti) implements UeId {
	}

	/**
	 * In KPM v2.00, which has no kinds.
	 *
	 * @param octets as the node numbers its devices
	 */
	record Opaque(Octets octets) implements UeId {
	}

	/**
	 * Cell-RNTI: a device's number in a cell, in KPM v4 and later.
	 *
	 * @param cRnti 0 to 65535
	 * @param cell that gave it
	 */
	record CellRnti(long cRnti, CellGlobalId cell) {
	}

	/**
	 * GUMMEI: an MME, world-wide.
	 *
	 * @param plmn three octets
	 * @param group 16 bits
	 * @param code 8 bits
	 */
	record Gummei(Octets plmn, Octets group, Octets code) {
	}

}
