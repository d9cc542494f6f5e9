/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import io.grpc.Status;

import org.presage.base.InvalidInputException;

/** Input errors as gRPC statuses. */
public final class InputStatus {

	private InputStatus() {
	}

	/** The status with the message; callers in this process also see the cause. */
	public static Status of(Status status, Throwable failure) {
		return status.withDescription(String.valueOf(failure.getMessage())).withCause(failure);
	}

	/** The status for a wrong field, as {@link InvalidInputException} says it. */
	public static Status of(Status status, String field, Object expected, Object found) {
		return of(status, new InvalidInputException(field, expected, found));
	}

}
