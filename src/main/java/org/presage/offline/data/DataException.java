/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * Training data that cannot be used. Where a place in a file or an argument is wrong, the
 * cause is an {@link InvalidInputException} with the same message.
 */
public class DataException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public DataException(String message) {
		super(message);
	}

	public DataException(String message, Throwable cause) {
		super(message, cause);
	}

	/** A field is wrong. */
	public DataException(String field, Object expected, @Nullable Object found) {
		this(new InvalidInputException(field, expected, found));
	}

	/** A field is wrong because of a failure. */
	public DataException(String field, Object expected, @Nullable Object found, Throwable cause) {
		this(new InvalidInputException(field, expected, found, cause));
	}

	/** With the wrong field as its cause. */
	public DataException(InvalidInputException problem) {
		super(problem.getMessage(), problem);
	}

}
