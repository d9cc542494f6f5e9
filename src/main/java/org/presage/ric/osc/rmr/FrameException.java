/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

/** A frame whose content cannot be used. What comes after it can. */
final class FrameException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Loss loss;

	FrameException(Loss loss, String message) {
		super(message, null, false, false);
		this.loss = loss;
	}

	Loss loss() {
		return this.loss;
	}

}
