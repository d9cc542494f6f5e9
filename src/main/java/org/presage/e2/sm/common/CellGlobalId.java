/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.common;

import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.Per.bits;
import static org.presage.e2.asn1.SequenceType.sequence;

/** CGI: a cell, world-wide. */
public sealed interface CellGlobalId {

	/**
	 * Cell identity of 5G.
	 *
	 * @param plmn three octets, 3GPP TS 38.413 clause 9.3.3.5
	 * @param nci 36 bits
	 */
	record Nr(Octets plmn, long nci) implements CellGlobalId {
	}

	/**
	 * Cell identity of LTE.
	 *
	 * @param plmn three octets
	 * @param eci 28 bits
	 */
	record Eutra(Octets plmn, long eci) implements CellGlobalId {
	}

	/** CGI. */
	PerType<CellGlobalId> TYPE = choice("CGI", (c) -> {
		c.root("nR-CGI", Nr.class, sequence("NR-CGI", (s) -> {
			var plmn = s.required("pLMNIdentity", Plmn.TYPE, Nr::plmn);
			var nci = s.required("nRCellIdentity", bits(36), Nr::nci);
			return (v) -> new Nr(v.get(plmn), v.get(nci));
		}));
		c.root("eUTRA-CGI", Eutra.class, sequence("EUTRA-CGI", (s) -> {
			var plmn = s.required("pLMNIdentity", Plmn.TYPE, Eutra::plmn);
			var eci = s.required("eUTRACellIdentity", bits(28), Eutra::eci);
			return (v) -> new Eutra(v.get(plmn), v.get(eci));
		}));
	});

}
