/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.Pki;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Commands against a server that wants TLS and a token, and a server that must not start.
 */
class SecuredCommandsTest {

	private static final Pki OURS = new Pki("our CA");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	private final StringWriter err = new StringWriter();

	@BeforeAll
	static void issue() throws IOException {
		OURS.root(folder.resolve("ca.crt"));
		OURS.issue(folder, "server");
		OURS.issue(folder, "client");
		Files.writeString(folder.resolve("reader.token"), "reader-token-0123456789\n");
	}

	/** The line that a command was refused with. */
	private String refusal(List<String> command) {
		this.err.getBuffer().setLength(0);
		assertThat(PresageCommand.line()
			.setOut(new PrintWriter(new StringWriter(), true))
			.setErr(new PrintWriter(this.err, true))
			.execute(command.toArray(String[]::new))).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).startsWith("presage: ").hasLineCount(1);
		return this.err.toString();
	}

	private static List<String> with(List<String> command, String... more) {
		List<String> all = new ArrayList<>(command);
		all.addAll(List.of(more));
		return all;
	}

	@Test
	void commandsReachASecuredServer() {
		String ca = folder.resolve("ca.crt").toString();
		String certificate = folder.resolve("client.crt").toString();
		String key = folder.resolve("client.key").toString();
		String token = folder.resolve("reader.token").toString();
		try (ConfigurableApplicationContext server = new SpringApplication(PresageServer.class).run(
				"--spring.grpc.server.port=0", "--server.port=0", "--presage.model.path=/nowhere.presage",
				"--presage.security.tls.certificate=" + folder.resolve("server.crt"),
				"--presage.security.tls.key=" + folder.resolve("server.key"), "--presage.security.tls.client-ca=" + ca,
				"--presage.security.tokens[0].name=reader", "--presage.security.tokens[0].token-file=" + token,
				"--presage.security.tokens[0].roles=reader")) {
			String target = "localhost:" + server.getBean(ServerAddresses.class).grpcPort();
			List<String> mutual = List.of("--target", target, "--tls-ca", ca, "--tls-cert", certificate, "--tls-key",
					key);
			List<String> plan = with(List.of("plan", "--replay", "7"), mutual.toArray(String[]::new));
			assertThat(refusal(with(plan, "--token-file", token))).as("the service's own answer").contains("NOT_FOUND");
			assertThat(refusal(plan)).contains("UNAUTHENTICATED", "presage.security.tokens");
			List<String> explain = with(List.of("explain", "--node", "n", "--cell", "c"),
					mutual.toArray(String[]::new));
			assertThat(refusal(with(explain, "--token-file", token))).contains("no model is loaded");
			List<String> bare = List.of("plan", "--replay", "7", "--target", target);
			assertThat(refusal(with(bare, "--token-file", token))).contains("UNAVAILABLE");
			String other = new Pki("another CA").root(folder.resolve("other-ca.crt")).toString();
			assertThat(refusal(with(bare, "--tls-ca", other))).contains("UNAVAILABLE",
					"unable to find valid certification path");
		}
	}

	@Test
	void filesOfTheClientAreChecked() throws IOException {
		List<String> plan = List.of("plan", "--replay", "7", "--target", "localhost:1");
		String ca = folder.resolve("ca.crt").toString();
		assertThat(refusal(with(plan, "--tls-ca", "/none"))).contains("--tls-ca: expected a readable file");
		assertThat(refusal(with(plan, "--token-file", "/none"))).contains("--token-file: expected a readable file");
		assertThat(refusal(with(plan, "--tls-ca", ca, "--tls-cert", ca))).contains("expected together with --tls-key");
		String garbage = Files.writeString(folder.resolve("garbage"), "no PEM").toString();
		assertThat(refusal(with(plan, "--tls-ca", garbage))).contains("--tls-ca", "expected PEM");
		assertThat(refusal(with(plan, "--tls-ca", ca, "--tls-cert", garbage, "--tls-key", garbage)))
			.contains("--tls-key", "expected PEM");
	}

	/** One that does start would serve for ever. */
	@Test
	@Timeout(value = 2, unit = TimeUnit.MINUTES)
	void serverThatIsOpenByMistakeDoesNotStart() {
		assertThat(
				refusal(List.of("serve", "--grpc-port", "0", "--http-port", "0", "spring.grpc.server.address=0.0.0.0")))
			.contains("spring.grpc.server.address", "0.0.0.0", "loopback", "presage.security.plaintext=true");
	}

}
