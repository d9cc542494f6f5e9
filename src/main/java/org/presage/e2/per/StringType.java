package org.presage.e2.per;

import java.nio.charset.StandardCharsets;

/**
 * A PrintableString. Nodes put other visible ASCII into it, underscores above all, so
 * that is taken and written as well.
 */
record StringType(int min, int max, boolean bounded) implements PerType<String> {

	@Override
	public String read(PerReader in) {
		byte[] bytes;
		if (this.bounded && !in.bit()) {
			int length = (int) in.constrained(this.min, this.max);
			bytes = (length == 0) ? new byte[0] : in.octets(length);
		}
		else {
			bytes = in.octets();
		}
		for (byte character : bytes) {
			if (!visible(character)) {
				throw in.error("PrintableString", "expected visible characters, found " + (character & 0xFF));
			}
		}
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	@Override
	public void write(PerWriter out, String value) {
		byte[] bytes = new byte[value.length()];
		for (int i = 0; i < bytes.length; i++) {
			char character = value.charAt(i);
			if (!visible(character)) {
				throw new CodecException(CodecException.NO_OFFSET, "PrintableString",
						"expected visible characters, found " + (int) character);
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

	private static boolean visible(int character) {
		return character >= ' ' && character <= '~';
	}

}
