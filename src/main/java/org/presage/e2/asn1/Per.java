/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import java.util.List;
import java.util.function.Supplier;

/** The basic types of ASN.1 as E2SM constrains them. */
public final class Per {

	/** INTEGER without bounds; values beyond 64 bits are refused. */
	public static final PerType<Long> INTEGER = type(PerReader::unconstrained, PerWriter::unconstrained);

	/** BOOLEAN. */
	public static final PerType<Boolean> BOOLEAN = type(PerReader::bit, PerWriter::bit);

	/** REAL: every form is read, binary with an odd mantissa is written. */
	public static final PerType<Double> REAL = type(Per::readReal,
			(out, value) -> out.octets(RealCoding.encode(value)));

	/** OCTET STRING of any size. */
	public static final PerType<Octets> OCTETS = type((in) -> Octets.wrap(in.octets()),
			(out, value) -> out.octets(value.raw()));

	/** BIT STRING of any size up to 16K − 1 bits. */
	public static final PerType<BitString> BITS = type(Per::readBits, Per::writeBits);

	/** PrintableString without a visible bound. */
	public static final PerType<String> PRINTABLE = new StringType(0, Integer.MAX_VALUE, StringType.Form.UNBOUNDED);

	/**
	 * ENUMERATED {true, ...}: its presence is its meaning, and that of extensions too.
	 */
	public static final PerType<Boolean> TRUE = type((in) -> {
		if (in.bit()) {
			in.small();
		}
		return true;
	}, (out, value) -> out.bit(false));

	private Per() {
	}

	/** INTEGER (min..max). */
	public static PerType<Long> integer(long min, long max) {
		return type((in) -> in.constrained(min, max), (out, value) -> out.constrained(value, min, max));
	}

	/** INTEGER (0..max). */
	public static PerType<Integer> number(int max) {
		return integer(0, max).as(Long::intValue, Integer::longValue);
	}

	/** INTEGER (min..max, ...). */
	public static PerType<Long> extensible(long min, long max) {
		return type((in) -> in.bit() ? in.unconstrained() : in.constrained(min, max), (out, value) -> {
			boolean inside = value >= min && value <= max;
			out.bit(!inside);
			if (inside) {
				out.constrained(value, min, max);
			}
			else {
				out.unconstrained(value);
			}
		});
	}

	/** OCTET STRING (SIZE (size)). */
	public static PerType<Octets> octets(int size) {
		return type((in) -> Octets.wrap((size > 2) ? in.octets(size) : unaligned(in, size)), (out, value) -> {
			if (value.size() != size) {
				throw new CodecException(CodecException.NO_OFFSET, "OCTET STRING", size + " octets", value.size());
			}
			if (size > 2) {
				out.octets(value.raw(), 0, size);
			}
			else {
				out.bits(value.number(), size * Byte.SIZE);
			}
		});
	}

	private static byte[] unaligned(PerReader in, int size) {
		byte[] bytes = new byte[size];
		for (int i = 0; i < size; i++) {
			bytes[i] = (byte) in.bits(Byte.SIZE);
		}
		return bytes;
	}

	/** BIT STRING (SIZE (size)) of at most 63 bits, as an unsigned number. */
	public static PerType<Long> bits(int size) {
		return type((in) -> {
			if (size > 16) {
				in.align();
			}
			return in.bits(size);
		}, (out, value) -> {
			if (value < 0 || value >>> size != 0) {
				throw new CodecException(CodecException.NO_OFFSET, "BIT STRING", size + " bits",
						Long.toBinaryString(value));
			}
			if (size > 16) {
				out.align();
			}
			out.bits(value, size);
		});
	}

	/** BIT STRING (SIZE (min..max)) of more than 16 bits. */
	public static PerType<BitString> bits(int min, int max) {
		return type((in) -> {
			int length = (int) in.constrained(min, max);
			in.align();
			return readBits(in, length);
		}, (out, value) -> {
			out.constrained(value.length(), min, max);
			out.align();
			writeBits(out, value, value.length());
		});
	}

	private static BitString readBits(PerReader in) {
		int length = in.length();
		if (length < 0) {
			throw in.error("BIT STRING", "less than 16K bits", "more");
		}
		return readBits(in, length);
	}

	private static BitString readBits(PerReader in, int length) {
		if (length > in.remaining()) {
			throw in.error("BIT STRING", length + " bits", in.remaining());
		}
		byte[] bytes = new byte[(length + 7) / Byte.SIZE];
		for (int i = 0; i < bytes.length; i++) {
			int count = Math.min(Byte.SIZE, length - i * Byte.SIZE);
			bytes[i] = (byte) (in.bits(count) << (Byte.SIZE - count));
		}
		return new BitString(Octets.wrap(bytes), length);
	}

