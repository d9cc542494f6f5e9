package org.presage.e2.control;

import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.Snssai;

/**
 * What a slice is to have.
 *
 * @param plmn three octets
 * @param slice S-NSSAI
 * @param prbs most PRBs
 */
public record SlicePrbs(Octets plmn, Snssai slice, int prbs) {
}
