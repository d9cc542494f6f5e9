/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** The contents octets of a REAL, ITU-T X.690 clause 8.5. */
final class RealCoding {

	private static final int PLUS_INFINITY = 0x40;

	private static final int MINUS_INFINITY = 0x41;

	private static final int NOT_A_NUMBER = 0x42;

	private static final int MINUS_ZERO = 0x43;

	/** Beyond this every double is infinite or zero, whatever its mantissa. */
	private static final long FAR = 1L << 40;

	private RealCoding() {
	}

	static byte[] encode(double value) {
		if (value == 0) {
			return (1 / value > 0) ? new byte[0] : new byte[] { MINUS_ZERO };
		}
		if (Double.isNaN(value) || Double.isInfinite(value)) {
			return new byte[] {
					(byte) (Double.isNaN(value) ? NOT_A_NUMBER : (value > 0) ? PLUS_INFINITY : MINUS_INFINITY) };
		}
		long bits = Double.doubleToRawLongBits(value);
		long fraction = bits & (1L << 52) - 1;
		int biased = (int) (bits >> 52 & 0x7FF);
		long mantissa = (biased == 0) ? fraction : fraction | 1L << 52;
		int odd = Long.numberOfTrailingZeros(mantissa);
		mantissa >>>= odd;
		int exponent = Math.max(biased, 1) - 1075 + odd;
		int exponentOctets = (exponent == (byte) exponent) ? 1 : 2;
		int octets = PerReader.octetsOf(mantissa);
		PerWriter out = new PerWriter();
		out.bits(0x80 | ((value < 0) ? 0x40 : 0) | exponentOctets - 1, 8);
		out.bits(exponent, exponentOctets * Byte.SIZE);
		out.bits(mantissa, octets * Byte.SIZE);
		return out.toBytes();
	}

	/** The value. */
	static double decode(byte[] octets) {
		if (octets.length == 0) {
			return 0;
		}
		int first = octets[0] & 0xFF;
		if (first >= 0x80) {
			return binary(octets, first);
		}
		if (first >= 0x40) {
			return switch (first) {
				case PLUS_INFINITY -> Double.POSITIVE_INFINITY;
				case MINUS_INFINITY -> Double.NEGATIVE_INFINITY;
				case NOT_A_NUMBER -> Double.NaN;
				case MINUS_ZERO -> -0.0;
				default -> throw new CodecException(CodecException.NO_OFFSET, "REAL", "a special value 40 to 43",
						Integer.toHexString(first));
			};
		}
		return decimal(octets, first);
	}

	private static double binary(byte[] octets, int first) {
		int base = first >> 4 & 3;
		if (base == 3) {
			throw new CodecException(CodecException.NO_OFFSET, "REAL", "base 2, 8 or 16", "the reserved one");
		}
		boolean counted = (first & 3) == 3;
		int start = counted ? 2 : 1;
		int exponentOctets = !counted ? (first & 3) + 1 : (octets.length > 1) ? octets[1] & 0xFF : 0;
		int mantissaAt = start + exponentOctets;
		if (exponentOctets == 0 || mantissaAt >= octets.length) {
			throw new CodecException(CodecException.NO_OFFSET, "REAL", "an exponent and a mantissa",
					octets.length + " octets");
		}
		long exponent = clamped(new BigInteger(octets, start, exponentOctets)) * ((base == 0) ? 1 : base + 2);
		BigInteger mantissa = new BigInteger(1, octets, mantissaAt, octets.length - mantissaAt);
		double magnitude = scaled(mantissa, exponent + (first >> 2 & 3));
		return ((first & 0x40) != 0) ? -magnitude : magnitude;
	}

	private static long clamped(BigInteger exponent) {
		return (exponent.bitLength() < 40) ? exponent.longValue() : exponent.signum() * FAR;
	}

	/** m·2^e; bits that a double has no place for only decide how it is rounded. */
	private static double scaled(BigInteger mantissa, long exponent) {
		int surplus = Math.max(0, mantissa.bitLength() - 62);
		long top = mantissa.shiftRight(surplus).longValue();
		if (surplus > 0 && mantissa.getLowestSetBit() < surplus) {
			top |= 1;
		}
		return Math.scalb((double) top, Math.clamp(exponent + surplus, -10_000, 10_000));
	}

	/** ISO 6093: NR1 whole numbers, NR2 with a decimal mark, NR3 with an exponent. */
	private static double decimal(byte[] octets, int form) {
		String text = new String(octets, 1, octets.length - 1, StandardCharsets.ISO_8859_1).strip().replace(',', '.');
		if (form < 1 || form > 3 || !text.matches("[+-]?(\\d++\\.?+\\d*+|\\.\\d++)([Ee][+-]?\\d++)?+")) {
			throw new CodecException(CodecException.NO_OFFSET, "REAL", "a decimal number of form 1 to 3",
					"form " + form);
		}
		return Double.parseDouble(text);
	}

}
