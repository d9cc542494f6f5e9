/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

/** Why a message is lost. */
enum Loss {

	/** The length of a frame cannot be: the connection is closed. */
	LENGTH,
	/** Lengths in the header go beyond the frame. */
	HEADER,
	/** The payload goes beyond the frame, or is longer than is accepted. */
	PAYLOAD,
	/** A version of the header that is not read. */
	VERSION,
	/** The handler threw. */
	HANDLER,
	/** All places for connections are taken: one was closed for a new one. */
	CONNECTIONS,
	/** No whole message within 10 s: the connection is closed. */
	SLOW,
	/** All connections together hold too much: the slowest frame's is closed. */
	MEMORY,
	/** No connection to the peer was made in time. */
	EXPIRED,
	/** The connection broke before the message was written. */
	BROKEN

}
