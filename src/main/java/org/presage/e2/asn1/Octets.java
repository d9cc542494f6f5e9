/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import java.util.Arrays;
import java.util.HexFormat;

import org.presage.base.InvalidInputException;

/** An octet string: bytes that compare by content and are read and shown as hex. */
public final class Octets {

	private final byte[] bytes;

	private Octets(byte[] bytes) {
		this.bytes = bytes;
	}

	/** A copy of the bytes. */
	public static Octets of(byte... bytes) {
		return new Octets(bytes.clone());
	}

	/**
	 * The bytes that a text of hexadecimal digits, two for each, stands for.
	 * @throws IllegalArgumentException if it is something else
	 */
	public static Octets hex(String digits) {
		try {
			return new Octets(HexFormat.of().parseHex(digits));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidInputException("octets", "pairs of hexadecimal digits", '"' + digits + '"', ex);
		}
	}

	/** For bytes that nobody else holds. */
	static Octets wrap(byte[] bytes) {
		return new Octets(bytes);
	}

	/** The bytes themselves; not to be changed. */
	byte[] raw() {
		return this.bytes;
	}

	public int size() {
		return this.bytes.length;
	}

	/**
	 * The octets as one unsigned number, the first one highest; the last eight if there
	 * are more.
	 */
	public long number() {
		long number = 0;
		for (byte octet : this.bytes) {
			number = number << Byte.SIZE | octet & 0xFF;
		}
		return number;
	}

	/** A copy. */
	public byte[] toBytes() {
		return this.bytes.clone();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Octets octets && Arrays.equals(octets.bytes, this.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	/** Lower-case hexadecimal digits. */
	@Override
	public String toString() {
		return HexFormat.of().formatHex(this.bytes);
	}

}
