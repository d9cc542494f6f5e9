/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A frame as a peer writes it, with any field changed: offsets count from the RMR header,
 * so those of the transport header are negative.
 */
final class TestFrame {

	static final int TRANSPORT = 50;

	private final ByteBuffer octets;

	private TestFrame(int length) {
		this.octets = ByteBuffer.allocate(length);
	}

	/** Version 3, four octets of d1, from peer:4560. */
	static TestFrame of(int type, byte[] payload) {
		TestFrame frame = new TestFrame(TRANSPORT + 280 + 4 + payload.length);
		frame.lengths(frame.octets.capacity()).set(0, type).set(4, payload.length).set(8, 3);
		frame.text(76, "peer:4560").set(196, 280).set(204, 4).set(212, -1);
		frame.octets.put(TRANSPORT + 284, payload);
		return frame;
	}

	static TestFrame of(int type, String payload) {
		return of(type, payload.getBytes(StandardCharsets.UTF_8));
	}

	/** Both lengths and the mark. */
	TestFrame lengths(int length) {
		this.octets.order(ByteOrder.LITTLE_ENDIAN).putInt(0, length).order(ByteOrder.BIG_ENDIAN).putInt(4, length);
		this.octets.put(8, (byte) '$');
		return this;
	}

	TestFrame set(int offset, int value) {
		this.octets.putInt(TRANSPORT + offset, value);
		return this;
	}

	TestFrame text(int offset, String text) {
		this.octets.put(TRANSPORT + offset, text.getBytes(StandardCharsets.ISO_8859_1));
		return this;
	}

	byte[] octets() {
		return this.octets.array().clone();
	}

}
