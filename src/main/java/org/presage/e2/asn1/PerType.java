/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import java.util.function.Function;

/**
 * An ASN.1 type: how its values are read and written.
 *
 * @param <T> its values; null never is one
 */
public interface PerType<T> {

	/**
	 * The next value.
	 * @throws CodecException if there is none
	 */
	T read(PerReader in);

	/**
	 * Appends a value.
	 * @throws CodecException if the type cannot carry it
	 */
	void write(PerWriter out, T value);

	/**
	 * A whole message. Octets behind it are ignored, as some encoders pad.
	 * @throws CodecException if it is not of this type
	 */
	default T decode(byte[] message) {
		return read(new PerReader(message));
	}

	/**
	 * A whole message that another one carried, as {@link #decode(byte[])}.
	 * @throws CodecException if it is not of this type
	 */
	default T decode(Octets message) {
		return decode(message.raw());
	}

	/**
	 * The message for a value.
	 * @throws CodecException if the type cannot carry it
	 */
	default byte[] encode(T value) {
		PerWriter out = new PerWriter();
		write(out, value);
		return out.toBytes();
	}

	/** The same encoding for values of another Java type. */
	default <R> PerType<R> as(Function<T, R> to, Function<R, T> from) {
		PerType<T> self = this;
		return new PerType<>() {
			@Override
			public R read(PerReader in) {
				int start = in.offset();
				T value = self.read(in);
				try {
					return to.apply(value);
				}
				catch (CodecException ex) {
					throw ex.from(start);
				}
			}

			@Override
			public void write(PerWriter out, R value) {
				self.write(out, from.apply(value));
			}
		};
	}

}
