/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.presage.testing.Allocations;

import static org.assertj.core.api.Assertions.assertThat;

/** Frames with octets changed, lost, added and moved. */
class MutatedFramesTest {

	/** {@code -Dpresage.mutations=1000000} for the long run. */
	private static final int MUTATIONS = Integer.getInteger("presage.mutations", 20_000);

	/** To read one, of at most a few hundred octets; the less of two times. */
	private static final long MOST_MEMORY = 64 << 10;

	private final long seed = Long.getLong("presage.seed", 20260801L);

	private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(this.seed);

	private static final List<byte[]> FRAMES = List.of(TestFrame.of(12050, "an indication").octets(),
			TestFrame.of(12041, new byte[300]).text(12, "tx").text(140, "gnb").set(212, 9).octets(),
			TestFrame.of(100, "").set(204, 2).set(208, 2).octets());

	private byte[] mutated() {
		byte[] octets = FRAMES.get(this.random.nextInt(FRAMES.size())).clone();
		int changes = 1 + this.random.nextInt(4);
		for (int i = 0; i < changes; i++) {
			// Half of them where all the lengths are.
			int[] lengths = { 0, 0, 54, 246, 250, 254, 258 };
			int at = this.random.nextBoolean() ? lengths[this.random.nextInt(lengths.length)] + this.random.nextInt(4)
					: this.random.nextInt(octets.length);
			at = Math.min(at, octets.length - 1);
			switch (this.random.nextInt(6)) {
				case 0 -> octets[at] ^= (byte) (1 << this.random.nextInt(8));
				case 1 -> octets[at] = (byte) this.random.nextInt(256);
				case 2 -> octets[at] = (byte) 0xFF;
				case 3 -> octets = Arrays.copyOf(octets, 1 + this.random.nextInt(octets.length));
				case 4 -> octets = Arrays.copyOf(octets, octets.length + 1 + this.random.nextInt(8));
				default -> {
					int length = this.random.nextInt(octets.length - at + 1);
					System.arraycopy(octets, at, octets, this.random.nextInt(octets.length - length + 1), length);
				}
			}
		}
		return octets;
	}

	/** In nine of ten, as the stream would else be lost most of the time. */
	private byte[] ofItsLength(byte[] frame) {
		if (frame.length >= 50 && this.random.nextInt(10) > 0) {
			ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(0, frame.length);
		}
		return frame;
	}

	/** Read from the memory that came, and never more than in proportion to it. */
	@Test
	void aMutatedFrameIsAMessageOrRefused() {
		OctetStream stream = new OctetStream(Endpoints.MOST_PAYLOAD);
		int messages = 0;
		long most = 0;
		for (int i = 0; i < MUTATIONS; i++) {
			byte[] frame = mutated();
			long before = Allocations.ofThisThread();
			messages += stream.read(frame);
			long between = Allocations.ofThisThread();
			if (between - before > most) {
				stream.read(frame);
				most = Math.max(most, Math.min(between - before, Allocations.ofThisThread() - between));
			}
		}
		System.out.printf("rmr: %,d mutated frames, %,d messages, at most %,d octets of memory each%n", MUTATIONS,
				messages, most);
		assertThat(messages).isBetween(MUTATIONS / 100, MUTATIONS);
		assertThat(most).isLessThan(MOST_MEMORY);
	}

	private static void sendOrSeeItEnded(RawPeer peer, byte[] octets) {
		try {
			peer.send(octets);
		}
		catch (IOException ex) {
			assertThat(ex).isInstanceOf(SocketException.class);
		}
	}

	/** They are all of the stream of one peer; another one is served all the while. */
	@Test
	void aPeerThatSendsThemStallsNobody() throws Exception {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		AtomicLong received = new AtomicLong();
		Inbox good = new Inbox();
		try (Endpoints endpoints = new Endpoints()) {
			RmrEndpoint us = endpoints.start((message, reply) -> {
				received.incrementAndGet();
				if (message.type() == 777) {
					good.received(message, reply);
				}
			}, registry);
			RawPeer bad = RawPeer.to(us.port());
			int connections = 1;
			try (RawPeer other = RawPeer.to(us.port())) {
				for (int i = 0; i < MUTATIONS; i++) {
					sendOrSeeItEnded(bad, ofItsLength(mutated()));
					if (i % 20 == 0) {
						other.send(TestFrame.of(777, "mutation " + i).octets());
						assertThat(good.take().text()).isEqualTo("mutation " + i);
						if (Endpoints.lost(registry, Loss.LENGTH) == connections) {
							bad.close();
							bad = RawPeer.to(us.port());
							connections++;
						}
					}
				}
			}
			bad.close();
			Endpoints.await("all ended", () -> Endpoints.connections(registry, "in") == 0);
			System.out.printf(
					"rmr: %,d mutated frames over %,d connections, %,d messages, %,.0f impossible lengths, "
							+ "%,.0f headers, %,.0f payloads, %,.0f versions%n",
					MUTATIONS, connections, received.get(), Endpoints.lost(registry, Loss.LENGTH),
					Endpoints.lost(registry, Loss.HEADER), Endpoints.lost(registry, Loss.PAYLOAD),
					Endpoints.lost(registry, Loss.VERSION));
			assertThat(Endpoints.messages(registry, "received")).isEqualTo(received.get());
			assertThat(connections).isGreaterThan(1);
		}
	}

}
