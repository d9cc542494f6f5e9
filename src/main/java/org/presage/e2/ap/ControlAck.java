/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

/** RICcontrolAckRequest: whether a control message is to be answered. */
public enum ControlAck {

	/** Only if it fails. */
	NO_ACK,
	/** Always. */
	ACK

}
