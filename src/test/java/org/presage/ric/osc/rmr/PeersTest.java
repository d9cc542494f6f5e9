/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.presage.control.metrics.Metric;
import org.presage.testing.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Peers that are not there, go, come back, or do not read. */
class PeersTest {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Endpoints endpoints = new Endpoints();

	private final Inbox inbox = new Inbox();

	private RmrEndpoint us;

	private int port;

	@BeforeEach
	void start() throws IOException {
		this.us = this.endpoints.start(this.inbox, this.registry);
		try (ServerSocket free = RawPeer.listening(0)) {
			this.port = free.getLocalPort();
		}
	}

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private SendResult send(String text) {
		return this.us.send(Endpoints.control(text.getBytes(StandardCharsets.UTF_8)));
	}

	private RmrEndpoint ric(int at) throws IOException {
		return this.endpoints.start(
				new RmrSettings("127.0.0.1", "127.0.0.1", at, -1, null, null, 1, Endpoints.MOST_PAYLOAD, 100),
				this.inbox, new SimpleMeterRegistry());
	}

	/** The order of start does not matter, by name and by address. */
	@Test
	void whatIsSentBeforeThePeerIsThereWaitsForIt() throws Exception {
		this.us.routes(Endpoints.control("localhost:" + this.port));
		assertThat(send("early")).isEqualTo(SendResult.QUEUED);
		Endpoints.await("an attempt",
				() -> this.registry.find(Metric.RMR_UNREACHABLE.id())
					.counters()
					.stream()
					.anyMatch((c) -> c.count() > 0));
		assertThat(send("early too")).isEqualTo(SendResult.QUEUED);
		ric(this.port);
		assertThat(this.inbox.take().text()).isEqualTo("early");
		assertThat(this.inbox.take().text()).isEqualTo("early too");
	}

	/** But no longer than two seconds, and no more than the queue. */
	@Test
	void whatWaitsTooLongIsDroppedAndCounted() throws Exception {
		this.us.routes(Endpoints.control("127.0.0.1:" + this.port));
		for (int i = 0; i < Endpoints.QUEUE; i++) {
			assertThat(send("never")).isEqualTo(SendResult.QUEUED);
		}
		assertThat(send("one too many")).isEqualTo(SendResult.FULL);
		Endpoints.await("all dropped", () -> Endpoints.lost(this.registry, Loss.EXPIRED) == Endpoints.QUEUE);
		ric(this.port);
		assertThat(send("in time")).isEqualTo(SendResult.QUEUED);
		assertThat(this.inbox.take().text()).isEqualTo("in time");
	}

	/** As a process that was stopped and wakes up: its timer has not run yet. */
	@Test
	void whatWaitedInAStoppedProcessIsNotSent() throws Exception {
		ManualClock clock = new ManualClock();
		SimpleMeterRegistry stopped = new SimpleMeterRegistry();
		this.us = this.endpoints.start(Endpoints.settings(), this.inbox, stopped, clock);
		this.us.routes(Endpoints.control("127.0.0.1:" + this.port));
		assertThat(send("late")).isEqualTo(SendResult.QUEUED);
		clock.advanceMillis(3_000);
		ric(this.port);
		Endpoints.await("dropped", () -> Endpoints.lost(stopped, Loss.EXPIRED) == 1);
		assertThat(send("in time")).isEqualTo(SendResult.QUEUED);
		assertThat(this.inbox.take().text()).isEqualTo("in time");
	}

	/** It is killed and comes back; we connect again without being told to. */
	@Test
	void aPeerThatComesBackIsConnectedAgain() throws Exception {
		this.us.routes(Endpoints.control("127.0.0.1:" + this.port));
		for (int i = 0; i < 5; i++) {
			RmrEndpoint ric = ric(this.port);
			if (i > 0) {
				Endpoints.await("connection " + i, () -> Endpoints.connections(this.registry, "out") == 1);
			}
			assertThat(send("life " + i)).isEqualTo(SendResult.QUEUED);
			assertThat(this.inbox.take().text()).isEqualTo("life " + i);
			ric.close();
			Endpoints.await("end " + i, () -> Endpoints.connections(this.registry, "out") == 0);
		}
	}

