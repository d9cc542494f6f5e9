/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.stub.BlockingClientCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.grpc.server.service.GrpcServiceDiscoverer;

import org.presage.api.v1.AuditServiceGrpc;
import org.presage.api.v1.ControlLoopServiceGrpc;
import org.presage.api.v1.GetDecisionRequest;
import org.presage.api.v1.SwapModelRequest;
import org.presage.client.ChannelSettings;
import org.presage.testing.Pki;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may call what, on a real server with tokens and client certificates. */
class AccessTest {

	private static final Function<ManagedChannel, ?> HEALTH = (channel) -> HealthGrpc.newBlockingStub(channel)
		.check(HealthCheckRequest.getDefaultInstance());

	/** Answered with NOT_FOUND by the service itself. */
	private static final Function<ManagedChannel, ?> READ = (channel) -> AuditServiceGrpc.newBlockingStub(channel)
		.getDecision(GetDecisionRequest.newBuilder().setDecisionId(Long.MAX_VALUE).build());

	/** Answered with FAILED_PRECONDITION by the service itself. */
	private static final Function<ManagedChannel, ?> OPERATE = (channel) -> ControlLoopServiceGrpc
		.newBlockingStub(channel)
		.swapModel(SwapModelRequest.newBuilder().setFile("none.presage").build());

	private static final String READER = "reader-token-0123456789";

	private static final String OPERATOR = "operator-token-0123456789";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	private static final Pki OURS = new Pki("our CA");

	@SuppressWarnings("NullAway.Init")
	private static Path ca;

	@SuppressWarnings("NullAway.Init")
	private static SecuredServer server;

