/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rc;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Octets;

/**
 * The share of a cell's PRBs that a slice gets: one entry of an RRM policy ratio list,
 * O-RAN.WG3.E2SM-RC-R004-v05.00 clause 8.4.3.6.
 *
 * @param plmn three octets
 * @param sst slice or service type, 0 to 255
 * @param sd slice differentiator, three octets; null without
 * @param min ratio that it gets if it asks, percent, 0 to 100
 * @param max ratio that it may not exceed, percent, 0 to 100
 * @param dedicated ratio that nobody else gets, percent, 0 to 100
 */
public record SliceQuota(Octets plmn, int sst, @Nullable Octets sd, int min, int max, int dedicated) {

	public SliceQuota {
		if (plmn == null || plmn.size() != 3) {
			throw new InvalidInputException("plmn", "3 octets", plmn);
		}
		if (sst < 0 || sst > 255) {
			throw new InvalidInputException("sst", "0 to 255", sst);
		}
		if (sd != null && sd.size() != 3) {
			throw new InvalidInputException("sd", "3 octets", sd);
		}
		percent("min", min);
		percent("max", max);
		percent("dedicated", dedicated);
	}

	private static void percent(String name, int ratio) {
		if (ratio < 0 || ratio > 100) {
			throw new InvalidInputException(name, "0 to 100 percent", ratio);
		}
	}

}
