/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import org.presage.base.InvalidInputException;

/**
 * A bit string of any length.
 *
 * @param octets the bits, the first one highest; the last octet padded with zeros
 * @param length number of bits
 */
public record BitString(Octets octets, int length) {

	public BitString {
		if ((length + 7) / Byte.SIZE != octets.size()) {
			throw new InvalidInputException("bit string", (length + 7) / Byte.SIZE + " octets", octets.size());
		}
		int spare = octets.size() * Byte.SIZE - length;
		if (spare > 0 && (octets.number() & (1 << spare) - 1) != 0) {
			byte[] clean = octets.toBytes();
			clean[clean.length - 1] &= (byte) (-1 << spare);
			octets = Octets.wrap(clean);
		}
	}

	/**
	 * The bits that a text of 0 and 1 stands for.
	 * @throws IllegalArgumentException if it is something else
	 */
	public static BitString of(String digits) {
		byte[] bytes = new byte[(digits.length() + 7) / Byte.SIZE];
		for (int i = 0; i < digits.length(); i++) {
			char digit = digits.charAt(i);
			if (digit != '0' && digit != '1') {
				throw new InvalidInputException("bit string", "0 and 1", "'" + digit + '\'');
			}
			bytes[i / Byte.SIZE] |= (byte) ((digit - '0') << (7 - i % Byte.SIZE));
		}
		return new BitString(Octets.wrap(bytes), digits.length());
	}

	/** The bits as 0 and 1. */
	@Override
	public String toString() {
		StringBuilder digits = new StringBuilder(this.length);
		byte[] bytes = this.octets.raw();
		for (int i = 0; i < this.length; i++) {
			digits.append((char) ('0' + (bytes[i / Byte.SIZE] >> (7 - i % Byte.SIZE) & 1)));
		}
		return digits.toString();
	}

}
