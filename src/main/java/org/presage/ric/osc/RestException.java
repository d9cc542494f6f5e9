/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

/**
 * A request over HTTP that was not answered as it should be. It has no stack trace: it
 * tells about another program.
 */
public final class RestException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** There was no answer: no connection, too late, too long. */
	public static final int NO_ANSWER = 0;

	private final int status;

	private final String reason;

	/**
	 * @param request as {@code POST http://host:8088/ric/v1/subscriptions}
	 * @param reason one line; empty if there is none
	 */
	RestException(String request, int status, String reason) {
		super(request + ":" + ((status != NO_ANSWER) ? " " + status : "") + (reason.isEmpty() ? "" : " " + reason));
		this.status = status;
		this.reason = reason;
	}

	/** Of HTTP; {@link #NO_ANSWER} without an answer. */
	public int status() {
		return this.status;
	}

	/** First line of what the server says about it; empty if it says nothing. */
	public String reason() {
		return this.reason;
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
