package org.presage.e2.asn1;

/**
 * Bytes that are no message of the expected type, or a value that the type cannot carry.
 * The message names the field, the ASN.1 type and the octet. It has no stack trace: it
 * tells about foreign input, perhaps a flood of it.
 */
public final class CodecException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	/** Where there is no octet to name: while encoding, and in JSON. */
	public static final int NO_OFFSET = -1;

	private final int offset;

	private final String type;

	private final String path;

	private final String problem;

	public CodecException(int offset, String type, String problem) {
		this(offset, type, "", problem);
	}

	/**
	 * With the field.
	 * @param path from the outermost field inwards, as {@code measData[0].measRecord[2]}
	 */
	public CodecException(int offset, String type, String path, String problem) {
		super((path.isEmpty() ? "" : path + ": ") + problem + " (" + type
				+ ((offset != NO_OFFSET) ? ", octet " + offset + ")" : ")"));
		this.offset = offset;
		this.type = type;
		this.path = path;
		this.problem = problem;
	}

	/** The same, seen from the outside of a field or list element. */
	CodecException within(String field) {
		String separator = (this.path.isEmpty() || this.path.startsWith("[")) ? "" : ".";
		return new CodecException(this.offset, this.type, field + separator + this.path, this.problem);
	}

	/** The same about a value that starts at that octet. */
	CodecException from(int octet) {
		return (this.offset == NO_OFFSET) ? new CodecException(octet, this.type, this.path, this.problem) : this;
	}

	/**
	 * Octet of the message, from 0, at which it stopped making sense; −1 while encoding,
	 * and where JSON has a field that is not as it should be.
	 */
	public int offset() {
		return this.offset;
	}

	/** The ASN.1 type that was expected there. */
	public String type() {
		return this.type;
	}

	/** The field, from the outermost inwards, as {@code measData[0].measRecord[2]}. */
	public String path() {
		return this.path;
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
