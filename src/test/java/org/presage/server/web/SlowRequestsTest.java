/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that arrive octet by octet, as of an attacker who is never silent. */
class SlowRequestsTest {

	private static final int MANY = 260;

	private static final String LIVENESS = "/actuator/health/liveness";

	private static WebServer server;

	private final List<Socket> open = new ArrayList<>();

	@BeforeAll
	static void start() {
		server = new WebServer("presage.model.path=/nowhere.presage", "server.tomcat.connection-timeout=2s");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@AfterEach
	void close() throws IOException {
		for (Socket socket : this.open) {
			socket.close();
		}
	}

	private void begin(String request, int times) throws IOException {
		for (int i = 0; i < times; i++) {
			Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port());
			socket.getOutputStream().write(request.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
			this.open.add(socket);
		}
	}

	/** Sends an octet on each; those that are closed are removed. */
	private void drip() {
		this.open.removeIf((socket) -> {
			try {
				socket.getOutputStream().write('a');
				return false;
			}
			catch (SocketException ex) {
				return true;
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private static int probe() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + LIVENESS))
			.timeout(Duration.ofSeconds(5))
			.build();
		try (HttpClient http = HttpClient.newHttpClient()) {
			return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"POST /api/v1/what-if HTTP/1.1|Host: localhost|Content-Type: application/json|Content-Length: 5000||{",
			"POST /api/v1/what-if HTTP/1.1|Host: localhost|Via: x|Content-Type: application/json|Content-Length: 5000||{",
			"GET " + LIVENESS + " HTTP/1.1|Host: localhost|Content-Length: 5000||{",
			"GET " + LIVENESS + " HTTP/1.1|Host: localhost|Transfer-Encoding: chunked||5;a=",
			"GET " + LIVENESS + " HTTP/1.1|Host: localhost|a: " })
	void probeIsAnsweredWhileOthersDrip(String request) throws Exception {
		double before = server.counted("wm.calls.refused", "reason", "connection");
		begin(request, MANY);
		for (int i = 0; i < 2; i++) {
			drip();
			assertThat(probe()).isEqualTo(200);
			Thread.sleep(500);
		}
		assertThat(server.counted("wm.calls.refused", "reason", "connection") - before)
			// Connections of the test before may still be closing: ending those counts
			// for nobody.
			.isGreaterThan(MANY - 128 - 32);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET " + LIVENESS + " HTTP/1.1|Host: localhost|a: ",
			"POST /api/v1/what-if HTTP/1.1|Host: localhost|Content-Type: application/json|Content-Length: 5000||{",
			"GET " + LIVENESS + " HTTP/1.1|Host: localhost|Transfer-Encoding: chunked||5;a=" })
	void requestThatDoesNotArriveInTimeIsEnded(String request) throws Exception {
		begin(request, 3);
		long startNs = System.nanoTime();
		while (!this.open.isEmpty()) {
			assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(Duration.ofSeconds(30));
			drip();
			Thread.sleep(200);
		}
	}

	@Test
	void connectionThatIsKeptServesManyRequests() throws Exception {
		long startNs = System.nanoTime();
		while (System.nanoTime() - startNs < Duration.ofSeconds(8).toNanos()) {
			assertThat(server.send(server.request(LIVENESS)).statusCode()).isEqualTo(200);
			Thread.sleep(500);
		}
	}

}
