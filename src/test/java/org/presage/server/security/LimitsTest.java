/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.api.v1.AttachRequest;
import org.presage.api.v1.ControlLoopServiceGrpc;
import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.KpiValue;
import org.presage.api.v1.SwapModelRequest;
import org.presage.client.ChannelSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** What one client may ask of a real server, and the answer when it is too much. */
class LimitsTest {

	private static final String SIZE_KEY = "spring.grpc.server.inbound.message.max-size";

	private static final int MEGABYTE = 1 << 20;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	@SuppressWarnings("NullAway.Init")
	private static SecuredServer server;

	@BeforeAll
	static void start() {
		server = new SecuredServer("presage.stream.per-client=2", "presage.stream.reports-per-second=1",
				"presage.security.tokens[0].name=one",
				"presage.security.tokens[0].sha256=" + digest("token-of-one-0123"),
				"presage.security.tokens[0].roles=node,operator", "presage.security.tokens[1].name=two",
				"presage.security.tokens[1].sha256=" + digest("token-of-two-0123"),
				"presage.security.tokens[1].roles=node", "presage.security.tokens[2].name=three",
				"presage.security.tokens[2].sha256=" + digest("token-of-three-0123"),
				"presage.security.tokens[2].roles=node");
	}

	private static String digest(String token) {
		return HexFormat.of().formatHex(TokenIdentity.sha256(token));
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static ChannelSettings client(String name) throws Exception {
		return new ChannelSettings(null, null, null,
				Files.writeString(folder.resolve(name), "token-of-" + name + "-0123"));
	}

	@Test
	void oneClientHasSoManyStreamsAndOthersHaveTheirs() throws Exception {
		try (SecuredServer.Node first = server.node(client("two"));
				SecuredServer.Node second = server.node(client("two"))) {
			first.report();
			second.report();
			try (SecuredServer.Node third = server.node(client("two"))) {
				assertThat(third.failure().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
				assertThat(third.failure().getDescription()).contains("presage.stream.per-client", "at most 2",
						"token two");
			}
			assertThat(server.counted("wm.calls.refused", "reason", "streams", "role", "node")).isPositive();
			try (SecuredServer.Node other = server.node(client("one"))) {
				other.report();
			}
			first.cut();
			ChannelSettings again = client("two");
			SecuredServer.await("the place is free again", () -> hasPlace(again));
			second.report();
		}
	}

	private static boolean hasPlace(ChannelSettings client) {
		try (SecuredServer.Node node = server.node(client)) {
			return node.isServed();
		}
	}

	@Test
	void reportsAboveTheLimitAreAnsweredAndTheStreamLivesOn() throws Exception {
		int sent = 40;
		try (SecuredServer.Node node = server.node(client("three"))) {
			for (int i = 0; i < sent; i++) {
				node.send(node.next());
			}
			int rejected = 0;
			for (int i = 0; i < sent; i++) {
				AttachResponse answer = node.answer();
				if (answer.hasRejected()) {
					rejected++;
					assertThat(answer.getRejected().getField()).isEqualTo("load");
					assertThat(answer.getRejected().getExpected()).contains("presage.stream.reports-per-second");
				}
			}
			assertThat(rejected).isPositive().isLessThan(sent);
			assertThat(server.counted("wm.reports.limited")).isGreaterThanOrEqualTo(rejected);
			SecuredServer.await("a decision after a pause", () -> node.report().hasDecision());
		}
	}

	@Test
	void messageThatIsTooLargeNamesTheKeyEvenAfterAnswers() throws Exception {
		try (SecuredServer.Node node = server.node(client("one"))) {
			node.report();
			node.send(node.next().addKpis(KpiValue.newBuilder().setName("x".repeat(2 * MEGABYTE))));
			assertThat(node.failure().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
			assertThat(node.failure().getDescription()).contains(SIZE_KEY, Integer.toString(MEGABYTE));
		}
		Status unary = swap(2 * MEGABYTE);
		assertThat(unary.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
		assertThat(unary.getDescription()).contains(SIZE_KEY);
		assertThat(server.counted("wm.calls.refused", "reason", "message_size", "role", "operator")).isPositive();
		assertThat(swap(20 * MEGABYTE).getCode()).as("the transport's own").isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
	}

	@Test
	void messageThatUnpacksToMoreIsToldSo() throws Exception {
		CompletableFuture<Status> end = new CompletableFuture<>();
		ManagedChannel channel = client("one").channel(server.target()).build();
		try {
			StreamObserver<AttachRequest> stream = ControlLoopServiceGrpc.newStub(channel)
				.withCompression("gzip")
				.attach(new StreamObserver<>() {
					@Override
					public void onNext(AttachResponse message) {
						end.complete(Status.OK);
					}

					@Override
					public void onError(Throwable failure) {
						end.complete(Status.fromThrowable(failure));
					}

					@Override
					public void onCompleted() {
						end.complete(Status.OK);
					}
				});
			stream.onNext(AttachRequest.newBuilder()
				.setReport(E2Report.newBuilder().setNodeId("x".repeat(40 * MEGABYTE)))
				.build());
			assertThat(end.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
			assertThat(end.get().getDescription()).contains(SIZE_KEY);
		}
		finally {
			channel.shutdownNow();
		}
	}

	private static Status swap(int bytes) throws Exception {
		SwapModelRequest request = SwapModelRequest.newBuilder().setFile("x".repeat(bytes)).build();
		return server.status(client("one"),
				(channel) -> ControlLoopServiceGrpc.newBlockingStub(channel).swapModel(request));
	}

}
