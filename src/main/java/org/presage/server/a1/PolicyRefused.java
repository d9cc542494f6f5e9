/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import org.presage.base.InvalidInputException;

/**
 * A policy, or a message about one, cannot be taken. Its field is a path as {@code $.prbs
 * .max}, {@code $} for the whole policy, or a field of the message.
 */
public final class PolicyRefused extends InvalidInputException {

	private static final long serialVersionUID = 1L;

	private final Reason reason;

	public PolicyRefused(Reason reason, String field, String expected, Object found) {
		super(field, expected, found);
		this.reason = reason;
	}

	@Override
	public PolicyRefused inside(String outer) {
		return new PolicyRefused(this.reason, outer + field(), expected(), found());
	}

	/** Why, in short. */
	public enum Reason {

		/** Not JSON (in a file: nor YAML), or a message without its fields. */
		MALFORMED,
		/** Larger than a policy may be. */
		SIZE,
		/** Not what the policy type's schema says. */
		SCHEMA,
		/**
		 * By the schema, but contradictory, or not to be met by the model or the cell.
		 */
		MEANING,
		/** Of another policy type. */
		TYPE,
		/** Neither to create, nor to change, nor to delete. */
		OPERATION,
		/** An id that is none. */
		ID,
		/**
		 * The policy with that id came on another way, and is changed on that one only.
		 */
		OWNED,
		/** There are as many policies as may be. */
		FULL,
		/** Kept from before a restart, and damaged since; or it cannot be kept now. */
		STATE

	}

	public Reason reason() {
		return this.reason;
	}

}
