/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import java.util.Arrays;

/** Writes aligned PER (ITU-T X.691). Not for several threads. */
public final class PerWriter {

	private static final int FRAGMENT = 1 << 14;

	private byte[] bytes = new byte[256];

	private int bit;

	/** The octets so far, the last one padded; an empty encoding is one octet. */
	public byte[] toBytes() {
		return Arrays.copyOf(this.bytes, Math.max(1, (this.bit + 7) / Byte.SIZE));
	}

	private void reserve(int bits) {
		int octets = (this.bit + bits + 7) / Byte.SIZE;
		if (octets > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.max(octets, this.bytes.length * 2));
		}
	}

	void bit(boolean value) {
		bits(value ? 1 : 0, 1);
	}

	/** The lowest 0 to 64 bits of a number. */
	void bits(long value, int count) {
		reserve(count);
		int left = count;
		while (left > 0) {
			int free = Byte.SIZE - (this.bit & 7);
			int put = Math.min(left, free);
			long part = value >>> (left - put) & (1 << put) - 1;
			this.bytes[this.bit >> 3] |= (byte) (part << (free - put));
			this.bit += put;
			left -= put;
		}
	}

	void align() {
		this.bit = (this.bit + 7) & ~7;
	}

	/** A number of a known range, X.691 clause 11.5. */
	void constrained(long value, long min, long max) {
		if (value < min || value > max) {
			throw new CodecException(CodecException.NO_OFFSET, "INTEGER", min + " to " + max, value);
		}
		long range = max - min;
		long offset = value - min;
		if (range < 255) {
			bits(offset, Long.SIZE - Long.numberOfLeadingZeros(range));
		}
		else if (range < 1 << 16) {
			align();
			bits(offset, (range < 256) ? 8 : 16);
		}
		else {
			int octets = PerReader.octetsOf(offset);
			constrained(octets, 1, PerReader.octetsOf(range));
			align();
			bits(offset, octets * Byte.SIZE);
		}
	}

	/** A whole number of any size, X.691 clause 11.8. */
	void unconstrained(long value) {
		int octets = 1;
		while (octets < Long.BYTES && value >> (octets * Byte.SIZE - 1) != value >> 63) {
			octets++;
		}
		length(octets);
		bits(value, octets * Byte.SIZE);
	}

	/** A number that is usually below 64, X.691 clause 11.6. */
	void small(int value) {
		bit(value >= 64);
		if (value < 64) {
			bits(value, 6);
		}
		else {
			int octets = PerReader.octetsOf(value);
			length(octets);
			bits(value, octets * Byte.SIZE);
		}
	}

	/**
	 * A length determinant, X.691 clause 11.9.
	 * @param length what is left
	 * @return how much of it this determinant announces; if that is 16K or more, another
	 * determinant must follow it
	 */
	int length(int length) {
		align();
		if (length < 0x80) {
			bits(length, 8);
			return length;
		}
		if (length < FRAGMENT) {
			bits(0x8000 | length, 16);
			return length;
		}
		int fragments = Math.min(4, length / FRAGMENT);
		bits(0xC0 | fragments, 8);
		return fragments * FRAGMENT;
	}

	/** Whether a determinant that announced this much has another one behind it. */
	static boolean moreAfter(int announced) {
		return announced >= FRAGMENT;
	}

	/** Octets from an octet's start. */
	void octets(byte[] octets, int from, int count) {
		align();
		reserve(count * Byte.SIZE);
		System.arraycopy(octets, from, this.bytes, this.bit / Byte.SIZE, count);
		this.bit += count * Byte.SIZE;
	}

	/** Octets behind their length, in fragments if they are many. */
	void octets(byte[] octets) {
		int done = 0;
		int announced;
		do {
			announced = length(octets.length - done);
			octets(octets, done, announced);
			done += announced;
		}
		while (moreAfter(announced));
	}

	/** A value in an open type, X.691 clause 11.2. */
	<T> void open(PerType<T> type, T value) {
		PerWriter inner = new PerWriter();
		type.write(inner, value);
		octets(inner.toBytes());
	}

}
