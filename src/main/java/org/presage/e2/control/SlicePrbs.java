/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.control;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.Snssai;

/**
 * The PRBs of one slice.
 *
 * @param plmn three octets
 * @param slice S-NSSAI
 * @param prbs most PRBs
 * @param floor fewest PRBs that a policy names, at most {@code prbs}; null without such a
 * policy. Only a floor of 0 lets a ratio of 0 be sent
 */
public record SlicePrbs(Octets plmn, Snssai slice, int prbs, @Nullable Integer floor) {

	/** The PRBs of a slice that no policy names a floor for. */
	public SlicePrbs(Octets plmn, Snssai slice, int prbs) {
		this(plmn, slice, prbs, null);
	}

	/** Whether a policy lets the slice go without any PRBs. */
	boolean mayBeNone() {
		return this.prbs == 0 && this.floor != null && this.floor == 0;
	}

}
