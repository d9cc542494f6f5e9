/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;

import org.presage.audit.AuditTrail;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.WaitingTest;

import static org.assertj.core.api.Assertions.assertThat;

/** A simulated node that is a program of its own. */
class AttachCommandTest {

	private final StringWriter err = new StringWriter();

	private int attach(int port, String... more) {
		CommandLine line = PresageCommand.line();
		line.setErr(new PrintWriter(this.err));
		String[] args = new String[more.length + 3];
		args[0] = "attach";
		args[1] = "--target";
		args[2] = "localhost:" + port;
		System.arraycopy(more, 0, args, 3, more.length);
		return line.execute(args);
	}

	@Test
	void getsDecisionsFromARunningXapp() {
		try (ConfigurableApplicationContext context = new SpringApplication(PresageServer.class)
			.run("--spring.grpc.server.port=0", "--server.port=0")) {
			int port = context.getBean(ServerAddresses.class).grpcPort();
			assertThat(attach(port, "--cells", "2", "--seconds", "4")).isZero();
			assertThat(this.err.toString()).isEmpty();
		}
	}

	@Test
	void twoNodesOfDifferentNamesAreAttachedTogether() throws InterruptedException {
		try (ConfigurableApplicationContext context = new SpringApplication(PresageServer.class)
			.run("--spring.grpc.server.port=0", "--server.port=0")) {
			int port = context.getBean(ServerAddresses.class).grpcPort();
			Thread other = Thread.ofVirtual()
				.start(() -> attach(port, "--node", "gnb-b", "--cells", "1", "--seconds", "6"));
			assertThat(attach(port, "--node", "gnb-a", "--cells", "2", "--seconds", "6")).isZero();
			other.join();
			assertThat(context.getBean(AuditTrail.class).ring().newest(1000))
				.extracting((kept) -> kept.decision().frame().cell().node())
				.contains("gnb-a", "gnb-b");
		}
	}

	@WaitingTest
	void saysWhyItIsNotAttachedAndGoesOn() {
		assertThat(attach(1, "--seconds", "5")).isEqualTo(1);
		assertThat(this.err.toString().lines()).hasSizeGreaterThan(1)
			.startsWith("localhost:1: expected a running xApp, found no server that listens there (UNAVAILABLE). "
					+ "Start it with presage serve, or set --target. Trying again in 1 s, then more slowly. "
					+ "Ctrl-C stops");
		assertThat(this.err.toString()).containsPattern("\nlocalhost:1: no connection for \\d+ s. Trying again in 2 s");
	}

	@WaitingTest
	void givesUpAfterTheGivenTime() {
		assertThat(attach(1, "--wait", "0")).isEqualTo(1);
		assertThat(this.err.toString()).hasLineCount(1).contains("no server that listens there").endsWith("Gave up\n");
		this.err.getBuffer().setLength(0);
		assertThat(attach(1, "--wait", "2")).isEqualTo(1);
		assertThat(this.err.toString().lines()).last(InstanceOfAssertFactories.STRING)
			.matches("localhost:1: no connection for \\d+ s. Gave up");
	}

	@Test
	void refusesAddressWithoutPortAtOnce() {
		assertThat(PresageCommand.execute(PresageCommand.line().setErr(new PrintWriter(this.err, true)), "attach",
				"--target", "localhost"))
			.isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString().lines())
			.containsExactly("presage: --target: expected HOST:PORT, such as localhost:50051, found \"localhost\"");
	}

	/** The port takes connections and nobody answers, as behind some firewalls. */
	@WaitingTest
	void namesServerThatDoesNotAnswer() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			assertThat(attach(silent.getLocalPort(), "--seconds", "5")).isEqualTo(1);
			assertThat(this.err.toString()).contains("waiting for an answer. Ctrl-C stops");
		}
	}

}
