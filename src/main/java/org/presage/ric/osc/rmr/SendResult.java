/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

/** Result of sending a message. */
public enum SendResult {

	/**
	 * On its way. It is still lost, and counted, if no connection is made in two seconds
	 * or the connection breaks.
	 */
	QUEUED,
	/** No route for its type, subscription and node. */
	NO_ROUTE,
	/** As much as may wait for the peer does: it does not read, or is not there. */
	FULL,
	/** The payload is longer than the settings allow. */
	TOO_LARGE,
	/** The endpoint, or the connection to return it on, is closed. */
	CLOSED

}
