/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

/**
 * A PrintableString. Nodes put other visible ASCII into it, underscores above all, so
 * that is taken and written as well.
 */
record StringType(int min, int max, Form form) implements PerType<String> {

	/** What a compiler makes of the bounds {@code SIZE (min..max, ...)}. */
	enum Form {

		/** The bounds are not seen: a length determinant. */
		UNBOUNDED,
		/** An extension bit and a length within the bounds. */
		EXTENSIBLE,
		/** The same, and an empty text is padded to the octet as well. */
		EXTENSIBLE_PADDED,
		/** A length within the bounds, padded: the extension marker is not seen. */
		BOUNDED_PADDED;

		boolean pads() {
			return this == EXTENSIBLE_PADDED || this == BOUNDED_PADDED;
		}

	}

	@Override
	public String read(PerReader in) {
		if (this.form == Form.BOUNDED_PADDED || this.form != Form.UNBOUNDED && !in.bit()) {
			int length = (int) in.constrained(this.min, this.max);
			return (length == 0 && !this.form.pads()) ? "" : in.text(length);
		}
		int length = in.length();
		if (length < 0) {
			throw in.error("PrintableString", "less than 16K characters", "more");
		}
		return in.text(length);
	}

	@Override
	public void write(PerWriter out, String value) {
		if (value.length() >= 1 << 14) {
			throw new CodecException(CodecException.NO_OFFSET, "PrintableString", "less than 16K characters",
					value.length());
		}
		byte[] bytes = new byte[value.length()];
		for (int i = 0; i < bytes.length; i++) {
			char character = value.charAt(i);
			if (!visible(character)) {
				throw new CodecException(CodecException.NO_OFFSET, "PrintableString", "visible characters",
						(int) character);
			}
			bytes[i] = (byte) character;
		}
		if (this.form != Form.UNBOUNDED) {
			boolean extended = this.form != Form.BOUNDED_PADDED && (bytes.length < this.min || bytes.length > this.max);
			if (this.form != Form.BOUNDED_PADDED) {
				out.bit(extended);
			}
			if (!extended) {
				out.constrained(bytes.length, this.min, this.max);
				if (bytes.length > 0 || this.form.pads()) {
					out.octets(bytes, 0, bytes.length);
				}
				return;
			}
		}
		out.octets(bytes);
	}

	static boolean visible(int character) {
		return character >= ' ' && character <= '~';
	}

}
