/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads aligned PER (ITU-T X.691) from a message. Not for several threads. Everything it
 * allocates is bounded by the octets that are really there.
 */
public final class PerReader {

	/** A recursive type may not nest deeper. */
	static final int MAX_DEPTH = 32;

	private static final int MAX_OCTETS = 1 << 24;

	private static final int FRAGMENT = 1 << 14;

	private final byte[] bytes;

	/** Octets before this reader's first one in the message it is a part of. */
	private final int base;

	private int bit;

	private int end;

	private int depth;

	private SequenceType.Values values = new SequenceType.Values();

	public PerReader(byte[] bytes) {
		this(bytes, 0, 0);
	}

	private PerReader(byte[] bytes, int base, int depth) {
		if (bytes.length > MAX_OCTETS) {
			throw new CodecException(0, "message", "at most " + MAX_OCTETS + " octets", bytes.length);
		}
		this.bytes = bytes;
		this.base = base;
		this.depth = depth;
		this.end = bytes.length * Byte.SIZE;
	}

	/** A reader at the same place, to go back to. */
	public PerReader copy() {
		PerReader copy = new PerReader(this.bytes, this.base, this.depth);
		copy.moveTo(this);
		return copy;
	}

	/** Goes to where {@code place} is, a copy of this reader. */
	public void moveTo(PerReader place) {
		this.bit = place.bit;
		this.end = place.end;
		this.depth = place.depth;
		this.values = new SequenceType.Values();
	}

	/** The present octet of the message. */
	int offset() {
		return this.base + this.bit / Byte.SIZE;
	}

	/** A failure at the present octet. */
	public CodecException error(String type, Object expected, Object found) {
		return new CodecException(offset(), type, expected, found);
	}

	SequenceType.Values values() {
		return this.values;
	}

	/** Bits that are left of the message, or of the open type that is being read. */
	int remaining() {
		return this.end - this.bit;
	}

	/** Whether nothing but the padding of the last octet is left. */
	public boolean atEnd() {
		return remaining() < Byte.SIZE;
	}

	private void require(int bits, String type) {
		if (bits > remaining()) {
			throw error(type, bits + " more bits", remaining());
		}
	}

	boolean bit() {
		require(1, "bit");
		int at = this.bit++;
		return (this.bytes[at >> 3] >> (7 - (at & 7)) & 1) != 0;
	}

	/** The next 0 to 64 bits as an unsigned number. */
	long bits(int count) {
		require(count, "bit-field");
		long value = 0;
		int left = count;
		while (left > 0) {
			int inOctet = Byte.SIZE - (this.bit & 7);
			int take = Math.min(left, inOctet);
			int octet = this.bytes[this.bit >> 3] & 0xFF;
			value = value << take | octet >> (inOctet - take) & (1 << take) - 1;
			this.bit += take;
			left -= take;
		}
		return value;
	}

	void align() {
		this.bit = Math.min((this.bit + 7) & ~7, this.end);
	}

	/** A number of a known range, X.691 clause 11.5. */
	long constrained(long min, long max) {
		long range = max - min;
		long offset;
		if (range < 255) {
			offset = bits(Long.SIZE - Long.numberOfLeadingZeros(range));
		}
		else if (range < 1 << 16) {
			align();
			offset = bits((range < 256) ? 8 : 16);
		}
		else {
			int octets = 1 + (int) constrained(0, octetsOf(range) - 1L);
			align();
			offset = bits(octets * Byte.SIZE);
		}
		if (Long.compareUnsigned(offset, range) > 0) {
			throw error("INTEGER (" + min + ".." + max + ")", "at most " + max,
					min + " + " + Long.toUnsignedString(offset));
		}
		return min + offset;
	}

