/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.util.List;

import org.presage.ric.osc.SubscriptionBody;

/** The RAN behind the subscription manager: what happens to the nodes. */
public interface Subscriptions {

	/**
	 * One E2 subscription.
	 * @param client where its indications go
	 * @param ranName of a node that is connected
	 * @param function RAN function id, 0 to 4095
	 * @param trigger event trigger of the service model
	 * @param definitions one for each action, empty where there is none
	 * @return the E2EventInstanceId, 1 to 65535: the sub_id of its indications
	 * @throws Refused if the node does not take it
	 */
	int subscribed(SubscriptionBody.ClientEndpoint client, String ranName, int function, byte[] trigger,
			List<byte[]> definitions) throws Refused;

	/** Ends it. */
	void unsubscribed(int e2EventInstanceId);

}
