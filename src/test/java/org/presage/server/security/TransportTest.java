/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import org.presage.client.ChannelSettings;
import org.presage.testing.Pki;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real TLS: who is refused, and what happens when files change under a running server.
 */
class TransportTest {

	private static final Function<ManagedChannel, ?> HEALTH = (channel) -> HealthGrpc.newBlockingStub(channel)
		.check(HealthCheckRequest.getDefaultInstance());

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	private static final Pki OURS = new Pki("our CA");

	private static final Pki OTHERS = new Pki("another CA");

	@SuppressWarnings("NullAway.Init")
	private static Path ca;

	@SuppressWarnings("NullAway.Init")
	private static Path otherCa;

	@SuppressWarnings("NullAway.Init")
	private static SecuredServer server;

	@BeforeAll
	static void start() {
		ca = OURS.root(folder.resolve("ca.crt"));
		otherCa = OTHERS.root(folder.resolve("other-ca.crt"));
		OURS.issue(folder, "server");
		OURS.issue(folder, "client");
		OTHERS.issue(folder, "stranger");
		server = new SecuredServer("presage.security.tls.certificate=" + folder.resolve("server.crt"),
				"presage.security.tls.key=" + folder.resolve("server.key"));
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void onlyClientsThatSpeakTlsAndTrustTheCaGetThrough() {
		assertThat(server.status(SecuredServer.tls(ca), HEALTH).isOk()).isTrue();
		assertThat(server.status(ChannelSettings.PLAINTEXT, HEALTH).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
		Status wrong = server.status(SecuredServer.tls(otherCa), HEALTH);
		assertThat(wrong.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
		assertThat(wrong.getCause()).hasStackTraceContaining("PKIX path");
	}

	/**
	 * One test, because the files are the same: new connections get what is there last
	 * and good, and a stream that is attached knows nothing of it.
	 */
	@Test
	void certificateChangesWhileStreamsLiveAndBrokenOnesAreNotTaken() throws Exception {
		try (SecuredServer.Node node = server.node(SecuredServer.tls(ca))) {
			assertThat(node.report().hasDecision()).isTrue();
			X509Certificate first = presented();
			double taken = server.counted("wm.security.reload");

			OURS.issue(folder, "server");
			SecuredServer.await("the new certificate", () -> !presented().equals(first));
			assertThat(server.counted("wm.security.reload")).isGreaterThan(taken);
			assertThat(server.status(SecuredServer.tls(ca), HEALTH).isOk()).isTrue();
			assertThat(node.report().hasDecision()).as("the stream of before").isTrue();

			X509Certificate second = presented();
			brokenOneIsNotTaken(second, () -> Pki.replace(folder.resolve("server.crt"), "no PEM"));
			brokenOneIsNotTaken(second, () -> OURS.issueExpired(folder, "server"));
			brokenOneIsNotTaken(second,
					() -> Pki.replace(folder.resolve("server.crt"), text(folder.resolve("client.crt"))));
			brokenOneIsNotTaken(second, () -> delete(folder.resolve("server.key")));
			assertThat(node.report().hasDecision()).isTrue();

			OTHERS.issue(folder, "server");
			SecuredServer.await("one of another CA", () -> !presented().equals(second));
			assertThat(server.status(SecuredServer.tls(ca), HEALTH).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
			assertThat(server.status(SecuredServer.tls(otherCa), HEALTH).isOk()).isTrue();
			assertThat(node.report().hasDecision()).isTrue();
		}
		finally {
			OURS.issue(folder, "server");
			SecuredServer.await("our own again", () -> server.status(SecuredServer.tls(ca), HEALTH).isOk());
		}
	}

	private static void brokenOneIsNotTaken(X509Certificate before, Runnable breaking) {
		double failed = server.counted("wm.security.reload.failed");
		breaking.run();
		SecuredServer.await("the failure is counted", () -> server.counted("wm.security.reload.failed") > failed);
		assertThat(presented()).isEqualTo(before);
	}

	@Test
	void clientsMustShowACertificateWhereItIsRequired() {
		OURS.issue(folder, "mutual");
		Path clientCa = OURS.root(folder.resolve("client-ca.crt"));
		ChannelSettings own = SecuredServer.mutualTls(ca, folder, "client");
		ChannelSettings strange = SecuredServer.mutualTls(ca, folder, "stranger");
		try (SecuredServer mutual = new SecuredServer(
				"presage.security.tls.certificate=" + folder.resolve("mutual.crt"),
				"presage.security.tls.key=" + folder.resolve("mutual.key"),
				"presage.security.tls.client-ca=" + clientCa)) {
			assertThat(mutual.status(own, HEALTH).isOk()).isTrue();
			assertThat(mutual.status(SecuredServer.tls(ca), HEALTH).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
			assertThat(mutual.status(strange, HEALTH).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
			try (SecuredServer.Node node = mutual.node(own)) {
				assertThat(node.report().hasDecision()).isTrue();
				OTHERS.root(clientCa);
				SecuredServer.await("the new client CA", () -> mutual.status(strange, HEALTH).isOk());
				assertThat(mutual.status(own, HEALTH).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
				assertThat(node.report().hasDecision()).as("the stream of before").isTrue();
			}
		}
	}

	/** Refused before anything is called, but not without a word. */
	@Test
	void handshakesThatFailAreCountedAndLoggedWithTheReason() {
		OURS.issue(folder, "told");
		OURS.issueExpired(folder, "late");
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		Logger log = (Logger) LoggerFactory.getLogger(Refusals.class);
		try (SecuredServer told = new SecuredServer("presage.security.tls.certificate=" + folder.resolve("told.crt"),
				"presage.security.tls.key=" + folder.resolve("told.key"),
				"presage.security.tls.client-ca=" + OURS.root(folder.resolve("told-ca.crt")))) {
			log.addAppender(lines);
			// The server names its CA, so a client does not even show one of another.
			refused(told, lines, SecuredServer.mutualTls(ca, folder, "stranger"),
					"no client certificate where one is required");
			refused(told, lines, SecuredServer.mutualTls(ca, folder, "late"),
					"found a certificate of CN=late,O=Presage by CN=our CA: NotAfter: ");
			refused(told, lines, SecuredServer.tls(ca), "no client certificate where one is required");
			refused(told, lines, ChannelSettings.PLAINTEXT, "or no TLS");
		}
		finally {
			log.detachAppender(lines);
		}
	}

	private static void refused(SecuredServer server, ListAppender<ILoggingEvent> lines, ChannelSettings client,
			String why) {
		double before = server.counted("wm.calls.refused", "reason", "handshake");
		lines.list.clear();
		assertThat(server.status(client, HEALTH).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
		SecuredServer.await(why,
				() -> List.copyOf(lines.list)
					.stream()
					.map(ILoggingEvent::getFormattedMessage)
					.anyMatch((line) -> line.startsWith("a connection was refused in its TLS handshake: ")
							&& line.contains(why)));
		assertThat(server.counted("wm.calls.refused", "reason", "handshake")).isGreaterThan(before);
	}

	@Test
	void springsOwnBundleStillWorks() {
		OURS.issue(folder, "bundle");
		try (SecuredServer bundle = new SecuredServer("spring.grpc.server.ssl.bundle=b",
				"spring.ssl.bundle.pem.b.keystore.certificate=" + folder.resolve("bundle.crt"),
				"spring.ssl.bundle.pem.b.keystore.private-key=" + folder.resolve("bundle.key"))) {
			assertThat(bundle.status(SecuredServer.tls(ca), HEALTH).isOk()).isTrue();
			assertThat(bundle.status(ChannelSettings.PLAINTEXT, HEALTH).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
		}
	}

	/** The certificate that the server shows to somebody who trusts everybody. */
	private static X509Certificate presented() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new TrustsEverybody() }, null);
			try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", server.port())) {
				return (X509Certificate) socket.getSession().getPeerCertificates()[0];
			}
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private static void delete(Path file) {
		try {
			Files.delete(file);
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
