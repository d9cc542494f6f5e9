/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that ping, frame by frame. */
@ExtendWith(OutputCaptureExtension.class)
class KeepaliveTest {

	private final SecuredServer server = new SecuredServer("spring.grpc.server.keepalive.permit.time=100ms");

	@AfterEach
	void stop() {
		this.server.close();
	}

	private Socket connect() throws IOException {
		return RawHttp2.connect(this.server.port());
	}

	@Test
	void pingsOnAQuietStreamAreAnswered() throws Exception {
		try (Socket idle = connect(); Socket quiet = connect()) {
			RawHttp2.attach(quiet);
			for (int i = 0; i < 8; i++) {
				TimeUnit.MILLISECONDS.sleep(150);
				for (Socket socket : new Socket[] { idle, quiet }) {
					RawHttp2.frame(socket, RawHttp2.PING, 0, 0, new byte[8]);
					assertThat(RawHttp2.awaits(socket, RawHttp2.PING, 1)).as("ping " + i).isTrue();
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void pingsThatAreTooManyAreLogged(boolean calls, CapturedOutput output) throws Exception {
		int port;
		try (Socket flood = connect()) {
			port = flood.getLocalPort();
			assertThat(RawHttp2.awaits(flood, RawHttp2.SETTINGS, 1)).isTrue();
			if (calls) {
				RawHttp2.attach(flood);
			}
			TimeUnit.MILLISECONDS.sleep(300);
			assertThat(endedForPings(flood)).isTrue();
		}
		SecuredServer.await("a line", () -> output.getAll().contains("(too_many_pings)"));
		assertThat(output.getAll()).contains("connection from /127.0.0.1:" + port + " was ended",
				"spring.grpc.server.keepalive.permit.time");
	}

	/** The server may end the connection before the last ping is sent. */
	private static boolean endedForPings(Socket flood) {
		try {
			for (int i = 0; i < 20; i++) {
				RawHttp2.frame(flood, RawHttp2.PING, 0, 0, new byte[8]);
			}
			return RawHttp2.awaits(flood, RawHttp2.GO_AWAY, 0);
		}
		catch (IOException ex) {
			return true;
		}
	}

	@Test
	void everyTenSecondsIsPermittedWithoutConfiguration() {
		try (SecuredServer plain = new SecuredServer()) {
			GrpcServerProperties.Keepalive.Permit permit = plain.bean(GrpcServerProperties.class)
				.getKeepalive()
				.getPermit();
			assertThat(permit.getTime()).isLessThan(Duration.ofSeconds(10));
			assertThat(permit.isWithoutCalls()).isTrue();
		}
	}

}
