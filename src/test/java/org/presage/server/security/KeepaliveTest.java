/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that ping: HTTP/2 frame by frame, as RFC 9113 section 4.1 has them. */
@ExtendWith(OutputCaptureExtension.class)
class KeepaliveTest {

	private static final int HEADERS = 1;

	private static final int PING = 6;

	private static final int GO_AWAY = 7;

	private final SecuredServer server = new SecuredServer("spring.grpc.server.keepalive.permit.time=100ms");

	@AfterEach
	void stop() {
		this.server.close();
	}

	private Socket connect() throws IOException {
		Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), this.server.port());
		socket.setSoTimeout(20_000);
		socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		frame(socket, 4, 0, 0, new byte[0]);
		return socket;
	}

	private static void frame(Socket socket, int type, int flags, int stream, byte[] payload) throws IOException {
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		frame.writeBytes(new byte[] { 0, 0, (byte) payload.length, (byte) type, (byte) flags, 0, 0, 0, (byte) stream });
		frame.writeBytes(payload);
		socket.getOutputStream().write(frame.toByteArray());
		socket.getOutputStream().flush();
	}

	/** Headers as literals without an index. */
	private static void attach(Socket socket) throws IOException {
		ByteArrayOutputStream headers = new ByteArrayOutputStream();
		String[] all = { ":method", "POST", ":scheme", "http", ":path", "/presage.v1.ControlLoopService/Attach",
				":authority", "localhost", "content-type", "application/grpc", "te", "trailers" };
		for (int i = 0; i < all.length; i += 2) {
			headers.write(0);
			for (String text : new String[] { all[i], all[i + 1] }) {
				headers.write(text.length());
				headers.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
			}
		}
		frame(socket, HEADERS, 4, 1, headers.toByteArray());
	}

	/** Frames until one of a type, or the end; whether there was one. */
	private static boolean awaits(Socket socket, int type, int flags) throws IOException {
		DataInputStream in = new DataInputStream(socket.getInputStream());
		while (true) {
			byte[] head = in.readNBytes(9);
			if (head.length < 9) {
				return false;
			}
			in.skipNBytes(((head[0] & 255) << 16) + ((head[1] & 255) << 8) + (head[2] & 255));
			if (head[3] == type && head[4] == flags) {
				return true;
			}
			if (head[3] == GO_AWAY) {
				return false;
			}
		}
	}

	@Test
	void pingsOnAQuietStreamAreAnswered() throws Exception {
		try (Socket idle = connect(); Socket quiet = connect()) {
			attach(quiet);
			for (int i = 0; i < 8; i++) {
				TimeUnit.MILLISECONDS.sleep(150);
				for (Socket socket : new Socket[] { idle, quiet }) {
					frame(socket, PING, 0, 0, new byte[8]);
					assertThat(awaits(socket, PING, 1)).as("ping " + i).isTrue();
				}
			}
		}
	}

	@Test
	void pingsThatAreTooManyAreLogged(CapturedOutput output) throws Exception {
		try (Socket flood = connect()) {
			attach(flood);
			TimeUnit.MILLISECONDS.sleep(300);
			for (int i = 0; i < 20; i++) {
				frame(flood, PING, 0, 0, new byte[8]);
			}
			assertThat(awaits(flood, GO_AWAY, 0)).isTrue();
		}
		SecuredServer.await("a line", () -> output.getAll().contains("(too_many_pings)"));
		assertThat(output.getAll()).contains("presage.v1.ControlLoopService/Attach from /127.0.0.1:",
				"spring.grpc.server.keepalive.permit.time");
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
