/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import org.presage.ric.osc.rmr.RmrSettings;

/**
 * How the O-RAN SC near-RT RIC is reached, and how it reaches this program.
 *
 * @param host under which the RIC reaches the web server of this program. The
 * subscription manager finds the RMR host by writing {@code rmr} for {@code http} in it
 * @param httpPort of that web server; 0 for the one it has
 * @param rmr the message router
 * @param requestor first of {@value ControlRequests#REQUESTORS} RIC requestor ids that
 * are used in turn by control, and of one more for subscriptions without a manager
 * @param noticeMs a subscription that the manager has accepted is waited for so long
 * @param kpmFunction RAN function of E2SM-KPM in nodes that the E2 manager does not tell
 * about
 * @param controlFunction the same of the service model of control
 * @param controlModel number of that service model, the last arc of its OID
 * @param controlKeys of the configuration that choose function and model, for messages
 */
public record OscSettings(String host, int httpPort, RmrSettings rmr, int requestor, long noticeMs, int kpmFunction,
		int controlFunction, int controlModel, String controlKeys) {

	/**
	 * Whether a node's function of that number takes control whatever OID it has: the
	 * number was chosen, and does not just follow from the service model.
	 */
	boolean controlByNumber() {
		return this.controlFunction != this.controlModel;
	}

}
