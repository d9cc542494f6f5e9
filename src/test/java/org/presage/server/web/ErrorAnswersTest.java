/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers to what is not there or no request at all: octets of a socket, as an attacker
 * sends them.
 */
@ExtendWith(OutputCaptureExtension.class)
class ErrorAnswersTest {

	private static WebServer server;

	@BeforeAll
	static void start() {
		server = new WebServer("presage.model.path=/nowhere.presage");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static String raw(String request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port())) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream().write(request.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().flush();
			socket.shutdownOutput();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "200; GET / HTTP/1.1|Host: localhost|Connection: close||",
			"200; GET /actuator/prometheus HTTP/1.1|Host: localhost|Connection: close||",
			"404; GET /nothing HTTP/1.1|Host: localhost|Connection: close||",
			"404; GET /actuator/nothing HTTP/1.1|Host: localhost|Connection: close||",
			"404; GET /error HTTP/1.1|Host: localhost|Connection: close||",
			"404; GET /api/v1/nothing HTTP/1.1|Host: localhost|Connection: close||",
			"404; POST /ric/v1/health/alive HTTP/1.1|Host: localhost|Content-Length: 0|Connection: close||",
			"405; TRACE / HTTP/1.1|Host: localhost|Connection: close||", "400; GET / HTTP/1.1|Connection: close||",
			"400; GET /a%00b HTTP/1.1|Host: localhost|Connection: close||",
			"400; GET /a^b{ HTTP/1.1|Host: localhost|Connection: close||",
			"400; GET / HTTP/1.1|Host: a b|Connection: close||",
			"400; GET /%zz HTTP/1.1|Host: localhost|Connection: close||",
			"505; GET / HTTP/7.9|Host: localhost|Connection: close||" })
	void everyAnswerHasTheSecurityHeaders(int status, String request) throws IOException {
		String answer = raw(request);
		assertThat(answer).startsWith("HTTP/1.1 " + status)
			.containsOnlyOnce("X-Content-Type-Options: nosniff")
			.containsOnlyOnce("Content-Security-Policy: default-src 'none'")
			.containsOnlyOnce("Referrer-Policy: no-referrer")
			.containsOnlyOnce("Cross-Origin-Resource-Policy: same-origin")
			.doesNotContain("Apache Tomcat", "\"status\":999");
	}

	@Test
	void pathThatIsNotThereIsAnsweredInTheFormOfAllErrors() {
		JsonNode problem = WebServer.JSON.readTree(server.send(server.request("/nothing")).body());
		assertThat(problem.path("field").asString()).isEqualTo("path");
		assertThat(problem.path("message").asString())
			.isEqualTo("path: expected a path of this server, found /nothing");
	}

	@Test
	void pathsThatAreNotThereWriteNoLines(CapturedOutput output) throws IOException {
		for (int i = 0; i < 20; i++) {
			raw("GET /nothing" + i + " HTTP/1.1|Host: localhost|Connection: close||");
			raw("POST /ric/v1/health/alive HTTP/1.1|Host: localhost|Content-Length: 0|Connection: close||");
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).isEmpty();
	}

	@Test
	void healthHasNoPathOfTheMachine() {
		String health = server.send(server.request("/actuator/health")).body();
		assertThat(health).contains("\"status\"", "diskSpace").doesNotContain("path", "free", "total", "/.");
		assertThat(server.send(server.request("/actuator/health/diskSpace")).body()).doesNotContain("path");
		assertThat(server.send(server.request("/actuator/health/readiness")).body()).contains("no model");
	}

}
