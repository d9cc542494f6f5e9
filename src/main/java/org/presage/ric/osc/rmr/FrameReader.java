/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Frames as messages, see {@link FrameLayout}. */
final class FrameReader {

	private FrameReader() {
	}

	/**
	 * A message, and what an answer to it gives back.
	 *
	 * @param message as the application sees it
	 * @param echo for the answer
	 */
	record Received(RmrMessage message, Echo echo) {
	}

	/**
	 * Reads a whole frame. A string that lacks its zero ends where the zero should be;
	 * octets after the payload are ignored; a header may be longer than is known.
	 * @param frame with its transport header, and nothing after it
	 * @param maxPayload longest payload that is accepted
	 * @throws FrameException if it is not one
	 */
	static Received read(ByteBuf frame, int maxPayload) {
		ByteBuf header = frame.slice(frame.readerIndex() + FrameLayout.TRANSPORT,
				frame.readableBytes() - FrameLayout.TRANSPORT);
		int room = header.readableBytes();
		need(room >= FrameLayout.HEADER_2, Loss.HEADER, "a header of ", room);
		int version = header.getInt(FrameLayout.VERSION);
		// Version 1 was written in the sender's byte order, which makes it a huge number.
		need(version >= 2 && version < 1 << 16, Loss.VERSION, "version ", version);
		int known = (version == 2) ? FrameLayout.HEADER_2 : FrameLayout.HEADER;
		long own = header.getUnsignedInt(FrameLayout.HEADER_LENGTH);
		need(own >= known && own <= room, Loss.HEADER, "header length ", own);
		long d1 = own + header.getUnsignedInt(FrameLayout.TRACE_LENGTH);
		long d2 = d1 + header.getUnsignedInt(FrameLayout.D1_LENGTH);
		long payload = d2 + header.getUnsignedInt(FrameLayout.D2_LENGTH);
		need(payload <= room, Loss.HEADER, "sum of header lengths ", payload);
		long length = header.getUnsignedInt(FrameLayout.PAYLOAD_LENGTH);
		need(length <= room - payload && length <= maxPayload, Loss.PAYLOAD, "payload length ", length);
		String transaction = string(header, FrameLayout.TRANSACTION, FrameLayout.TRANSACTION_LENGTH);
		RmrMessage message = new RmrMessage(header.getInt(FrameLayout.TYPE), header.getInt(FrameLayout.SUBSCRIPTION),
				string(header, FrameLayout.MEID, FrameLayout.MEID_LENGTH - 1), transaction,
				ByteBufUtil.getBytes(header, (int) payload, (int) length),
				string(header, FrameLayout.SOURCE, FrameLayout.SOURCE_LENGTH - 1));
		byte[] raw = ByteBufUtil.getBytes(header, FrameLayout.TRANSACTION, FrameLayout.TRANSACTION_LENGTH);
		return new Received(message,
				Echo.of(transaction, raw, ByteBufUtil.getBytes(header, (int) d1, (int) (d2 - d1))));
	}

	private static String string(ByteBuf header, int at, int most) {
		int zero = header.indexOf(at, at + most, (byte) 0);
		return header.toString(at, ((zero < 0) ? at + most : zero) - at, StandardCharsets.ISO_8859_1);
	}

	private static void need(boolean good, Loss loss, String what, long found) {
		if (!good) {
			throw new FrameException(loss, what + found);
		}
	}

}
