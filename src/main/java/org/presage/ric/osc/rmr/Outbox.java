package org.presage.ric.osc.rmr;

/** How much waits to be written for one peer, in number and size. Any thread. */
final class Outbox {

	private static final int MOST_OCTETS = 4 << 20;

	private final int mostMessages;

	private int messages;

	private int octets;

	Outbox(int mostMessages) {
		this.mostMessages = mostMessages;
	}

	/** Takes room if there is any; there always is for one message. */
	synchronized boolean reserve(int length) {
		boolean room = this.messages == 0 || (this.messages < this.mostMessages && this.octets <= MOST_OCTETS - length);
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
	}

}
