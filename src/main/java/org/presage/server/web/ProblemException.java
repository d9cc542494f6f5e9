/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import org.presage.base.InvalidInputException;
import org.presage.base.JsonResult;

/** Why a request is refused, with the wrong field as its cause where there is one. */
final class ProblemException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final HttpStatus status;

	private ProblemException(HttpStatus status, String message, @Nullable InvalidInputException problem) {
		super(message, problem);
		this.status = status;
	}

	/** A field of the request that is wrong. */
	static ProblemException field(HttpStatus status, String field, String expected, Object found) {
		return of(status, new InvalidInputException(field, expected, found));
	}

	static ProblemException of(HttpStatus status, Throwable failure) {
		return of(status, String.valueOf(failure.getMessage()), failure);
	}

	/** Something else than a field. */
	static ProblemException of(HttpStatus status, String message) {
		return new ProblemException(status, message, null);
	}

	/**
	 * @param cause in which the wrong field is looked for; null for none
	 */
	static ProblemException of(HttpStatus status, String message, @Nullable Throwable cause) {
		return new ProblemException(status, message, (cause != null) ? InvalidInputException.in(cause) : null);
	}

	HttpStatus status() {
		return this.status;
	}

	/** As the answer has it; field and expected are empty where no field is wrong. */
	@JsonResult
	record Problem(String field, String expected, String found, String message) {
	}

	Problem problem() {
		String message = String.valueOf(getMessage());
		return (getCause() instanceof InvalidInputException known)
				? new Problem(known.field(), known.expected(), known.found(), message)
				: new Problem("", "", message, message);
	}

}
