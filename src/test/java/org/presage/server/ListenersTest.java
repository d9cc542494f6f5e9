/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Addresses in every form: the server listens exactly there, or does not start. */
class ListenersTest {

	private static final String GRPC = "spring.grpc.server.address=";

	private static final String HTTP = "server.address=";

	private static final String SOCKET = "spring.grpc.server.netty.domain-socket-path=";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private static ConfigurableApplicationContext start(String... keys) {
		List<String> all = new ArrayList<>(
				List.of("--spring.grpc.server.port=0", "--server.port=0", "--presage.model.path=/nowhere.presage"));
		for (String key : keys) {
			all.removeIf((known) -> known.startsWith("--" + key.substring(0, key.indexOf('=') + 1)));
			all.add("--" + key);
		}
		return new SpringApplication(PresageServer.class).run(all.toArray(String[]::new));
	}

	private static boolean answers(InetAddress address, int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(address, port), 1000);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static List<InetAddress> machine() throws SocketException {
		return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
	}

	static Stream<String> forms() throws SocketException {
		Stream<String> six = machine().stream()
			.filter((address) -> address instanceof Inet6Address && address.isLoopbackAddress())
			.flatMap((address) -> Stream.of("::1", "[::1]", "0:0:0:0:0:0:0:1"));
		return Stream.concat(Stream.of("127.0.0.1", "localhost", "127.0.0.2", "::ffff:127.0.0.1"), six);
	}

	@ParameterizedTest
	@MethodSource("forms")
	void listensOnExactlyTheAddress(String form) throws IOException {
		InetAddress asked = InetAddress.getByName(form);
		try (ConfigurableApplicationContext context = start(GRPC + form, HTTP + form)) {
			ServerAddresses addresses = context.getBean(ServerAddresses.class);
			for (int port : new int[] { addresses.grpcPort(), addresses.httpPort() }) {
				assertThat(answers(asked, port)).isTrue();
				assertThat(Stream.concat(machine().stream(), Stream.of(InetAddress.getByName("127.0.0.3")))
					.filter((other) -> !other.equals(asked))
					.filter((other) -> answers(other, port))).isEmpty();
			}
		}
	}

	@Test
	void listensOnAnAddressWithAZone() throws IOException {
		Inet6Address link = (Inet6Address) machine().stream()
			.filter((address) -> address.isLinkLocalAddress() && address instanceof Inet6Address)
			.findFirst()
			.orElse(null);
		assumeTrue(link != null, "no link-local address on this machine");
		String form = GRPC + Objects.requireNonNull(link).getHostAddress();
		try (ConfigurableApplicationContext context = start(form, "presage.security.plaintext=true")) {
			int port = context.getBean(ServerAddresses.class).grpcPort();
			assertThat(answers(link, port)).isTrue();
			assertThat(answers(InetAddress.getByName("127.0.0.1"), port)).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "::", "[::]", "0.0.0.0", "" })
	void refusesEveryAddressInPlaintext(String form) {
		refuses("spring.grpc.server.address", GRPC + form);
	}

	@Test
	void refusesWhatCannotBeListenedOn() {
		refuses("server.address", HTTP);
		refuses("management.server.address", "management.server.address=", "management.server.port=0");
		refuses("spring.grpc.server.address", GRPC, "presage.security.plaintext=true");
		refuses("spring.grpc.server.port", "spring.grpc.server.port=-1");
		refuses("spring.grpc.server.port", "spring.grpc.server.port=70000");
		refuses("spring.grpc.server.netty.domain-socket-path", SOCKET + this.folder.resolve("s"),
				"spring.grpc.server.netty.transport=tcp");
	}

	private static void refuses(String key, String... keys) {
		assertThatThrownBy(() -> start(keys).close())
			.extracting((failure) -> NestedExceptionUtils.getMostSpecificCause(failure).getMessage(), STRING)
			.contains(key)
			.hasLineCount(1);
	}

	@Test
	void listensOnAUnixSocketOnly() {
		assumeTrue(Epoll.isAvailable(), "no epoll");
		Path socket = this.folder.resolve("presage.sock");
		try (ConfigurableApplicationContext context = start(SOCKET + socket)) {
			assertThat(socket).exists();
			assertThat(context.getBean(ServerAddresses.class).describe()).contains("unix:" + socket);
			assertThat(context.getBean(ServerSecurity.class).isLocal()).isTrue();
			assertThat(context.getBean(Readiness.class).missing()).doesNotContain("the gRPC server does not listen");
		}
	}

	/** What the guard sees is not what is asked for, but what is bound. */
	@Test
	void stopsWhenOtherSocketsAreBound() {
		try (ConfigurableApplicationContext context = start()) {
			ServerAddresses addresses = context.getBean(ServerAddresses.class);
			assertThatThrownBy(() -> addresses.check(List.of(new InetSocketAddress(addresses.grpcPort()))))
				.hasMessageContaining("spring.grpc.server.address");
		}
	}

}
