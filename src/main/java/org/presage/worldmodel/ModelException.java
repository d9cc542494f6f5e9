/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * A model package cannot be used, or a model could not be run. Where a field of the
 * package is wrong, the cause is an {@link InvalidInputException} with the same message.
 */
public class ModelException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public ModelException(String message) {
		super(message);
	}

	public ModelException(String message, Throwable cause) {
		super(message, cause);
	}

	/** A field is wrong. */
	public ModelException(String field, Object expected, @Nullable Object found) {
		this(new InvalidInputException(field, expected, found));
	}

	/** A field is wrong because of a failure. */
	public ModelException(String field, Object expected, @Nullable Object found, Throwable cause) {
		this(new InvalidInputException(field, expected, found, cause));
	}

	/** With the wrong field as its cause. */
	public ModelException(InvalidInputException problem) {
		super(problem.getMessage(), problem);
	}

}