	private static void writeBits(PerWriter out, BitString value) {
		if (value.length() >= 1 << 14) {
			throw new CodecException(CodecException.NO_OFFSET, "BIT STRING", "less than 16K bits", value.length());
		}
		out.length(value.length());
		writeBits(out, value, value.length());
	}

	private static void writeBits(PerWriter out, BitString value, int length) {
		byte[] bytes = value.octets().raw();
		for (int i = 0; i < bytes.length; i++) {
			int count = Math.min(Byte.SIZE, length - i * Byte.SIZE);
			out.bits((bytes[i] & 0xFF) >> (Byte.SIZE - count), count);
		}
	}

	/** PrintableString (SIZE (min..max, ...)). */
	public static PerType<String> printable(int min, int max) {
		return new StringType(min, max, StringType.Form.EXTENSIBLE);
	}

	/** The same as asn1c writes it: an empty text is padded to the octet as well. */
	public static PerType<String> printablePadded(int min, int max) {
		return new StringType(min, max, StringType.Form.EXTENSIBLE_PADDED);
	}

	/** PrintableString (SIZE (min..max)), padded to the octet. */
	public static PerType<String> printableBounded(int min, int max) {
		return new StringType(min, max, StringType.Form.BOUNDED_PADDED);
	}

	/** SEQUENCE (SIZE (min..max)) OF element. */
	public static <T> PerType<List<T>> list(long min, long max, PerType<T> element) {
		return new ListType<>(min, max, element);
	}

	/** ENUMERATED {…, ...} of a Java enumeration's constants in their order. */
	public static <E extends Enum<E>> PerType<E> enumerated(Class<E> java) {
		E[] constants = java.getEnumConstants();
		return type((in) -> {
			if (in.bit()) {
				throw in.error("ENUMERATED", "one of " + List.of(constants), "extension " + in.small());
			}
			return constants[(int) in.constrained(0, constants.length - 1L)];
		}, (out, value) -> {
			out.bit(false);
			out.constrained(value.ordinal(), 0, constants.length - 1L);
		});
	}

	/** ENUMERATED {…} of a Java enumeration's constants in their order. */
	public static <E extends Enum<E>> PerType<E> closed(Class<E> java) {
		E[] constants = java.getEnumConstants();
		return type((in) -> constants[(int) in.constrained(0, constants.length - 1L)],
				(out, value) -> out.constrained(value.ordinal(), 0, constants.length - 1L));
	}

	/**
	 * ENUMERATED {…, ...} as numbers: 0 to {@code known} − 1 before the extension marker,
	 * those behind it from {@code known} on, whatever they will mean.
	 */
	public static PerType<Integer> enumerated(int known) {
		return type((in) -> in.bit() ? known + in.small() : (int) in.constrained(0, known - 1L), (out, value) -> {
			boolean extension = value >= known;
			out.bit(extension);
			if (extension) {
				out.small(value - known);
			}
			else {
				out.constrained(value, 0, known - 1L);
			}
		});
	}

	/** A value in an open type, X.691 clause 11.2. */
	public static <T> PerType<T> open(PerType<T> type) {
		return type((in) -> in.open(type), (out, value) -> out.open(type, value));
	}

	/** NULL, which stands for a constant. */
	public static <T> PerType<T> constant(T value) {
		return type((in) -> value, (out, same) -> {
			// takes no bits
		});
	}

	/** A type that contains itself. */
	public static <T> PerType<T> recursive(Supplier<PerType<T>> itself) {
		return type((in) -> in.nested(itself.get()), (out, value) -> itself.get().write(out, value));
	}

	private static double readReal(PerReader in) {
		byte[] octets = in.octets();
		try {
			return RealCoding.decode(octets);
		}
		catch (CodecException ex) {
			throw ex.from(in.offset());
		}
	}

	private static <T> PerType<T> type(Reading<T> reading, Writing<T> writing) {
		return new PerType<>() {
			@Override
			public T read(PerReader in) {
				return reading.read(in);
			}

			@Override
			public void write(PerWriter out, T value) {
				writing.write(out, value);
			}
		};
	}

	private interface Reading<T> {

		T read(PerReader in);

	}

	private interface Writing<T> {

		void write(PerWriter out, T value);

	}

}
