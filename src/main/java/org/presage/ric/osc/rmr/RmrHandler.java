/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

/**
 * Takes what is received. An endpoint calls it on one thread, the one that also writes,
 * so it must not block; messages of one connection come in their order.
 */
@FunctionalInterface
public interface RmrHandler {

	/**
	 * @param message received
	 * @param reply leads back to the sender; may be kept and used later, on any thread,
	 * more than once
	 */
	void received(RmrMessage message, RmrReply reply);

	/**
	 * A connection that messages have come on has ended. On the same thread.
	 * @param connection see {@link RmrReply#connection}
	 */
	default void disconnected(Object connection) {
	}

}
