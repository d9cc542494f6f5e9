/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.GlobalServerInterceptor;

import org.presage.client.ChannelSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients can make a real server keep of their messages. */
@ExtendWith(OutputCaptureExtension.class)
class MemoryLimitTest {

	private static final int WINDOW = 256;

	private final SecuredServer server = new SecuredServer(Requests.class,
			"spring.grpc.server.inbound.message.max-size=64KB", "presage.stream.max-memory=512KB");

	@AfterEach
	void stop() {
		this.server.close();
	}

	/** Counts the messages that the server asks for. */
	@Configuration(proxyBeanMethods = false)
	static class Requests {

		private final AtomicInteger requested = new AtomicInteger();

		@Bean
		@GlobalServerInterceptor
		ServerInterceptor requests() {
			return new ServerInterceptor() {
				@Override
				public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
						ServerCallHandler<Q, R> next) {
					return next.startCall(new SimpleForwardingServerCall<>(call) {
						@Override
						public void request(int messages) {
							Requests.this.requested.addAndGet(messages);
							super.request(messages);
						}
					}, headers);
				}
			};
		}

	}

	@Test
	void asksForMessagesAsTheirSizesAllow() {
		AtomicInteger requested = this.server.bean(Requests.class).requested;
		try (SecuredServer.Node node = this.server.node(ChannelSettings.PLAINTEXT)) {
			node.report();
			assertThat(requested.get()).isBetween(2, 10);
			for (int i = 1; i < WINDOW; i++) {
				node.report();
			}
			assertThat(requested.get() - WINDOW).as("after small ones").isBetween(8, ReceivedOctets.MOST_AHEAD);
			node.send(node.next().setNodeId("n".repeat(60_000)));
			node.answer();
			assertThat(requested.get() - WINDOW).isLessThanOrEqualTo(ReceivedOctets.MOST_AHEAD);
			for (int i = 0; i < WINDOW; i++) {
				node.send(node.next());
			}
			for (int i = 0; i < WINDOW; i++) {
				node.answer();
			}
			assertThat(requested.get() - 2 * WINDOW).as("a full window").isBetween(2, 1 + ReceivedOctets.MOST_AHEAD);
		}
	}

	@Test
	void octetsOfUnfinishedMessagesAreBounded(CapturedOutput output) throws Exception {
		try (SecuredServer.Node ordinary = this.server.node(ChannelSettings.PLAINTEXT)) {
			ordinary.report();
			List<Socket> open = new ArrayList<>();
			for (int i = 0; i < 12; i++) {
				Socket socket = RawHttp2.connect(this.server.port());
				open.add(socket);
				assertThat(RawHttp2.awaits(socket, RawHttp2.SETTINGS, 1)).isTrue();
				// Acknowledged, so that the server's window counts, and not the smaller
				// one of HTTP/2.
				RawHttp2.frame(socket, RawHttp2.SETTINGS, 1, 0, new byte[0]);
				RawHttp2.attach(socket);
				byte[] start = new byte[15_000];
				start[2] = 3;
				for (int j = 0; j < 6; j++) {
					RawHttp2.frame(socket, RawHttp2.DATA, 0, 1, start);
					start = new byte[15_000];
				}
			}
			SecuredServer.await("some are ended",
					() -> this.server.counted("wm.calls.refused", "reason", "memory", "role", "node") >= 2);
			SecuredServer.await("a line", () -> output.getAll().contains("presage.stream.max-memory"));
			assertThat(output.getAll()).contains("presage.v1.ControlLoopService/Attach from /127.0.0.1:");
			ordinary.report();
			for (Socket socket : open) {
				socket.close();
			}
		}
	}

}
