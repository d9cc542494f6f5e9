/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.presage.control.metrics.Metric;

import static org.assertj.core.api.Assertions.assertThat;

/** Streams that are cut, claim what is not true, or are no frames at all. */
class HostileStreamTest {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Endpoints endpoints = new Endpoints();

	private final Inbox inbox = new Inbox();

	private int port;

	@BeforeEach
	void start() throws IOException {
		this.port = this.endpoints.start(this.inbox, this.registry).port();
	}

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private static byte[] frame(String text) {
		return TestFrame.of(RmrTypes.INDICATION, text).octets();
	}

	private static byte[] joined(List<byte[]> frames) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		frames.forEach(all::writeBytes);
		return all.toByteArray();
	}

	/**
	 * A new connection for each, so that nothing else cuts it; then one octet at a time.
	 */
	@Test
	void framesAreCutAtEveryOctet() throws Exception {
		byte[] two = joined(List.of(frame("first"), frame("second")));
		for (int cut = 1; cut < two.length; cut++) {
			try (RawPeer peer = RawPeer.to(this.port)) {
				peer.send(Arrays.copyOf(two, cut));
				Thread.yield();
				peer.send(Arrays.copyOfRange(two, cut, two.length));
				assertThat(this.inbox.take().text()).as("cut at " + cut).isEqualTo("first");
				assertThat(this.inbox.take().text()).as("cut at " + cut).isEqualTo("second");
			}
		}
		try (RawPeer peer = RawPeer.to(this.port)) {
			for (byte octet : two) {
				peer.send(new byte[] { octet });
			}
			assertThat(this.inbox.take().text() + this.inbox.take().text()).isEqualTo("firstsecond");
		}
		assertThat(this.inbox.size()).isZero();
	}

	@Test
	void manyFramesComeInOneRead() throws Exception {
		try (RawPeer peer = RawPeer.to(this.port)) {
			byte[][] frames = new byte[1000][];
			Arrays.setAll(frames, (i) -> frame("indication " + i));
			peer.send(joined(List.of(frames)));
			for (int i = 0; i < frames.length; i++) {
				assertThat(this.inbox.take().text()).isEqualTo("indication " + i);
			}
		}
	}

	/** Nobody knows where the next frame begins: the connection ends, this one only. */
	@Test
	void aLengthThatCannotBeEndsTheConnection() throws Exception {
		int most = FrameLayout.most(Endpoints.MOST_PAYLOAD);
		int[] lengths = { Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0, 49, most + 1 };
		try (RawPeer other = RawPeer.to(this.port)) {
			for (int length : lengths) {
				try (RawPeer peer = RawPeer.to(this.port)) {
					peer.send(TestFrame.of(12050, "x").lengths(length).octets());
					assertThat(peer.ended()).as("length " + length).isTrue();
				}
			}
			other.send(frame("still here"));
			assertThat(this.inbox.take().text()).isEqualTo("still here");
		}
		assertThat(this.inbox.size()).isZero();
		assertThat(Endpoints.lost(this.registry, Loss.LENGTH)).isEqualTo(lengths.length);
	}

	/** What an older sender leaves behind when it returns a message. */
	@Test
	void theFirstOfTwoLengthsIsRight() throws Exception {
		byte[] frame = frame("older");
		frame[7] = 1;
		byte[] unmarked = frame("oldest");
		Arrays.fill(unmarked, 4, 9, (byte) 0);
		try (RawPeer peer = RawPeer.to(this.port)) {
			peer.send(joined(List.of(frame, unmarked, frame("next"))));
			assertThat(this.inbox.take().text()).isEqualTo("older");
			assertThat(this.inbox.take().text()).isEqualTo("oldest");
			assertThat(this.inbox.take().text()).isEqualTo("next");
		}
	}

	@Test
	void aHeaderThatCannotBeLosesItsMessageOnly() throws Exception {
		byte[] tiny = Arrays.copyOf(TestFrame.of(12050, "").lengths(50).octets(), 50);
		byte[] header = TestFrame.of(12050, "header").set(200, 1 << 30).octets();
		byte[] payload = TestFrame.of(12050, "payload").set(4, 1 << 30).octets();
		byte[] version = TestFrame.of(12050, "version").set(8, 0x01000000).octets();
		try (RawPeer peer = RawPeer.to(this.port)) {
			peer.send(joined(List.of(tiny, header, frame("one"), payload, version, frame("two"))));
			assertThat(this.inbox.take().text() + this.inbox.take().text()).isEqualTo("onetwo");
		}
		assertThat(Endpoints.lost(this.registry, Loss.HEADER)).isEqualTo(2);
		assertThat(Endpoints.lost(this.registry, Loss.PAYLOAD)).isEqualTo(1);
		assertThat(Endpoints.lost(this.registry, Loss.VERSION)).isEqualTo(1);
		assertThat(Endpoints.messages(this.registry, "received")).isEqualTo(2);
	}

	/** Frames that never end take the place of no others. */
	@Test
	void heldOctetsOfAllConnectionsAreBounded() throws Exception {
		int most = 1 << 20;
		SimpleMeterRegistry counted = new SimpleMeterRegistry();
		Inbox large = new Inbox();
		int at = this.endpoints
			.start(new RmrSettings("127.0.0.1", "127.0.0.1", 0, -1, null, null, 10, most, 200), large, counted)
			.port();
		byte[] frame = TestFrame.of(RmrTypes.INDICATION, "x".repeat(most)).octets();
		byte[] never = Arrays.copyOf(frame, frame.length - 1);
		Gauge held = counted.get(Metric.RMR_HELD.id()).gauge();
		List<RawPeer> slow = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			slow.add(RawPeer.to(at));
			slow.getLast().send(never);
			assertThat(held.value()).isLessThanOrEqualTo(Intake.MOST_OCTETS);
		}
		Endpoints.await("the slowest are ended", () -> Endpoints.lost(counted, Loss.MEMORY) > 0);
		assertThat(slow.getFirst().ended()).isTrue();
		try (RawPeer peer = RawPeer.to(at)) {
			peer.send(frame);
			assertThat(large.take().text()).hasSize(most);
		}
		assertThat(held.value()).isBetween(1.0, (double) Intake.MOST_OCTETS);
		for (RawPeer peer : slow) {
			peer.close();
		}
		Endpoints.await("nothing is held", () -> held.value() == 0);
	}

	@Test
	void waitingOctetsOfAllPeersAreBounded() {
		AtomicLong total = new AtomicLong();
		List<Outbox> peers = new ArrayList<>();
		int taken = 0;
		for (int i = 0; i < 100; i++) {
			peers.add(new Outbox(10, total));
			taken += peers.getLast().reserve(1 << 20) ? 1 : 0;
		}
		assertThat(taken).isEqualTo(64);
		peers.getFirst().release(1 << 20);
		assertThat(peers.getLast().reserve(1 << 20)).isTrue();
	}

	/** One after another, and some that leave in the middle of a frame. */
	@Test
	void aPeerReconnectsAHundredTimes() throws Exception {
		for (int i = 0; i < 100; i++) {
			try (RawPeer peer = RawPeer.to(this.port)) {
				peer.send(frame("connection " + i));
				peer.send(Arrays.copyOf(frame("never whole"), 3 * i));
				assertThat(this.inbox.take().text()).isEqualTo("connection " + i);
			}
		}
		Endpoints.await("none left", () -> Endpoints.connections(this.registry, "in") == 0);
		assertThat(this.inbox.size()).isZero();
		assertThat(Endpoints.messages(this.registry, "received")).isEqualTo(100);
	}

}
