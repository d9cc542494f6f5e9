/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

/** Why a record of a route table, or a part of one, is not used. */
enum RouteSkip {

	/** The record has fewer fields than its kind needs. */
	FIELDS,
	/** It has no message type. */
	TYPE,
	/** An endpoint is not a host and a port. */
	ENDPOINT,
	/** The name of a node is too long. */
	NODE,
	/** Its kind is not known. */
	UNKNOWN,
	/** It belongs to no table. */
	OUTSIDE,
	/** It begins an update before a full table came. */
	EARLY

}
