package org.presage.base;

/**
 * Something does not fit the schema that it claims to follow. The message names the
 * field, what was expected there and what was found.
 */
public class InvalidInputException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String field;

	private final String expected;

	private final String found;

	public InvalidInputException(String field, String expected, Object found) {
		super(field + ": expected " + expected + ", found " + found);
		this.field = field;
		this.expected = expected;
		this.found = String.valueOf(found);
	}

	public String field() {
		return this.field;
	}

	public String expected() {
		return this.expected;
	}

	public String found() {
		return this.found;
	}

}
