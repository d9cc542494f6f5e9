/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.presage.server.ServerAddresses;

import static org.assertj.core.api.Assertions.assertThat;

/** Connections that never come to a call do not stay. */
class SlowConnectionsTest {

	/** RFC 9113 section 3.4, without the SETTINGS frame that must follow. */
	private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

	private static final long MOST_NS = TimeUnit.SECONDS.toNanos(30);

	private static SecuredServer server;

	@BeforeAll
	static void start() {
		server = new SecuredServer();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static Socket connect(int port, byte[] octets) throws IOException {
		Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
		socket.setSoTimeout(50);
		socket.getOutputStream().write(octets);
		socket.getOutputStream().flush();
		return socket;
	}

	private static boolean ended(Socket socket) throws IOException {
		InputStream in = socket.getInputStream();
		try {
			int octet = in.read();
			while (octet >= 0) {
				octet = in.read();
			}
			return true;
		}
		catch (java.net.SocketTimeoutException ex) {
			return false;
		}
		catch (java.net.SocketException ex) {
			return true;
		}
	}

	private static void end(List<Socket> open) throws IOException {
		long startNs = System.nanoTime();
		while (!open.isEmpty()) {
			assertThat(System.nanoTime() - startNs).as(open.size() + " connections are open").isLessThan(MOST_NS);
			for (Socket socket : List.copyOf(open)) {
				if (ended(socket)) {
					socket.close();
					open.remove(socket);
				}
			}
		}
	}

	@Test
	void connectionThatNeverFinishesItsPrefaceIsClosed() throws IOException {
		List<Socket> open = new ArrayList<>();
		open.add(connect(server.port(), new byte[0]));
		open.add(connect(server.port(), Arrays.copyOf(PREFACE, 9)));
		open.add(connect(server.port(), PREFACE));
		open.add(connect(server.port(), Arrays.copyOf(PREFACE, PREFACE.length + 4)));
		end(open);
	}

	@Test
	void requestThatNeverEndsIsClosed() throws IOException {
		int port = server.bean(ServerAddresses.class).httpPort();
		List<Socket> open = new ArrayList<>();
		open.add(connect(port, new byte[0]));
		open.add(connect(port, "GET / HT".getBytes(StandardCharsets.US_ASCII)));
		open.add(connect(port, "GET / HTTP/1.1\r\nHost: localhost\r\nX".getBytes(StandardCharsets.US_ASCII)));
		open.add(connect(port, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
		end(open);
	}

}
