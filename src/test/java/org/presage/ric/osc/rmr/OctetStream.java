/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import org.presage.base.Clock;

/** Any octets as all that ever comes on a connection, without the connection. */
public final class OctetStream {

	private final int maxPayload;

	private final RmrMetrics metrics = new RmrMetrics(new SimpleMeterRegistry());

	public OctetStream(int maxPayload) {
		this.maxPayload = maxPayload;
	}

	/**
	 * Reads them.
	 * @return how many messages they were
	 */
	public int read(byte[] octets) {
		EmbeddedChannel channel = new EmbeddedChannel(new FrameCutter(this.maxPayload,
				new Intake(this.maxPayload, Clock.SYSTEM, this.metrics, new EndedPeers(Clock.SYSTEM, this.metrics)),
				this.metrics));
		channel.writeInbound(Unpooled.wrappedBuffer(octets));
		channel.finish();
		int messages = 0;
		for (FrameReader.Received received = channel.readInbound(); received != null; received = channel
			.readInbound()) {
			messages++;
			if (received.message().payload().length > this.maxPayload) {
				throw new AssertionError("longer than is accepted: " + received.message());
			}
		}
		return messages;
	}

	/** Reads them as records of a route table. */
	public static void routes(String text) {
		RouteReader reader = RouteReader.lenient(java.util.Set.of("us:1"), (cause, detail) -> {
		});
		text.lines().forEach(reader::leniently);
		reader.table().lookup(1, -1, "gnb");
	}

}
