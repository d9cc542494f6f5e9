/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much waits to be written for one peer, in number and size, and for all of them
 * together, in size. Any thread.
 */
final class Outbox {

	private static final int MOST_OCTETS = 4 << 20;

	/** Octets for all peers of an endpoint. */
	static final int MOST_TOTAL = 64 << 20;

	private final int mostMessages;

	private final AtomicLong total;

	private int messages;

	private int octets;

	/**
	 * @param total octets that wait for all peers
	 */
	Outbox(int mostMessages, AtomicLong total) {
		this.mostMessages = mostMessages;
		this.total = total;
	}

	/** Takes room if there is any; alone there always is for one message. */
	synchronized boolean reserve(int length) {
		boolean room = this.messages == 0 || (this.messages < this.mostMessages && this.octets <= MOST_OCTETS - length);
		if (room && this.total.addAndGet(length) > MOST_TOTAL) {
			this.total.addAndGet(-length);
			room = false;
		}
		if (room) {
			this.messages++;
			this.octets += length;
		}
		return room;
	}

	/** Gives room back. */
	synchronized void release(int length) {
		this.messages--;
		this.octets -= length;
		this.total.addAndGet(-length);
	}

}
