/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.common;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

/** PLMNIdentity: a network's country and network code, in octets and in digits. */
public final class Plmn {

	/** PLMNIdentity. */
	public static final PerType<Octets> TYPE = Per.octets(3);

	private static final int FILLER = 0xF;

	private Plmn() {
	}

	/**
	 * The octets for digits, 3GPP TS 38.413 clause 9.3.3.5.
	 * @param digits MCC and MNC, five or six of them, as {@code 00101}
	 * @throws IllegalArgumentException if they are not
	 */
	public static Octets of(String digits) {
		if (!digits.matches("[0-9]{5,6}")) {
			throw new InvalidInputException("plmn", "MCC and MNC in 5 or 6 digits", "\"" + digits + '"');
		}
		int third = (digits.length() == 6) ? digit(digits, 5) : FILLER;
		return Octets.of((byte) (digit(digits, 1) << 4 | digit(digits, 0)), (byte) (third << 4 | digit(digits, 2)),
				(byte) (digit(digits, 4) << 4 | digit(digits, 3)));
	}

	private static int digit(String digits, int at) {
		return digits.charAt(at) - '0';
	}

	/**
	 * MCC and MNC as digits.
	 * @throws IllegalArgumentException if the octets hold no digits
	 */
	public static String digits(Octets plmn) {
		long number = plmn.number();
		int third = (int) (number >> 12 & 0xF);
		long[] nibbles = { number >> 16 & 0xF, number >> 20 & 0xF, number >> 8 & 0xF, number & 0xF, number >> 4 & 0xF,
				third };
		StringBuilder digits = new StringBuilder();
		for (int i = 0; i < nibbles.length; i++) {
			if (i == 5 && nibbles[i] == FILLER) {
				break;
			}
			if (nibbles[i] > 9 || plmn.size() != 3) {
				throw new InvalidInputException("plmn", "three octets of decimal digits", plmn);
			}
			digits.append(nibbles[i]);
		}
		return digits.toString();
	}

}
