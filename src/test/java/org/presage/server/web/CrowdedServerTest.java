/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** More connections than the server takes, on which requests arrive octet by octet. */
class CrowdedServerTest {

	private static final int MANY = 260;

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
		try (DrippingSockets others = new DrippingSockets(server.port(), request, MANY)) {
			for (int i = 0; i < 2; i++) {
				others.drip();
				assertThat(probe()).isEqualTo(200);
				Thread.sleep(500);
			}
			// Connections of the test before may still be closing: ending those counts
			// for nobody.
			WebServer.await("connections are ended",
					() -> server.counted("wm.calls.refused", "reason", "connection") - before > MANY - 128 - 32);
		}
	}

}