	/** Twenty times, with the shortest pause each time. */
	@Test
	void aPeerThatEndsEveryConnectionGetsOneMessageInEach() throws Exception {
		this.us.routes(Endpoints.control("127.0.0.1:" + this.port));
		try (ServerSocket server = RawPeer.listening(this.port)) {
			send("first");
			for (int i = 0; i < 20; i++) {
				try (RawPeer peer = RawPeer.accepted(server)) {
					if (i == 0) {
						assertThat(RawPeer.payload(peer.frame())).isEqualTo("first");
					}
					// Once it has come, this is the connection that is sent on.
					peer.send(TestFrame.of(100, "hello " + i).octets());
					assertThat(this.inbox.take().text()).isEqualTo("hello " + i);
					send("message " + i);
					assertThat(RawPeer.payload(peer.frame())).isEqualTo("message " + i);
				}
			}
		}
	}

	/** It fills its own room; what is sent to others, and what comes, goes on. */
	@Test
	void aPeerThatDoesNotReadStallsNobody() throws Exception {
		Inbox other = new Inbox();
		int otherPort = this.endpoints.start(other).port();
		this.us.routes(RouteTable.parse("newrt|start\nmse|12040|-1|127.0.0.1:" + this.port + "\nmse|100|-1|127.0.0.1:"
				+ otherPort + "\nnewrt|end\n"));
		byte[] payload = new byte[Endpoints.MOST_PAYLOAD];
		try (ServerSocket server = RawPeer.listening(this.port)) {
			SendResult result = this.us.send(Endpoints.control(payload));
			try (RawPeer deaf = RawPeer.accepted(server)) {
				int taken = 0;
				int full = 0;
				// Enough for any buffer of the system; then the room stays full.
				for (int i = 0; i < 100_000 && full < 1000; i++) {
					result = this.us.send(Endpoints.control(payload));
					taken += (result == SendResult.QUEUED) ? 1 : 0;
					full = (result == SendResult.FULL) ? full + 1 : 0;
					if (i % 100 == 0) {
						String text = "beside " + i;
						assertThat(this.us.send(new RmrMessage(100, -1, "", "", text.getBytes(StandardCharsets.UTF_8))))
							.isEqualTo(SendResult.QUEUED);
						assertThat(other.take().text()).isEqualTo(text);
						inboundGoesOn(text);
					}
				}
				assertThat(full).isEqualTo(1000);
				assertThat(result).isEqualTo(SendResult.FULL);
				// It reads again, and all that was taken is there.
				for (int i = 0; i <= taken; i++) {
					ByteBuffer frame = deaf.frame();
					assertThat(RawPeer.integer(frame, 4)).isEqualTo(payload.length);
				}
			}
		}
		assertThat(Endpoints.messages(this.registry, "full")).isGreaterThanOrEqualTo(1000);
	}

	private void inboundGoesOn(String text) throws Exception {
		try (RawPeer peer = RawPeer.to(this.us.port())) {
			peer.send(TestFrame.of(12050, text).octets());
			assertThat(this.inbox.take().text()).isEqualTo(text);
		}
	}

	/** Answers wait no more than messages do. */
	@Test
	void aPeerThatAsksAndDoesNotReadIsAnsweredUpToItsRoom() throws Exception {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		RmrEndpoint answering = this.endpoints
			.start((message, reply) -> reply.send(Endpoints.control(new byte[Endpoints.MOST_PAYLOAD])), meters);
		byte[] question = TestFrame.of(100, "?").octets();
		try (RawPeer deaf = RawPeer.to(answering.port()); RawPeer other = RawPeer.to(answering.port())) {
			for (int i = 0; i < 100_000 && Endpoints.messages(meters, "full") < 100; i++) {
				deaf.send(question);
			}
			Endpoints.await("a full room", () -> Endpoints.messages(meters, "full") >= 100);
			other.send(question);
			assertThat(RawPeer.integer(other.frame(), 4)).isEqualTo(Endpoints.MOST_PAYLOAD);
		}
	}

	@Test
	void aConnectionEndsWithItsLastRoute() throws Exception {
		ric(this.port);
		this.us.routes(Endpoints.control("127.0.0.1:" + this.port));
		send("routed");
		assertThat(this.inbox.take().text()).isEqualTo("routed");
		this.us.routes(RouteTable.EMPTY);
		Endpoints.await("end", () -> Endpoints.connections(this.registry, "out") == 0);
		assertThat(send("not routed")).isEqualTo(SendResult.NO_ROUTE);
		this.us.routes(Endpoints.control("127.0.0.1:" + this.port));
		send("routed again");
		assertThat(this.inbox.take().text()).isEqualTo("routed again");
	}

}