	@BeforeAll
	static void start() throws Exception {
		ca = OURS.root(folder.resolve("ca.crt"));
		OURS.issue(folder, "server");
		OURS.issue(folder, "gnb-1");
		OURS.issue(folder, "gnb-2");
		OURS.issue(folder, "ric", (builder) -> builder.addSanUriName(java.net.URI.create("spiffe://example.org/ric")));
		Files.writeString(folder.resolve("operator.token"), OPERATOR + "\n");
		server = new SecuredServer("presage.security.tls.certificate=" + folder.resolve("server.crt"),
				"presage.security.tls.key=" + folder.resolve("server.key"), "presage.security.tls.client-ca=" + ca,
				"presage.security.tls.client-auth=optional", "presage.security.tokens[0].name=dashboard",
				"presage.security.tokens[0].sha256=" + HexFormat.of().formatHex(TokenIdentity.sha256(READER)),
				"presage.security.tokens[0].roles=reader", "presage.security.tokens[1].name=admin",
				"presage.security.tokens[1].token-file=" + folder.resolve("operator.token"),
				"presage.security.tokens[1].roles=operator,reader",
				"presage.security.certificates[0].subject=CN=gnb-1,O=Presage",
				"presage.security.certificates[0].roles=node",
				"presage.security.certificates[1].san=spiffe://example.org/ric",
				"presage.security.certificates[1].roles=node,reader");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static ChannelSettings token(String token) throws Exception {
		return new ChannelSettings(ca, null, null, Files.writeString(Files.createTempFile(folder, "t", ""), token));
	}

	private static double refused(String reason, String role) {
		return server.counted("wm.calls.refused", "reason", reason, "role", role);
	}

	@Test
	void tokensOpenWhatTheirRolesDo() throws Exception {
		assertThat(server.status(token(READER), READ).getCode()).isEqualTo(Status.Code.NOT_FOUND);
		assertThat(server.status(token(OPERATOR), OPERATE).getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
		double before = refused("role", "operator");
		Status lacking = server.status(token(READER), OPERATE);
		assertThat(lacking.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
		assertThat(lacking.getDescription()).contains("presage.v1.ControlLoopService/SwapModel",
				"expected role operator", "token dashboard");
		assertThat(refused("role", "operator")).isEqualTo(before + 1);
	}

	@Test
	void whoIsNobodyIsToldWhatWasExpectedAndNotWhatItSent() throws Exception {
		double before = refused("identity", "reader");
		Status missing = server.status(SecuredServer.tls(ca), READ);
		assertThat(missing.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
		assertThat(missing.getDescription()).contains("presage.v1.AuditService/GetDecision", "presage.security.tokens",
				"presage.security.certificates", "role reader", "found neither");
		Status wrong = server.status(token(READER + "x"), READ);
		assertThat(wrong.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
		assertThat(wrong.getDescription()).contains("found another token").doesNotContain(READER);
		assertThat(refused("identity", "reader")).isEqualTo(before + 2);
		try (SecuredServer.Node node = server.node(SecuredServer.tls(ca))) {
			assertThat(node.failure().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
		}
	}

	@Test
	void certificatesOpenWhatTheirRolesDo() throws Exception {
		try (SecuredServer.Node node = server.node(SecuredServer.mutualTls(ca, folder, "gnb-1"))) {
			assertThat(node.report().hasDecision()).isTrue();
		}
		assertThat(server.status(SecuredServer.mutualTls(ca, folder, "gnb-1"), READ).getDescription())
			.contains("expected role reader", "CN=gnb-1,O=Presage");
		assertThat(server.status(SecuredServer.mutualTls(ca, folder, "ric"), READ).getCode()).as("by its URI")
			.isEqualTo(Status.Code.NOT_FOUND);
		Status unknown = server.status(SecuredServer.mutualTls(ca, folder, "gnb-2"), READ);
		assertThat(unknown.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
		assertThat(unknown.getDescription()).contains("a certificate of CN=gnb-2,O=Presage");
		ChannelSettings both = new ChannelSettings(ca, folder.resolve("gnb-1.crt"), folder.resolve("gnb-1.key"),
				token(READER).token());
		assertThat(server.status(both, READ).getCode()).as("the token counts").isEqualTo(Status.Code.NOT_FOUND);
	}

	@Test
	void tokenFileIsTakenAgainAndABrokenOneIsNot() throws Exception {
		String next = "next-operator-token-0123456789";
		Pki.replace(folder.resolve("operator.token"), next);
		SecuredServer.await("the next token", () -> status(next).getCode() == Status.Code.FAILED_PRECONDITION);
		assertThat(status(OPERATOR).getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
		double failed = server.counted("wm.security.reload.failed");
		Pki.replace(folder.resolve("operator.token"), "short");
		SecuredServer.await("the failure is counted", () -> server.counted("wm.security.reload.failed") > failed);
		assertThat(status(next).getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
		Pki.replace(folder.resolve("operator.token"), OPERATOR);
		SecuredServer.await("the first token", () -> status(OPERATOR).getCode() == Status.Code.FAILED_PRECONDITION);
	}

	private static Status status(String operator) {
		try {
			return server.status(token(operator), OPERATE);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void healthIsOpenAndReflectionIsNot() throws Exception {
		assertThat(server.status(SecuredServer.tls(ca), HEALTH).isOk()).isTrue();
		assertThat(server.status(SecuredServer.tls(ca), AccessTest::reflect).getCode())
			.isEqualTo(Status.Code.UNAUTHENTICATED);
		assertThat(server.status(token(READER), AccessTest::reflect).isOk()).isTrue();
	}

	private static Object reflect(ManagedChannel channel) {
		try {
			BlockingClientCall<ServerReflectionRequest, ?> call = ServerReflectionGrpc.newBlockingV2Stub(channel)
				.serverReflectionInfo();
			call.write(ServerReflectionRequest.newBuilder().setListServices("").build());
			return java.util.Objects.requireNonNull(call.read());
		}
		catch (io.grpc.StatusException ex) {
			throw ex.getStatus().asRuntimeException();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void somebodyHasDecidedForEveryRpcWhoMayCallIt() {
		List<String> served = server.bean(GrpcServiceDiscoverer.class)
			.findServices()
			.stream()
			.flatMap((spec) -> spec.service().bindService().getMethods().stream())
			.map((method) -> method.getMethodDescriptor().getFullMethodName())
			.toList();
		assertThat(served)
			.contains("presage.v1.ControlLoopService/Attach", "grpc.health.v1.Health/Check",
					"presage.v1.AuditService/GetDecision")
			.allMatch(MethodRoles::names);
		assertThat(MethodRoles.required("presage.v1.ControlLoopService/Attach")).isEqualTo(Role.NODE);
		assertThat(MethodRoles.required("presage.v1.Added/Later")).as("by default").isEqualTo(Role.OPERATOR);
	}

	/** This machine's own address in the network stands for another machine. */
	private static void tokenIsNotSentInPlaintextToAnotherMachine(int port) throws Exception {
		String address = NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.filter((one) -> one instanceof Inet4Address && !one.isLoopbackAddress())
			.findFirst()
			.map(InetAddress::getHostAddress)
			.orElse("");
		Assumptions.assumeFalse(address.isEmpty(), "this machine is in no network");
		Path file = Files.writeString(folder.resolve("plain.token"), READER);
		Status refused = SecuredServer.statusAt(address + ":" + port, new ChannelSettings(null, null, null, file),
				READ);
		assertThat(refused.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
		assertThat(refused.getDescription()).contains("--token-file", "expected --tls-ca");
		assertThat(SecuredServer.statusAt(address + ":" + port, ChannelSettings.PLAINTEXT, READ).getCode())
			.isEqualTo(Status.Code.NOT_FOUND);
	}

	@Test
	void withoutIdentitiesOperatorsAreRefusedWhereOthersCanReach() throws Exception {
		try (SecuredServer open = new SecuredServer("spring.grpc.server.address=0.0.0.0",
				"presage.security.plaintext=true")) {
			assertThat(open.status(ChannelSettings.PLAINTEXT, READ).getCode()).isEqualTo(Status.Code.NOT_FOUND);
			Status refused = open.status(ChannelSettings.PLAINTEXT, OPERATE);
			assertThat(refused.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
			assertThat(refused.getDescription()).contains("expected role operator", "presage.security.tokens");
			tokenIsNotSentInPlaintextToAnotherMachine(open.port());
		}
	}

}
