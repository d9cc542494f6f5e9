/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Octets;

/**
 * A cell as a RIC lists it beside another one.
 *
 * @param plmn three octets; null if not known
 * @param number NR cell identity, or that of E-UTRA
 */
public record CellIdentity(@Nullable Octets plmn, long number) {

	private static final int PLMN_OCTETS = 3;

	/**
	 * A PLMN in up to six hexadecimal digits, which are a number: zeros before them may
	 * be missing.
	 * @return null if there is none
	 * @throws InvalidInputException if they are not
	 */
	public static @Nullable Octets plmn(String digits) {
		if (digits.isEmpty()) {
			return null;
		}
		if (!digits.matches("[0-9a-fA-F]{1,6}")) {
			throw new InvalidInputException("plmn", "up to 6 hexadecimal digits", '"' + digits + '"');
		}
		int number = Integer.parseInt(digits, 16);
		return Octets.of((byte) (number >> 16), (byte) (number >> 8), (byte) number);
	}

	/**
	 * Whether both may be the same cell. Programs of micro-ONOS write the octets of a
	 * PLMN in either order.
	 */
	boolean fits(CellIdentity other) {
		return this.number == other.number && (this.plmn == null || other.plmn == null || this.plmn.equals(other.plmn)
				|| this.plmn.equals(reversed(other.plmn)));
	}

	private static Octets reversed(Octets plmn) {
		byte[] octets = plmn.toBytes();
		byte[] reversed = new byte[PLMN_OCTETS];
		for (int i = 0; i < PLMN_OCTETS && i < octets.length; i++) {
			reversed[PLMN_OCTETS - 1 - i] = octets[i];
		}
		return Octets.of(reversed);
	}

}
