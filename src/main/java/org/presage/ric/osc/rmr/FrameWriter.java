/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Messages as frames, see {@link FrameLayout}. */
final class FrameWriter {

	private final byte[] source;

	private final byte[] address;

	/**
	 * @param source where we listen, host and port, at most 63 octets
	 * @param address the same with an address for the host
	 */
	FrameWriter(String source, String address) {
		this.source = octets(source);
		this.address = octets(address);
	}

	/** A frame of our own. */
	byte[] frame(RmrMessage message) {
		return frame(message, Echo.NONE);
	}

	/** A frame that answers another one. */
	byte[] frame(RmrMessage message, Echo echo) {
		byte[] d1 = echo.d1();
		byte[] payload = message.payload();
		int headers = FrameLayout.HEADER + d1.length;
		byte[] frame = new byte[FrameLayout.TRANSPORT + headers + payload.length];
		ByteBuffer transport = ByteBuffer.wrap(frame);
		transport.order(ByteOrder.LITTLE_ENDIAN).putInt(FrameLayout.LENGTH, frame.length);
		transport.order(ByteOrder.BIG_ENDIAN).putInt(FrameLayout.NETWORK_LENGTH, frame.length);
		transport.put(FrameLayout.MARK, FrameLayout.MARK_VALUE);
		ByteBuffer header = ByteBuffer.wrap(frame, FrameLayout.TRANSPORT, frame.length - FrameLayout.TRANSPORT).slice();
		header.putInt(FrameLayout.TYPE, message.type());
		header.putInt(FrameLayout.PAYLOAD_LENGTH, payload.length);
		header.putInt(FrameLayout.VERSION, FrameLayout.VERSION_VALUE);
		boolean same = message.transaction().equals(echo.text());
		header.put(FrameLayout.TRANSACTION, same ? echo.transaction() : octets(message.transaction()));
		header.put(FrameLayout.SOURCE, this.source);
		header.put(FrameLayout.MEID, octets(message.meid()));
		header.putInt(FrameLayout.HEADER_LENGTH, FrameLayout.HEADER);
		header.putInt(FrameLayout.D1_LENGTH, d1.length);
		header.putInt(FrameLayout.SUBSCRIPTION, message.subscription());
		header.put(FrameLayout.SOURCE_ADDRESS, this.address);
		header.put(FrameLayout.HEADER, d1);
		header.put(headers, payload);
		return frame;
	}

	private static byte[] octets(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
