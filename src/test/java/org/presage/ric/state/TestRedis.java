/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/** A Redis of this machine, without a copy on disk; tests are skipped without one. */
final class TestRedis {

	private final Path folder;

	private final int port;

	private @Nullable Process process;

	TestRedis(Path folder) throws IOException {
		boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.anyMatch((path) -> Files.isExecutable(Path.of(path, "redis-server")));
		if (!there) {
			System.err.println("a test is skipped: no redis-server on the PATH");
		}
		Assumptions.assumeTrue(there, "no redis-server on the PATH");
		this.folder = folder;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.port = socket.getLocalPort();
		}
	}

	int port() {
		return this.port;
	}

	void start() throws Exception {
		this.process = new ProcessBuilder("redis-server", "--port", Integer.toString(this.port), "--save", "", "--bind",
				"127.0.0.1", "--dir", this.folder.toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		for (int attempt = 0; attempt < 500; attempt++) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
				assertThat(socket.isConnected()).isTrue();
				return;
			}
			catch (IOException ex) {
				Thread.sleep(20);
			}
		}
		throw new AssertionError("nobody listens at " + this.port);
	}

	void kill() throws InterruptedException {
		Process running = this.process;
		if (running != null) {
			running.destroyForcibly();
			assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	/** Stops or continues it, as {@code kill -STOP} and {@code kill -CONT} do. */
	void signal(String name) throws Exception {
		Process running = Objects.requireNonNull(this.process);
		assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(running.pid())).start().waitFor()).isZero();
	}

}
