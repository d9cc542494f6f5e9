/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.testing.WaitingTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that arrive octet by octet, as of an attacker who is never silent. */
class SlowRequestsTest {

	private static final String LIVENESS = "/actuator/health/liveness";

	private static WebServer server;

	@BeforeAll
	static void start() {
		server = new WebServer("presage.model.path=/nowhere.presage", "server.tomcat.connection-timeout=2s");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@Execution(ExecutionMode.CONCURRENT)
	@ValueSource(strings = { "GET " + LIVENESS + " HTTP/1.1|Host: localhost|a: ",
			"POST /api/v1/what-if HTTP/1.1|Host: localhost|Content-Type: application/json|Content-Length: 5000||{",
			"GET " + LIVENESS + " HTTP/1.1|Host: localhost|Transfer-Encoding: chunked||5;a=" })
	void requestThatDoesNotArriveInTimeIsEnded(String request) throws Exception {
		try (DrippingSockets sockets = new DrippingSockets(server.port(), request, 3)) {
			long startNs = System.nanoTime();
			while (!sockets.isEmpty()) {
				assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(Duration.ofSeconds(30));
				sockets.drip();
				Thread.sleep(200);
			}
		}
	}

	@WaitingTest
	void connectionThatIsKeptServesManyRequests() throws Exception {
		long startNs = System.nanoTime();
		while (System.nanoTime() - startNs < Duration.ofSeconds(8).toNanos()) {
			assertThat(server.send(server.request(LIVENESS)).statusCode()).isEqualTo(200);
			Thread.sleep(500);
		}
	}

}
