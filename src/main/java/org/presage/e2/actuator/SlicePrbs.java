package org.presage.e2.actuator;

import org.presage.e2.common.Snssai;
import org.presage.e2.per.Octets;

/**
 * What a slice is to have.
 *
 * @param plmn three octets
 * @param slice S-NSSAI
 * @param prbs most PRBs
 */
public record SlicePrbs(Octets plmn, Snssai slice, int prbs) {
}
