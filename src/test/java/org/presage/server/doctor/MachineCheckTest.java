/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.Clock;
import org.presage.testing.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;

/** What the machine, its network and its folders have to say. */
class MachineCheckTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private static final MachineCheck.Jvm GOOD = new MachineCheck.Jvm(2, 8_000_000_000L, 2_000_000_000L, "ZGC Cycles");

	private List<String> machine(MachineCheck.Jvm jvm, int threads) {
		return Looks.of(new MachineCheck(new Container(this.folder), jvm, threads));
	}

	@Test
	void aMachineOfOnesOwnIsWell() {
		assertThat(machine(GOOD, 0)).allMatch((line) -> line.startsWith("ok "))
			.anyMatch((line) -> line.contains("no CPU quota"));
	}

	@Test
	void whatInterruptsTheLoopIsTold() throws IOException {
		Files.writeString(this.folder.resolve("cpu.max"), "150000 100000\n");
		Files.writeString(this.folder.resolve("memory.max"), "2400000000\n");
		assertThat(machine(new MachineCheck.Jvm(2, 8_000_000_000L, 2_000_000_000L, "G1 Young Generation"), 5))
			.anyMatch((line) -> line.startsWith("warn 5 planning threads, 2 processors"))
			.anyMatch((line) -> line.startsWith("warn a CPU quota of 1.50 processors, which is not whole"))
			.anyMatch((line) -> line.startsWith("warn a heap of 2.0 GB at most, 83 % of 2.4 GB"))
			.anyMatch((line) -> line.contains("G1 Young Generation") && line.contains("-XX:+UseZGC"));
	}

	@Test
	void aWholeQuotaIsWellUnlessItWasUsedUp() throws IOException {
		Files.writeString(this.folder.resolve("cpu.max"), "200000 100000\n");
		assertThat(machine(GOOD, 0)).anyMatch((line) -> line.startsWith("ok a CPU quota of 2.00"));
		Files.writeString(this.folder.resolve("cpu.stat"), "usage_usec 5\nnr_throttled 7\n");
		assertThat(machine(GOOD, 0)).anyMatch((line) -> line.startsWith("warn") && line.contains("throttled 7 times"));
	}

	@Test
	void olderControlGroupsAreReadToo() throws IOException {
		Files.createDirectories(this.folder.resolve("cpu"));
		Files.createDirectories(this.folder.resolve("memory"));
		Files.writeString(this.folder.resolve("cpu/cpu.cfs_quota_us"), "-1\n");
		Files.writeString(this.folder.resolve("cpu/cpu.cfs_period_us"), "100000\n");
		Files.writeString(this.folder.resolve("memory/memory.limit_in_bytes"), "9223372036854771712\n");
		assertThat(new Container(this.folder).processors()).isEmpty();
		assertThat(new Container(this.folder).memory()).isEmpty();
		Files.writeString(this.folder.resolve("cpu/cpu.cfs_quota_us"), "50000\n");
		Files.writeString(this.folder.resolve("memory/memory.limit_in_bytes"), "1000000000\n");
		assertThat(new Container(this.folder).processors()).hasValue(0.5);
		assertThat(new Container(this.folder).memory()).hasValue(1_000_000_000L);
	}

	@Test
	void aPortThatIsTakenIsToldWithItsTaker() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			int port = taken.getLocalPort();
			assertThat(Looks.of(ports(List.of(listener("gRPC", "127.0.0.1", port))))).singleElement()
				.asString()
				.startsWith("fail gRPC cannot listen on 127.0.0.1:" + port)
				.contains("another program listens on 127.0.0.1:" + port);
			assertThat(Looks.of(ports(List.of(listener("gRPC", null, port))))).singleElement()
				.asString()
				.startsWith("fail");
		}
	}

	private static PortCheck ports(List<PortCheck.Listener> listeners) {
		return new PortCheck(listeners, null);
	}

	private static PortCheck.Listener listener(String what, @Nullable String address, int port) {
		return new PortCheck.Listener(what, "key." + what, address, port);
	}

	private static int free() throws IOException {
		try (ServerSocket any = new ServerSocket(0)) {
			return any.getLocalPort();
		}
	}

	@Test
	void portsThatAreFreeAreWell() throws IOException {
		assertThat(Looks.of(ports(
				List.of(listener("gRPC", "127.0.0.1", free()), listener("HTTP", null, 0), listener("none", null, -1)))))
			.hasSize(2)
			.allMatch((line) -> line.startsWith("ok "));
	}

	@Test
	void onePortCannotBeUsedTwice() throws IOException {
		int port = free();
		assertThat(Looks.of(ports(List.of(listener("gRPC", "127.0.0.1", port), listener("HTTP", "0.0.0.0", port)))))
			.anyMatch((line) -> line.startsWith("fail HTTP and gRPC are both to listen on port " + port));
		assertThat(Looks.of(ports(List.of(listener("gRPC", "127.0.0.1", port), listener("HTTP", "127.0.0.2", port)))))
			.allMatch((line) -> line.startsWith("ok "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "::1", "[::1]", "0:0:0:0:0:0:0:1" })
	void oneAddressInTwoFormsIsOne(String form) throws IOException {
		int port = free();
		assertThat(Looks.of(ports(List.of(listener("gRPC", form, port), listener("HTTP", "::1", port)))))
			.anyMatch((line) -> line.startsWith("fail HTTP and gRPC are both to listen on port " + port));
		assertThat(Looks.of(ports(List.of(listener("gRPC", "192.0.2.1", 0))))).singleElement()
			.asString()
			.startsWith("fail");
	}

	@Test
	void triesTheUnixSocket() throws IOException {
		Path socket = this.folder.resolve("s");
		assertThat(Looks.of(new PortCheck(List.of(), socket))).singleElement().asString().startsWith("ok");
		assertThat(socket).doesNotExist();
		Files.createFile(socket);
		assertThat(Looks.of(new PortCheck(List.of(), socket))).singleElement()
			.asString()
			.startsWith("fail")
			.contains("remove the file");
		assertThat(socket).exists();
		assertThat(Looks.of(new PortCheck(List.of(), this.folder.resolve("none/s")))).singleElement()
			.asString()
			.startsWith("fail")
			.contains("netty.domain-socket-path");
	}

	@Test
	void anAddressOfAnotherMachineCannotBeListenedOn() throws IOException {
		assertThat(Looks.of(ports(List.of(listener("gRPC", "192.0.2.1", free()))))).singleElement()
			.asString()
			.startsWith("fail")
			.contains("none of this machine's");
	}

	private static List<String> addresses(String address) {
		return Looks.of(new AddressCheck(List.of(new AddressCheck.Peer("peer", "a.key", address)), Clock.SYSTEM));
	}

	@Test
	void peersAreConnectedTo() throws IOException {
		try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			assertThat(addresses("localhost:" + peer.getLocalPort())).singleElement()
				.asString()
				.startsWith("ok peer at localhost:")
				.contains("takes connections");
			assertThat(addresses("http://127.0.0.1:" + peer.getLocalPort() + "/some/path")).singleElement()
				.asString()
				.startsWith("ok ");
		}
		assertThat(addresses("localhost:" + free())).singleElement().asString().startsWith("fail").contains("a.key");
		assertThat(addresses("nowhere.invalid:1")).singleElement()
			.asString()
			.contains("fail", "the name service knows no such host");
		assertThat(addresses("localhost")).singleElement().asString().contains("fail", "expected host and port");
		assertThat(addresses("no host:1")).singleElement().asString().contains("fail", "expected host and port");
	}

	@Test
	void foldersAreLookedAtAndNothingIsWritten() throws IOException {
		Path there = Files.writeString(this.folder.resolve("there"), "x");
		assertThat(Looks.of(new FolderCheck(
				List.of(new FolderCheck.Place("a", this.folder.resolve("new.duckdb"), FolderCheck.Use.WRITE),
						new FolderCheck.Place("b", this.folder.resolve("none/new.json"), FolderCheck.Use.WRITE),
						new FolderCheck.Place("c", this.folder, FolderCheck.Use.WRITE),
						new FolderCheck.Place("d", there, FolderCheck.Use.READ),
						new FolderCheck.Place("e", there, FolderCheck.Use.LIST),
						new FolderCheck.Place("f", this.folder, FolderCheck.Use.SCRATCH)))))
			.satisfiesExactly((line) -> assertThat(line).startsWith("ok a:").contains("can be written", "GB are free"),
					(line) -> assertThat(line).startsWith("fail b:").contains("is not there"),
					(line) -> assertThat(line).startsWith("fail c:").contains("is a folder"),
					(line) -> assertThat(line).startsWith("ok d:"),
					(line) -> assertThat(line).startsWith("fail e:").contains("is no folder"),
					(line) -> assertThat(line).startsWith("ok f:"));
		try (var files = Files.list(this.folder)) {
			assertThat(files).containsExactly(there);
		}
	}

	@Test
	void aFolderOfSomebodyElseIsTold() throws IOException {
		Path closed = Files.createDirectory(this.folder.resolve("closed"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
		Assumptions.assumeFalse(Files.isWritable(closed), "the user of this test may do all");
		assertThat(Looks
			.of(new FolderCheck(List.of(new FolderCheck.Place("a", closed.resolve("file"), FolderCheck.Use.WRITE)))))
			.singleElement()
			.asString()
			.contains("fail", "cannot be written by this user");
	}

	@Test
	void aSynchronisedClockIsWell() throws IOException {
		Files.createDirectories(this.folder.resolve("systemd/timesync"));
		Files.createFile(this.folder.resolve("systemd/timesync/synchronized"));
		assertThat(Looks.of(new ClockCheck(this.folder, List.of(), Clock.SYSTEM)))
			.allMatch((line) -> line.startsWith("ok "))
			.anyMatch((line) -> line.contains("timesyncd"));
	}

	@Test
	void nobodyToAskIsSaidHonestly() {
		assertThat(Looks.of(new ClockCheck(this.folder, List.of(URI.create("http://127.0.0.1:1/")), Clock.SYSTEM)))
			.anyMatch((line) -> line.startsWith("warn cannot tell"));
	}

	@Test
	void theRicsClockIsCompared() throws IOException {
		HttpServer ric = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1);
		ric.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(404, -1);
			exchange.close();
		});
		ric.start();
		try {
			List<URI> others = List.of(URI.create("http://127.0.0.1:1/"),
					URI.create("http://127.0.0.1:" + ric.getAddress().getPort() + "/"));
			assertThat(Looks.of(new ClockCheck(this.folder, others, Clock.SYSTEM)))
				.anyMatch((line) -> line.startsWith("ok") && line.contains("s apart from the clock of"));
			assertThat(Looks.of(new ClockCheck(this.folder, others, stopped())))
				.anyMatch((line) -> line.startsWith("fail") && line.contains("s apart from the clock of"));
		}
		finally {
			ric.stop(0);
		}
	}

	/** A clock years ago, which does not wait. */
	private static Clock stopped() {
		ManualClock manual = new ManualClock();
		return new Clock() {
			@Override
			public long nanoTime() {
				return manual.nanoTime();
			}

			@Override
			public long epochMillis() {
				return manual.epochMillis();
			}

			@Override
			public void sleepUntil(long dueNs) {
				manual.advanceNanos(dueNs - manual.nanoTime());
			}
		};
	}

	@Test
	void aClockThatJumpsIsTold() {
		assertThat(Looks.of(new ClockCheck(this.folder, List.of(), stopped())))
			.anyMatch((line) -> line.startsWith("warn the time of day moved by -50 ms"));
	}

}
