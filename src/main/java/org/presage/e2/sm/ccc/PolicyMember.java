/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.ccc;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.common.Snssai;

/**
 * RrmPolicyMember: a slice of a network.
 *
 * @param plmn three octets of decimal digits
 * @param slice of that network
 */
public record PolicyMember(Octets plmn, Snssai slice) {

	public PolicyMember {
		Plmn.digits(plmn);
		if (slice.sst() < 0 || slice.sst() > 255) {
			throw new InvalidInputException("sst", "0 to 255", slice.sst());
		}
		Octets sd = slice.sd();
		if (sd != null && sd.size() != 3) {
			throw new InvalidInputException("sd", "3 octets", sd);
		}
	}

}
