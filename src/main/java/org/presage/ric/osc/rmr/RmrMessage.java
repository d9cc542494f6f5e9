/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.util.Arrays;
import java.util.Objects;

import org.presage.base.InvalidInputException;

/**
 * One message.
 *
 * @param type what the payload is, see {@link RmrTypes}
 * @param subscription that it belongs to, or {@link #NO_SUBSCRIPTION}
 * @param meid name of the E2 node, at most 31 octets, may be empty
 * @param transaction that pairs a request with its answer, at most 32 octets, may be
 * empty
 * @param payload content; not copied
 * @param source where the sender listens, host and port; empty in a message of our own,
 * which is given it when it is sent
 */
public record RmrMessage(int type, int subscription, String meid, String transaction, byte[] payload, String source) {

	/** The message belongs to no subscription. */
	public static final int NO_SUBSCRIPTION = -1;

	public RmrMessage {
		atMost("meid", meid, FrameLayout.MEID_LENGTH - 1);
		atMost("transaction", transaction, FrameLayout.TRANSACTION_LENGTH);
		atMost("source", source, FrameLayout.SOURCE_LENGTH - 1);
	}

	/** A message of our own. */
	public RmrMessage(int type, int subscription, String meid, String transaction, byte[] payload) {
		this(type, subscription, meid, transaction, payload, "");
	}

	private static void atMost(String field, String text, int most) {
		if (text.length() > most || !text.chars().allMatch((c) -> c > 0 && c < 256)) {
			throw new InvalidInputException(field, "at most " + most + " octets without zeros", "'" + text + "'");
		}
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof RmrMessage that && this.type == that.type && this.subscription == that.subscription
				&& this.meid.equals(that.meid) && this.transaction.equals(that.transaction)
				&& Arrays.equals(this.payload, that.payload) && this.source.equals(that.source);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.type, this.subscription, this.meid, this.transaction, Arrays.hashCode(this.payload),
				this.source);
	}

	@Override
	public String toString() {
		return "RMR " + this.type + ", subscription " + this.subscription + ", node '"
				+ InvalidInputException.bounded(this.meid) + "', transaction '"
				+ InvalidInputException.bounded(this.transaction) + "', " + this.payload.length + " octets"
				+ (this.source.isEmpty() ? "" : " from " + InvalidInputException.bounded(this.source));
	}

}
