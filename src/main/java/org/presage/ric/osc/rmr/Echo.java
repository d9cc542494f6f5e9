/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.util.Arrays;

/**
 * Octets of a received header that an answer gives back as they are, because the sender
 * may compare them octet by octet.
 *
 * @param text the transaction as the application sees it
 * @param transaction all 32 octets
 * @param d1 the number of the sender's call
 */
record Echo(String text, byte[] transaction, byte[] d1) {

	/** Of a message that answers nothing. */
	static final Echo NONE = new Echo("", new byte[FrameLayout.TRANSACTION_LENGTH], new byte[FrameLayout.D1]);

	private static final int MOST_D1 = 64;

	/** One that holds no more of d1 than any sender uses. */
	static Echo of(String text, byte[] transaction, byte[] d1) {
		int length = Math.min(MOST_D1, Math.max(FrameLayout.D1, d1.length));
		return new Echo(text, transaction, (length == d1.length) ? d1 : Arrays.copyOf(d1, length));
	}

}
