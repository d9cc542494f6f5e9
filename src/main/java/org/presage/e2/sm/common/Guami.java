/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.common;

import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.Per.bits;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * GUAMI: an AMF, world-wide.
 *
 * @param plmn three octets
 * @param region 8 bits
 * @param set 10 bits
 * @param pointer 6 bits
 */
public record Guami(Octets plmn, long region, long set, long pointer) {

	static final PerType<Guami> TYPE = sequence("GUAMI", (s) -> {
		var plmn = s.required("pLMNIdentity", Plmn.TYPE, Guami::plmn);
		var region = s.required("aMFRegionID", bits(8), Guami::region);
		var set = s.required("aMFSetID", bits(10), Guami::set);
		var pointer = s.required("aMFPointer", bits(6), Guami::pointer);
		return (v) -> new Guami(v.get(plmn), v.get(region), v.get(set), v.get(pointer));
	});

}
