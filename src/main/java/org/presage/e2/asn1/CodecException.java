/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import org.presage.base.InvalidInputException;

/**
 * Bytes that are no message of the expected type, or a value that the type cannot carry.
 * The message names the field, what was expected and found, the ASN.1 type and the octet.
 * It has no stack trace: foreign input, perhaps a flood of it, is the cause.
 */
public final class CodecException extends InvalidInputException {

	private static final long serialVersionUID = 1L;

	/** Where there is no octet to name: while encoding, and in JSON. */
	public static final int NO_OFFSET = -1;

	private final int offset;

	private final String type;

	private final String path;

	/** Without a path: the field is the type. */
	public CodecException(int offset, String type, Object expected, Object found) {
		this(offset, type, "", expected, found);
	}

	/**
	 * With the field.
	 * @param path from the outermost field inwards, as {@code measData[0].measRecord[2]};
	 * empty if the message itself is meant
	 */
	public CodecException(int offset, String type, String path, Object expected, Object found) {
		super(path.isEmpty() ? type : path, expected, found, null, place(offset, type, path));
		this.offset = offset;
		this.type = type;
		this.path = path;
	}

	private static String place(int offset, String type, String path) {
		if (path.isEmpty()) {
			return (offset != NO_OFFSET) ? " (octet " + offset + ')' : "";
		}
		return " (" + type + ((offset != NO_OFFSET) ? ", octet " + offset : "") + ')';
	}

	/** The same, seen from the outside of a field or list element. */
	CodecException within(String outer) {
		String separator = (this.path.isEmpty() || this.path.startsWith("[")) ? "" : ".";
		return new CodecException(this.offset, this.type, outer + separator + this.path, expected(), found());
	}

	/** The same about a value that starts at that octet. */
	CodecException from(int octet) {
		return (this.offset == NO_OFFSET) ? new CodecException(octet, this.type, this.path, expected(), found()) : this;
	}

	@Override
	public CodecException inside(String outer) {
		return new CodecException(this.offset, this.type, outer + field(), expected(), found());
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

	/**
	 * The field, from the outermost inwards, as {@code measData[0].measRecord[2]}; empty
	 * if the message itself is meant.
	 */
	public String path() {
		return this.path;
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