	/** Octets that an unsigned number needs, at least 1. */
	static int octetsOf(long unsigned) {
		return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(unsigned) + 7) / Byte.SIZE);
	}

	/**
	 * A whole number of any size that fits 64 bits, X.691 clause 11.8. No octets at all
	 * are 0, as OCUDU writes it.
	 */
	long unconstrained() {
		int octets = length();
		if (octets < 0 || octets > Long.BYTES) {
			throw error("INTEGER", "at most 8 octets", octets);
		}
		if (octets == 0) {
			return 0;
		}
		int unused = Long.SIZE - octets * Byte.SIZE;
		return bits(octets * Byte.SIZE) << unused >> unused;
	}

	/** A number that is usually below 64, X.691 clause 11.6. */
	int small() {
		if (!bit()) {
			return (int) bits(6);
		}
		int octets = length();
		if (octets < 1 || octets > 3) {
			throw error("normally small number", "1 to 3 octets", octets);
		}
		return (int) bits(octets * Byte.SIZE);
	}

	/**
	 * A length determinant, X.691 clause 11.9.
	 * @return the length, or the bitwise complement of a fragment's, after which another
	 * determinant follows
	 */
	int length() {
		align();
		int first = (int) bits(8);
		if (first < 0x80) {
			return first;
		}
		if (first < 0xC0) {
			return (first & 0x3F) << 8 | (int) bits(8);
		}
		int fragments = first & 0x3F;
		if (fragments < 1 || fragments > 4) {
			throw error("length determinant", "1 to 4 fragments of 16K", fragments);
		}
		return ~(fragments * FRAGMENT);
	}

	/** The next octets, from an octet's start. */
	byte[] octets(int count) {
		align();
		if (count > remaining() / Byte.SIZE) {
			throw error("OCTET STRING", count + " octets", remaining() / Byte.SIZE);
		}
		int from = this.bit / Byte.SIZE;
		this.bit += count * Byte.SIZE;
		return Arrays.copyOfRange(this.bytes, from, from + count);
	}

	/** The next characters, an octet each. */
	String text(int count) {
		align();
		if (count > remaining() / Byte.SIZE) {
			throw error("PrintableString", count + " characters", remaining() / Byte.SIZE);
		}
		int from = this.bit / Byte.SIZE;
		for (int i = from; i < from + count; i++) {
			if (!StringType.visible(this.bytes[i])) {
				throw error("PrintableString", "visible characters", this.bytes[i] & 0xFF);
			}
		}
		this.bit += count * Byte.SIZE;
		return new String(this.bytes, from, count, StandardCharsets.ISO_8859_1);
	}

	/** Octets behind a length determinant, put together if they came in fragments. */
	byte[] octets() {
		int length = length();
		if (length >= 0) {
			return octets(length);
		}
		int start = this.bit - Byte.SIZE;
		this.bit = start;
		byte[] all = new byte[skipOpen()];
		this.bit = start;
		int done = 0;
		do {
			length = length();
			int count = (length < 0) ? ~length : length;
			System.arraycopy(this.bytes, this.bit / Byte.SIZE, all, done, count);
			this.bit += count * Byte.SIZE;
			done += count;
		}
		while (length < 0);
		return all;
	}

	/**
	 * A value in an open type, X.691 clause 11.2. What the type does not know at the end
	 * is skipped.
	 */
	<T> T open(PerType<T> type) {
		int length = length();
		if (length < 0) {
			this.bit -= Byte.SIZE;
			int start = this.base + this.bit / Byte.SIZE;
			return type.read(new PerReader(octets(), start, this.depth));
		}
		if (length > remaining() / Byte.SIZE) {
			throw error("open type", length + " octets", remaining() / Byte.SIZE);
		}
		int outer = this.end;
		this.end = this.bit + length * Byte.SIZE;
		T value = type.read(this);
		this.bit = this.end;
		this.end = outer;
		return value;
	}

	/**
	 * Leaves out an extension that is not known.
	 * @return how many octets it had
	 */
	int skipOpen() {
		int all = 0;
		int length;
		do {
			length = length();
			int octets = (length < 0) ? ~length : length;
			if (octets > remaining() / Byte.SIZE) {
				throw error("open type", octets + " octets", remaining() / Byte.SIZE);
			}
			this.bit += octets * Byte.SIZE;
			all += octets;
		}
		while (length < 0);
		return all;
	}

	/** A value of a type that contains itself. */
	<T> T nested(PerType<T> type) {
		if (++this.depth > MAX_DEPTH) {
			throw error("recursive type", "at most " + MAX_DEPTH + " levels", "more");
		}
		T value = type.read(this);
		this.depth--;
		return value;
	}

}
