/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

/**
 * Return to sender: over the connection that a message came on, whatever the routes say.
 * The answer carries the mark by which a sender that blocks in {@code rmr_call} knows it,
 * and, if its transaction is that of the message, the message's transaction octet by
 * octet.
 */
@FunctionalInterface
public interface RmrReply {

	/** Sends without blocking. */
	SendResult send(RmrMessage message);

	/** The connection, to be compared by identity. */
	default Object connection() {
		return this;
	}

}
