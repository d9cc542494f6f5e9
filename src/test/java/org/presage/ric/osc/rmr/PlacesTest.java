/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import org.presage.control.metrics.Metric;
import org.presage.testing.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever only holds connections locks nobody out. */
@ExtendWith(OutputCaptureExtension.class)
class PlacesTest {

	private static final String STRANGER = "evil:4560";

	private static final String ENDPOINT = "e2term:4560";

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final ManualClock clock = new ManualClock();

	private final Endpoints endpoints = new Endpoints();

	private final Inbox inbox = new Inbox();

	private final List<RawPeer> opened = new ArrayList<>();

	private int port;

	@BeforeEach
	void start() throws IOException {
		RmrEndpoint endpoint = this.endpoints.start(Endpoints.settings(), this.inbox, this.registry, this.clock);
		endpoint.routes(RouteTable.parse("newrt|start\nmse|12040|-1|" + ENDPOINT + "\nnewrt|end|1\n"));
		this.port = endpoint.port();
	}

	@AfterEach
	void close() throws IOException {
		for (RawPeer peer : this.opened) {
			peer.close();
		}
		this.endpoints.close();
	}

	private static byte[] frame(String source, String text) {
		return TestFrame.of(RmrTypes.INDICATION, text).text(76, source + '\0').octets();
	}

	private static byte[] half(String source) {
		byte[] whole = frame(source, "never whole");
		return Arrays.copyOf(whole, whole.length / 2);
	}

	private RawPeer peer(byte[] octets) throws IOException {
		RawPeer peer = RawPeer.to(this.port);
		this.opened.add(peer);
		peer.send(octets);
		return peer;
	}

	private void peers(int count, byte[] octets) throws IOException {
		for (int i = 0; i < count; i++) {
			peer(octets);
		}
	}

	private void isServed(String text) throws Exception {
		peer(frame(STRANGER, text));
		assertThat(this.inbox.take().text()).isEqualTo(text);
		assertThat(Endpoints.connections(this.registry, "in")).isLessThanOrEqualTo(Places.MOST);
	}

	@Test
	void halfMessagesTakeNoPlaceOfOthers(CapturedOutput output) throws Exception {
		peers(300, half(STRANGER));
		isServed("a newcomer");
		assertThat(Endpoints.lost(this.registry, Loss.CONNECTIONS)).isPositive();
		assertThat(this.opened.getFirst().ended()).isTrue();
		assertThat(output.getAll())
			.containsOnlyOnce("connection from /127.0.0.1:" + this.opened.getFirst().port() + " was ended");
		assertThat(output.getAll().lines().filter((line) -> line.contains("was ended: expected at most 256")))
			.hasSize(5);
	}

	@Test
	void silentConnectionIsReplacedLongestFirst() throws Exception {
		for (int i = 0; i < Places.MOST; i++) {
			isServed("one message");
		}
		this.opened.getFirst().send(frame(STRANGER, "not silent"));
		assertThat(this.inbox.take().text()).isEqualTo("not silent");
		isServed("a newcomer");
		assertThat(this.opened.get(1).ended()).isTrue();
		this.opened.getFirst().send(frame(STRANGER, "still here"));
		assertThat(this.inbox.take().text()).isEqualTo("still here");
	}

	@Test
	void endpointOfTheRouteTableKeepsItsPlace() throws Exception {
		RawPeer known = peer(frame(ENDPOINT, "first"));
		assertThat(this.inbox.take().text()).isEqualTo("first");
		for (int i = 0; i < 300; i++) {
			isServed("one message");
		}
		peers(300, half(STRANGER));
		isServed("a newcomer");
		known.send(frame(ENDPOINT, "second"));
		assertThat(this.inbox.take().text()).isEqualTo("second");
	}

	@Test
	void nameOfAnEndpointTakesFewPlaces() throws Exception {
		for (int i = 0; i < Places.MOST; i++) {
			peer(frame(ENDPOINT, "pretends"));
			this.inbox.take();
		}
		for (int i = 0; i < 300; i++) {
			isServed("one message");
		}
		assertThat(this.opened.get(Places.MOST_OF_ONE).ended()).isTrue();
		this.opened.getFirst().send(frame(ENDPOINT, "one of the first"));
		assertThat(this.inbox.take().text()).isEqualTo("one of the first");
	}

	@Test
	void connectionWithoutAWholeMessageEndsAfterTenSeconds(CapturedOutput output) throws Exception {
		Gauge held = this.registry.get(Metric.RMR_HELD.id()).gauge();
		RawPeer silent = peer(new byte[0]);
		RawPeer fresh = peer(half(STRANGER));
		Endpoints.await("one half is held", () -> held.value() > 0);
		double one = held.value();
		RawPeer later = peer(frame(STRANGER, "whole"));
		later.send(half(STRANGER));
		Endpoints.await("both halves are held", () -> held.value() > one);
		RawPeer good = peer(frame(STRANGER, "good"));
		assertThat(this.inbox.take().text() + this.inbox.take().text()).isEqualTo("wholegood");
		Endpoints.await("all of them", () -> Endpoints.connections(this.registry, "in") == 4);
		this.clock.advanceNanos(Network.MESSAGE_NS + 1);
		assertThat(silent.ended() && fresh.ended() && later.ended()).isTrue();
		assertThat(Endpoints.lost(this.registry, Loss.SLOW)).isEqualTo(3);
		assertThat(output.getAll()).contains("was ended: expected a whole message within 10 s, found none");
		good.send(frame(STRANGER, "still here"));
		assertThat(this.inbox.take().text()).isEqualTo("still here");
	}

}
