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
	void saysWhyItIsNotAttachedAndGoesOn() {
		assertThat(attach(1, "--seconds", "2")).isEqualTo(1);
		assertThat(this.err.toString()).contains("attached to localhost:1 again in 1000 ms", "UNAVAILABLE");
	}

}
