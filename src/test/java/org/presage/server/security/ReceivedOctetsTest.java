/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.presage.api.v1.ControlLoopServiceGrpc;
import org.presage.testing.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What streams may ask for, and when they are ended: by hand, octet by octet. */
class ReceivedOctetsTest {

	private static final int MOST = 800_000;

	private static final int BIG = 70_000;

	private static final String METHOD = "presage.v1.ControlLoopService/Attach";

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ReceivedOctets octets = new ReceivedOctets(MOST, 1000, new Refusals(this.meters, new ManualClock()));

	private int port = 1000;

	private ReceivedOctets.OfStream stream(String host) throws Exception {
		ServerStreamTracer tracer = this.octets.newServerStreamTracer(METHOD, new Metadata());
		tracer.serverCallStarted(new Call(new InetSocketAddress(InetAddress.getByName(host), ++this.port)));
		return tracer.filterContext(Context.ROOT).call(ReceivedOctets::claim);
	}

	private static void receive(ReceivedOctets.OfStream stream, int size) {
		stream.inboundWireSize(size);
		stream.inboundMessageRead(0, size, size);
	}

	@Test
	void asksForFewMessagesUntilTheyAreKnownToBeSmall() throws Exception {
		ReceivedOctets.OfStream stream = stream("10.0.0.1");
		assertThat(stream.ahead()).isEqualTo(4);
		for (int i = 0; i < 30; i++) {
			receive(stream, 2000);
			stream.read(2000);
			stream.release(2000);
		}
		assertThat(stream.ahead()).isEqualTo(ReceivedOctets.MOST_AHEAD);
		receive(stream, 90_000);
		stream.read(90_000);
		assertThat(stream.ahead()).isEqualTo(2);
	}

	@Test
	void asksForNothingBeyondTheShareOfTheStream() throws Exception {
		ReceivedOctets.OfStream stream = stream("10.0.0.1");
		ReceivedOctets.OfStream other = stream("10.0.0.1");
		receive(stream, 2 * BIG);
		stream.read(2 * BIG);
		assertThat(stream.ahead()).isZero();
		assertThat(other.ahead()).isPositive();
		stream.release(2 * BIG);
		assertThat(stream.ahead()).isPositive();
	}

	@Test
	void asksForNothingBeyondTheShareOfTheClient() throws Exception {
		for (int i = 0; i < 6; i++) {
			receive(stream("10.0.0.1"), BIG);
		}
		assertThat(stream("10.0.0.1").ahead()).isZero();
		assertThat(stream("10.0.0.2").ahead()).isPositive();
	}

	@Test
	void endsStreamThatSendsTwiceItsShare() throws Exception {
		ReceivedOctets.OfStream stream = stream("10.0.0.1");
		receive(stream, 190_000);
		assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> receive(stream, 20_000))
			.satisfies((ex) -> {
				assertThat(ex.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
				assertThat(ex).hasMessageContaining("presage.stream.max-memory");
			});
		assertThat(this.meters.get("wm.calls.refused").tags("reason", "memory", "role", "node").counter().count())
			.isOne();
	}

	@Test
	void streamWithOrdinaryReportsOutlivesTheExcessOfOthers() throws Exception {
		for (int i = 0; i < 23; i++) {
			receive(stream("10.0.0." + i), BIG - 3000 * (i % 2));
		}
		ReceivedOctets.OfStream ordinary = stream("10.0.1.1");
		receive(ordinary, 20_000);
		assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> receive(stream("10.0.1.2"), BIG));
		receive(ordinary, 20_000);
	}

	@Test
	void countsUnfinishedMessagesAndAnswersThatWait() throws Exception {
		ReceivedOctets.OfStream stream = stream("10.0.0.1");
		stream.inboundWireSize(500);
		stream.hold(70);
		assertThat(this.octets.all()).isEqualTo(570);
		stream.inboundMessageRead(0, 500, 500);
		stream.read(900);
		assertThat(this.octets.all()).as("unpacked").isEqualTo(970);
	}

	@Test
	void givesEverythingBackAtTheEnd() throws Exception {
		ReceivedOctets.OfStream stream = stream("10.0.0.1");
		receive(stream, 3000);
		stream.streamClosed(Status.CANCELLED);
		assertThat(this.octets.all()).as("until the service has ended").isEqualTo(3000);
		stream.end();
		stream.release(3000);
		receive(stream, 500);
		assertThat(this.octets.all()).isZero();
		ServerStreamTracer unclaimed = this.octets.newServerStreamTracer(METHOD, new Metadata());
		unclaimed.inboundWireSize(500);
		unclaimed.streamClosed(Status.OK);
		assertThat(this.octets.all()).isZero();
	}

	/** A call from an address. */
	private static final class Call extends ServerStreamTracer.ServerCallInfo<Object, Object> {

		private final Attributes attributes;

		Call(InetSocketAddress from) {
			this.attributes = Attributes.newBuilder().set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, from).build();
		}

		@Override
		@SuppressWarnings("unchecked")
		public MethodDescriptor<Object, Object> getMethodDescriptor() {
			return (MethodDescriptor<Object, Object>) (MethodDescriptor<?, ?>) ControlLoopServiceGrpc.getAttachMethod();
		}

		@Override
		public Attributes getAttributes() {
			return this.attributes;
		}

		@Override
		public String getAuthority() {
			return "localhost";
		}

	}

}
