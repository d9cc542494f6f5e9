package org.presage.offline.screening;

/**
 * A policy cannot be used. The message names file and field, what was expected there and
 * what was found.
 */
public class PolicyException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	public PolicyException(String file, String field, String expected, Object found) {
		super("policy " + file + ": " + field + ": expected " + expected + ", found " + found);
	}

}
