/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;

import org.presage.api.v1.AttachRequest;
import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.ControlLoopServiceGrpc;
import org.presage.api.v1.E2Report;
import org.presage.client.ChannelSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that end their stream without a word, and answers that cannot be sent. */
@ExtendWith(OutputCaptureExtension.class)
class CutStreamsTest {

	private static final int REPORTS = 400;

	private static SecuredServer server;

	@BeforeAll
	static void start() {
		server = new SecuredServer(FullMemory.class);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	/** Fails as the transport does when it has no memory: the call is closed then. */
	@Configuration(proxyBeanMethods = false)
	static class FullMemory {

		private final AtomicInteger cancelled = new AtomicInteger();

		@Bean
		@GlobalServerInterceptor
		@Order(Ordered.HIGHEST_PRECEDENCE)
		ServerInterceptor fullMemory() {
			return new ServerInterceptor() {
				@Override
				public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
						ServerCallHandler<Q, R> next) {
					ServerCall.Listener<Q> listener = next.startCall(new SimpleForwardingServerCall<>(call) {
						@Override
						public void sendMessage(R message) {
							if (message instanceof AttachResponse answer && answer.getRejected().getSequence() == 77) {
								close(Status.CANCELLED, new Metadata());
								throw new OutOfMemoryError("direct buffers of a test");
							}
							super.sendMessage(message);
						}
					}, headers);
					return new SimpleForwardingServerCallListener<>(listener) {
						@Override
						public void onCancel() {
							super.onCancel();
							FullMemory.this.cancelled.incrementAndGet();
						}
					};
				}
			};
		}

	}

	private static double defects() {
		return server.counted("wm.calls.refused", "reason", "defect", "role", "node");
	}

	@Test
	void streamThatIsCutWithUnreadAnswersIsNoWarning(CapturedOutput output) throws Exception {
		double before = defects();
		ManagedChannel channel = ChannelSettings.PLAINTEXT.channel(server.target()).build();
		try {
			ClientCall<AttachRequest, AttachResponse> call = channel.newCall(ControlLoopServiceGrpc.getAttachMethod(),
					CallOptions.DEFAULT);
			call.start(new ClientCall.Listener<>() {
			}, new Metadata());
			for (int i = 0; i < REPORTS; i++) {
				call.sendMessage(AttachRequest.newBuilder()
					.setReport(E2Report.newBuilder().setNodeId("n".repeat(3000)).setSequence(1000 + i))
					.build());
			}
			SecuredServer.await("answers", () -> server.counted("wm.frames", "result", "rejected") >= 200);
			call.cancel("a node restarts", null);
			SecuredServer.await("its end", () -> server.bean(FullMemory.class).cancelled.get() > 0);
		}
		finally {
			channel.shutdownNow();
		}
		assertThat(output.getAll()).doesNotContain("Stream closed before", "\tat ", "CallFailures");
		assertThat(defects()).isEqualTo(before);
	}

	@Test
	void failureThatClosesItsCallIsLoggedItself(CapturedOutput output) {
		try (SecuredServer.Node node = server.node(ChannelSettings.PLAINTEXT)) {
			for (int i = 1; i < 77; i++) {
				node.next();
			}
			node.send(node.next().setNodeId(""));
			node.failure();
			SecuredServer.await("a line", () -> output.getAll().contains("Attach failed"));
		}
		assertThat(output.getAll()).contains("direct buffers of a test").doesNotContain("Failed to close the call");
	}

	/** Netty's message repeats the request; gRPC logs it at INFO. */
	@Test
	void browserAtTheGrpcPortIsNamedInPlainWords(CapturedOutput output) {
		LogRecord line = new LogRecord(Level.WARNING, "Transport failed");
		line.setThrown(new IllegalStateException("Unexpected HTTP/1.x request: GET /api/v1/status HTTP/1.1"));
		Logger.getLogger("io.grpc.netty.NettyServerTransport.connections").log(line);
		assertThat(output.getAll())
			.contains("Transport failed: a client sent HTTP/1 to the gRPC port; the web server listens on another one")
			.doesNotContain("\tat ", "GET /api");
	}

	@Test
	void failuresOfTheTransportAreOneLineAndFew(CapturedOutput output) {
		Logger transport = Logger.getLogger("io.grpc.netty.NettyServerHandler");
		for (int i = 0; i < 40; i++) {
			LogRecord line = new LogRecord(Level.WARNING, "Stream Error");
			line.setThrown(new IllegalStateException("none\nor two"));
			transport.log(line);
		}
		assertThat(output.getAll()).contains("Stream Error: IllegalStateException: none\\u000aor two")
			.doesNotContain("\tat ");
		assertThat(output.getAll().lines().filter((line) -> line.contains("Stream Error")).count()).isBetween(1L, 5L);
	}

}
