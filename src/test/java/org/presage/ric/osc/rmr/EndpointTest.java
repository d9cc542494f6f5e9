/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.InvalidInputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Endpoints with each other. */
class EndpointTest {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Endpoints endpoints = new Endpoints();

	private final Inbox inbox = new Inbox();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private static String at(RmrEndpoint endpoint) {
		return "127.0.0.1:" + endpoint.port();
	}

	private static RmrMessage control(String text) {
		return Endpoints.control(text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void aMessageComesAsItWasSent() throws Exception {
		RmrEndpoint ric = this.endpoints.start(this.inbox);
		RmrEndpoint us = this.endpoints.start(new Inbox(), this.registry);
		us.routes(Endpoints.control(at(ric)));
		RmrMessage message = new RmrMessage(12040, 42, "gnb_001", "tx-1", new byte[] { 1, 2, 3 });
		assertThat(us.send(message)).isEqualTo(SendResult.QUEUED);
		assertThat(this.inbox.take().message())
			.isEqualTo(new RmrMessage(12040, 42, "gnb_001", "tx-1", new byte[] { 1, 2, 3 }, at(us)));
		assertThat(Endpoints.messages(this.registry, "queued")).isEqualTo(1);
	}

	@Test
	void messagesKeepTheirOrder() throws Exception {
		RmrEndpoint ric = this.endpoints.start(this.inbox);
		RmrEndpoint us = this.endpoints.start(new Inbox());
		us.routes(Endpoints.control(at(ric)));
		for (int i = 0; i < Endpoints.QUEUE; i++) {
			assertThat(us.send(control("message " + i))).isEqualTo(SendResult.QUEUED);
		}
		for (int i = 0; i < Endpoints.QUEUE; i++) {
			assertThat(this.inbox.take().text()).isEqualTo("message " + i);
		}
	}

	@Test
	void oneOfEachGroupGetsIt() throws Exception {
		Inbox second = new Inbox();
		Inbox third = new Inbox();
		String groups = at(this.endpoints.start(this.inbox)) + ',' + at(this.endpoints.start(second)) + ';'
				+ at(this.endpoints.start(third));
		RmrEndpoint us = this.endpoints.start(new Inbox());
		us.routes(Endpoints.control(groups));
		for (int i = 0; i < 4; i++) {
			us.send(control("message " + i));
		}
		assertThat(this.inbox.take().text() + this.inbox.take().text()).isEqualTo("message 0message 2");
		assertThat(second.take().text() + second.take().text()).isEqualTo("message 1message 3");
		for (int i = 0; i < 4; i++) {
			assertThat(third.take().text()).isEqualTo("message " + i);
		}
	}

	/** An answer needs no route, and comes on the connection of its question. */
	@Test
	void anAnswerReturnsToTheSender() throws Exception {
		RmrEndpoint us = this.endpoints
			.start((message, reply) -> reply.send(new RmrMessage(RmrTypes.HEALTH_CHECK_RESPONSE, -1, message.meid(),
					message.transaction(), "OK\n".getBytes(StandardCharsets.UTF_8))), this.registry);
		try (RawPeer peer = RawPeer.to(us.port()); RawPeer other = RawPeer.to(us.port())) {
			peer.send(TestFrame.of(RmrTypes.HEALTH_CHECK_REQUEST, "?").text(12, "one").set(280, 0x07000000).octets());
			other.send(TestFrame.of(RmrTypes.HEALTH_CHECK_REQUEST, "?").text(12, "two").octets());
			for (Map.Entry<RawPeer, Integer> each : Map.of(peer, 0x6f6e6500, other, 0x74776f00).entrySet()) {
				ByteBuffer answer = each.getKey().frame();
				assertThat(RawPeer.integer(answer, 0)).isEqualTo(RmrTypes.HEALTH_CHECK_RESPONSE);
				assertThat(RawPeer.integer(answer, 12)).isEqualTo(each.getValue());
				assertThat(RawPeer.integer(answer, 280)).isEqualTo((each.getKey() == peer) ? 0x07000000 : 0);
				assertThat(RawPeer.payload(answer)).isEqualTo("OK\n");
			}
		}
		assertThat(Endpoints.connections(this.registry, "out")).isZero();
	}

	/**
	 * Also on a connection that we made, which is how the RIC returns an acknowledgement.
	 */
	@Test
	void anAnswerComesToTheHandler() throws Exception {
		RmrEndpoint ric = this.endpoints
			.start((message, reply) -> reply.send(new RmrMessage(RmrTypes.CONTROL_ACKNOWLEDGE, message.subscription(),
					message.meid(), message.transaction(), message.payload())));
		RmrEndpoint us = this.endpoints.start(this.inbox);
		us.routes(Endpoints.control(at(ric)));
		us.send(control("more"));
		RmrMessage answer = this.inbox.take().message();
		assertThat(answer.type()).isEqualTo(RmrTypes.CONTROL_ACKNOWLEDGE);
		assertThat(answer.transaction()).isEqualTo("tx-1");
		assertThat(answer.source()).isEqualTo(at(ric));
	}

	@Test
	void anAnswerIsRefusedWhenItsConnectionHasEnded() throws Exception {
		RmrEndpoint us = this.endpoints.start(this.inbox, this.registry);
		try (RawPeer peer = RawPeer.to(us.port())) {
			peer.send(TestFrame.of(RmrTypes.HEALTH_CHECK_REQUEST, "?").octets());
		}
		Inbox.Letter letter = this.inbox.take();
		Endpoints.await("end of the connection", () -> Endpoints.connections(this.registry, "in") == 0);
		assertThat(letter.reply().send(letter.message())).isEqualTo(SendResult.CLOSED);
	}

	@Test
	void whatCannotBeSentIsSaid() throws Exception {
		RmrEndpoint us = this.endpoints.start(this.inbox, this.registry);
		assertThat(us.send(control("no route"))).isEqualTo(SendResult.NO_ROUTE);
		us.routes(Endpoints.control("127.0.0.1:1"));
		assertThat(us.send(Endpoints.control(new byte[Endpoints.MOST_PAYLOAD + 1]))).isEqualTo(SendResult.TOO_LARGE);
		us.close();
		assertThat(us.send(control("closed"))).isEqualTo(SendResult.CLOSED);
		for (String result : new String[] { "no_route", "too_large", "closed" }) {
			assertThat(Endpoints.messages(this.registry, result)).as(result).isEqualTo(1);
		}
	}

	@Test
	void aHandlerThatThrowsLosesItsMessageOnly() throws Exception {
		RmrEndpoint us = this.endpoints.start((message, reply) -> {
			if (message.payload().length == 0) {
				throw new IllegalStateException("empty");
			}
			this.inbox.received(message, reply);
		}, this.registry);
		try (RawPeer peer = RawPeer.to(us.port())) {
			peer.send(TestFrame.of(12050, "").octets());
			peer.send(TestFrame.of(12050, "next").octets());
			assertThat(this.inbox.take().text()).isEqualTo("next");
		}
		assertThat(Endpoints.lost(this.registry, Loss.HANDLER)).isEqualTo(1);
	}

	@Test
	void aPortThatIsTakenIsNamed() throws Exception {
		RmrEndpoint first = this.endpoints.start(this.inbox);
		RmrSettings same = new RmrSettings("127.0.0.1", "127.0.0.1", first.port(), -1, null, null, 1, 1, 1);
		assertThatThrownBy(() -> this.endpoints.start(same, this.inbox, this.registry)).isInstanceOf(IOException.class)
			.hasMessageStartingWith("cannot listen on 127.0.0.1:" + first.port());
	}

	@ParameterizedTest
	@ValueSource(strings = { "::1", "[::1]", "0:0:0:0:0:0:0:1", "localhost", "127.0.0.2" })
	void listensOnTheAddressInEveryForm(String bind) throws Exception {
		InetAddress asked = InetAddress.getByName(bind);
		assumeTrue(asked instanceof Inet4Address || NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.anyMatch(asked::equals));
		RmrSettings settings = new RmrSettings("h", bind, 0, 0, null, null, 10, 100, 100);
		RmrEndpoint us = this.endpoints.start(settings, this.inbox, this.registry);
		for (int port : new int[] { us.port(), us.routePort() }) {
			new Socket(asked, port).close();
			assertThatThrownBy(() -> new Socket("127.0.0.3", port)).isInstanceOf(ConnectException.class);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "nowhere.invalid", "[::1", "127.0.0.1:4560" })
	void refusesWhatIsNoAddress(String bind) {
		assertThatThrownBy(() -> new RmrSettings("h", bind, 0, 0, null, null, 10, 100, 100))
			.isInstanceOf(InvalidInputException.class)
			.hasMessageStartingWith("bind: expected an address");
	}

	@Test
	void knowsItselfUnderEveryFormOfTheWildcard() throws Exception {
		for (String bind : new String[] { "0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0" }) {
			assertThat(Names.of("h", InetAddress.getByName(bind)).all(1)).contains("h:1")
				.noneMatch((name) -> name.contains("0:0:0") || name.startsWith("0.0"));
		}
		assertThat(Names.of("h", InetAddress.getByName("[::1]")).all(1)).containsExactlyInAnyOrder("h:1", "[::1]:1");
	}

	/** Whatever was going on: connected, connecting, being asked. */
	@Test
	void closingLeavesNoThread() throws Exception {
		RmrEndpoint ric = this.endpoints.start(this.inbox);
		RmrSettings settings = new RmrSettings("127.0.0.1", "127.0.0.1", 0, 0, null, "127.0.0.1:1", 10, 100, 100);
		RmrEndpoint us = this.endpoints.start(settings, this.inbox, this.registry);
		us.routes(Endpoints.control(at(ric) + ";127.0.0.1:1"));
		us.send(control("last"));
		this.inbox.take();
		int port = us.port();
		us.close();
		us.close();
		ric.close();
		assertThat(Thread.getAllStackTraces().keySet()).noneMatch((thread) -> thread.getName().startsWith("rmr-"));
		assertThatThrownBy(() -> RawPeer.to(port)).isInstanceOf(IOException.class);
	}

}
