/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;

import org.presage.audit.AuditTrail;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;

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
			assertThat(attach(port, "--cells", "2", "--seconds", "2")).isZero();
			assertThat(this.err.toString()).isEmpty();
		}
	}

	@Test
	void twoNodesOfDifferentNamesAreAttachedTogether() throws InterruptedException {
		try (ConfigurableApplicationContext context = new SpringApplication(PresageServer.class)
			.run("--spring.grpc.server.port=0", "--server.port=0")) {
			int port = context.getBean(ServerAddresses.class).grpcPort();
			Thread other = Thread.ofVirtual()
				.start(() -> attach(port, "--node", "gnb-b", "--cells", "1", "--seconds", "3"));
			assertThat(attach(port, "--node", "gnb-a", "--cells", "2", "--seconds", "3")).isZero();
			other.join();
			assertThat(context.getBean(AuditTrail.class).ring().newest(1000))
				.extracting((kept) -> kept.decision().frame().cell().node())
				.contains("gnb-a", "gnb-b");
		}
	}

	@Test
	void saysWhyItIsNotAttachedAndGoesOn() {
		assertThat(attach(1, "--seconds", "2")).isEqualTo(1);
		assertThat(this.err.toString()).hasLineCount(1)
			.contains("localhost:1: expected a running xApp, found no server that listens there",
					"Trying again every 1000 ms");
	}

}
