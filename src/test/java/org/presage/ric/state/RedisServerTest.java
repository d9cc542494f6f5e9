/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import org.presage.base.Clock;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Against the Redis of this machine, if it has one. */
class RedisServerTest extends StateStoreKit {

	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path folder;

	private final List<Process> processes = new ArrayList<>();

	private int port;

	@BeforeEach
	void start() throws Exception {
		boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.anyMatch((path) -> Files.isExecutable(Path.of(path, "redis-server")));
		if (!there) {
			System.err.println("RedisServerTest is skipped: no redis-server on the PATH");
		}
		Assumptions.assumeTrue(there, "no redis-server on the PATH");
		this.port = freePort();
		redis(this.port);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private void redis(int at, String... more) throws Exception {
		List<String> command = new ArrayList<>(List.of("redis-server", "--port", Integer.toString(at), "--save", "",
				"--bind", "127.0.0.1", "--dir", this.folder.toString()));
		command.addAll(List.of(more));
		run(command);
		listening(at);
	}

	private static void listening(int at) throws InterruptedException {
		for (int attempt = 0; attempt < 500; attempt++) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), at)) {
				assertThat(socket.isConnected()).isTrue();
				return;
			}
			catch (IOException ex) {
				Thread.sleep(20);
			}
		}
		throw new AssertionError("nobody listens at " + at);
	}

	private void run(List<String> command) throws IOException {
		this.processes.add(new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start());
	}

	@AfterEach
	void stop() throws InterruptedException {
		for (Process process : this.processes) {
			process.destroyForcibly();
			assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Override
	StateStore open() {
		return open(new RedisSettings("127.0.0.1", this.port, "", 0, TIMEOUT));
	}

	private static StateStore open(RedisSettings settings) {
		return new RedisStore(settings, "presage", Clock.SYSTEM, new SimpleMeterRegistry());
	}

	private static void await(StateStore store, String value) throws InterruptedException {
		for (int attempt = 0; !store.get("seen").equals(Optional.of(value)); attempt++) {
			assertThat(attempt).as("attempts").isLessThan(1500);
			Thread.sleep(20);
		}
	}

	@Test
	void aServerThatIsKilledIsToldAgain() throws Exception {
		try (StateStore store = open()) {
			store.set("seen", "1");
			stop();
			store.set("seen", "2");
			redis(this.port);
			try (StateStore other = open()) {
				await(other, "2");
			}
		}
	}

	@Test
	void aServerThatHangsIsNotWaitedFor() throws Exception {
		try (StateStore store = open()) {
			store.set("seen", "1");
			signal("STOP");
			store.set("seen", "2");
			assertThat(store.get("seen")).contains("2");
			signal("CONT");
			try (StateStore other = open()) {
				await(other, "2");
			}
		}
	}

	private void signal(String name) throws Exception {
		Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(this.processes.getFirst().pid())).start();
		assertThat(kill.waitFor()).isZero();
	}

	@Test
	void theSentinelNamesTheMasterAndTheNextOne() throws Exception {
		int replica = freePort();
		redis(replica, "--replicaof", "127.0.0.1", Integer.toString(this.port), "--repl-diskless-sync-delay", "0");
		try (StateStore master = open();
				StateStore next = open(new RedisSettings("127.0.0.1", replica, "", 0, TIMEOUT))) {
			master.set("seen", "1");
			await(next, "1");
			// Asks for replicas when it begins, and then every ten seconds only.
			int sentinel = sentinel();
			try (StateStore store = open(new RedisSettings("127.0.0.1", 1, "dbaasmaster", sentinel, TIMEOUT))) {
				store.set("seen", "2");
				await(master, "2");
				await(next, "2");
				this.processes.getFirst().destroyForcibly();
				store.set("seen", "3");
				await(next, "3");
			}
		}
	}

	private int sentinel() throws Exception {
		int at = freePort();
		Path file = Files.writeString(this.folder.resolve("sentinel.conf"), """
				port %d
				bind 127.0.0.1
				sentinel monitor dbaasmaster 127.0.0.1 %d 1
				sentinel down-after-milliseconds dbaasmaster 500
				sentinel failover-timeout dbaasmaster 2000
				""".formatted(at, this.port));
		run(List.of("redis-server", file.toString(), "--sentinel"));
		listening(at);
		return at;
	}

}
