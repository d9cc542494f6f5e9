package org.presage.e2.asn1;

/**
 * A PrintableString. Nodes put other visible ASCII into it, underscores above all, so
 * that is taken and written as well.
 */
record StringType(int min, int max, boolean bounded) implements PerType<String> {

	@Override
	public String read(PerReader in) {
		if (this.bounded && !in.bit()) {
			int length = (int) in.constrained(this.min, this.max);
			return (length == 0) ? "" : in.text(length);
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
		if (this.bounded) {
			boolean extended = bytes.length < this.min || bytes.length > this.max;
			out.bit(extended);
			if (!extended) {
				out.constrained(bytes.length, this.min, this.max);
				if (bytes.length > 0) {
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
