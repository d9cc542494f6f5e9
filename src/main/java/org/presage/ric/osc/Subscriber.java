/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import org.presage.e2.ap.E2apMessage;
import org.presage.e2.asn1.Octets;
import org.presage.ric.CellTarget;
import org.presage.ric.osc.rmr.RmrMessage;

/** A way to ask the RIC for the indications of a cell. Calls return at once. */
interface Subscriber extends AutoCloseable {

	/**
	 * Asks; the stream receives the result.
	 * @param trigger E2SM-KPM-EventTriggerDefinition
	 * @param definition E2SM-KPM-ActionDefinition
	 */
	void subscribe(OscStream stream, Octets trigger, Octets definition);

	/**
	 * Ends a cell's subscription.
	 * @param done is run when the RIC has answered, or does not
	 */
	void unsubscribe(CellTarget target, Runnable done);

	/**
	 * Prepares to subscribe again because nothing comes.
	 * @param done subscribes
	 */
	default void renew(CellTarget target, Runnable done) {
		unsubscribe(target, done);
	}

	/**
	 * Takes what the subscription manager posts.
	 * @throws org.presage.base.InvalidInputException if no manager is asked
	 */
	void noticed(SubscriptionNotice notice);

	/**
	 * Takes an E2 termination's answer.
	 * @return whether it was expected
	 */
	boolean answered(RmrMessage message, E2apMessage answer);

	@Override
	void close();

}
