package org.presage.e2.sm.ccc;

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
			throw new IllegalArgumentException("sst: expected 0 to 255, found " + slice.sst());
		}
		Octets sd = slice.sd();
		if (sd != null && sd.size() != 3) {
			throw new IllegalArgumentException("sd: expected 3 octets, found " + sd);
		}
	}

}
