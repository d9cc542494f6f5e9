/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import org.presage.control.metrics.Metric;
import org.presage.server.ServerAddresses;
import org.presage.server.security.Identities;
import org.presage.server.security.Refusals;
import org.presage.server.security.Role;
import org.presage.server.security.TokenIdentity;
import org.presage.testing.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may do what over the web: two real servers, without and with tokens. */
class RequestGuardTest {

	private static final String OPERATOR = "operator-0123456789abcdef";

	private static final String READER = "reader-0123456789abcdef";

	private static final String MODEL = "{\"file\":\"x.presage\"}";

	/** What the built-in model answers to who may change it. */
	private static final int PASSED = 409;

	@SuppressWarnings("NullAway.Init")
	private static WebServer open;

	@SuppressWarnings("NullAway.Init")
	private static WebServer closed;

	@BeforeAll
	static void start() {
		open = new WebServer("server.address=0.0.0.0", "spring.main.cloud-platform=kubernetes");
		closed = new WebServer("presage.security.tokens[0].name=ops",
				"presage.security.tokens[0].sha256=" + sha256(OPERATOR), "presage.security.tokens[0].roles=operator",
				"presage.security.tokens[1].name=screen", "presage.security.tokens[1].sha256=" + sha256(READER),
				"presage.security.tokens[1].roles=reader");
	}

	private static String sha256(String token) {
		return HexFormat.of().formatHex(TokenIdentity.sha256(token));
	}

	@AfterAll
	static void stop() {
		open.close();
		closed.close();
	}

	private static int status(HttpRequest.Builder request) {
		return open.send(request).statusCode();
	}

	@Test
	void whileNobodyIsKnownThisMachineMayChange() {
		assertThat(status(open.post("/api/v1/model", MODEL))).isEqualTo(PASSED);
		assertThat(status(
				open.post("/api/v1/model", MODEL).header("Origin", open.url()).header("Sec-Fetch-Site", "same-origin")))
			.isEqualTo(PASSED);
	}

	@Test
	void whatComesThroughAProxyIsNotOfThisMachine() {
		for (String header : List.of("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")) {
			assertThat(status(open.post("/api/v1/model", MODEL).header(header, "127.0.0.1"))).as(header).isEqualTo(403);
		}
	}

	@Test
	void otherMachinesMayReadOnly() throws IOException {
		Optional<String> address = address();
		Assumptions.assumeTrue(address.isPresent(), "this machine has no address but its own");
		String url = "http://" + address.orElseThrow() + ":" + open.port();
		assertThat(status(HttpRequest.newBuilder(URI.create(url + "/api/v1/status")))).isEqualTo(200);
		HttpRequest.Builder change = HttpRequest.newBuilder(URI.create(url + "/api/v1/model"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(MODEL));
		HttpResponse<String> refused = open.send(change);
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains("this machine, or a token of presage.security.tokens");
		assertThat(status(change.header("X-Forwarded-For", "127.0.0.1"))).as("in a cluster, too").isEqualTo(403);
	}

	@Test
	void theSoftwareInventoryIsForReaders() {
		HttpResponse<String> all = open.send(open.request("/actuator/sbom/application"));
		assertThat(all.statusCode()).isEqualTo(200);
		assertThat(all.body()).contains("\"bomFormat\"", "\"onnxruntime\"");
		for (String path : List.of("/actuator/sbom", "/actuator/sbom/application", "/actuator/sbom/full")) {
			assertThat(closedStatus(closed.request(path))).as(path).isEqualTo(401);
			assertThat(closedStatus(with(READER, closed.request(path)))).as(path).isEqualTo(200);
		}
	}

	private static Optional<String> address() throws IOException {
		return NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.filter((one) -> one instanceof Inet4Address && !one.isLoopbackAddress())
			.map(InetAddress::getHostAddress)
			.findFirst();
	}

	@Test
	void otherSitesMayNotMakeABrowserAsk() {
		double before = open.counted(Metric.CALLS_REFUSED.id(), "reason", "cross_site", "role", "operator");
		assertThat(status(open.post("/api/v1/model", MODEL).header("Origin", "https://example.org"))).isEqualTo(403);
		assertThat(status(open.post("/api/v1/model", MODEL).header("Origin", "null"))).isEqualTo(403);
		assertThat(status(open.post("/api/v1/model", MODEL).header("Sec-Fetch-Site", "cross-site"))).isEqualTo(403);
		assertThat(status(open.post("/api/v1/model", MODEL).header("Sec-Fetch-Site", "same-site"))).isEqualTo(403);
		assertThat(status(open.request("/api/v1/status").header("Sec-Fetch-Site", "cross-site"))).isEqualTo(403);
		assertThat(status(open.request("/api/v1/model")
			.header("Content-Type", "text/plain")
			.POST(HttpRequest.BodyPublishers.ofString(MODEL)))).as("what a form can send").isEqualTo(415);
		assertThat(status(open.request("/api/v1/model").POST(HttpRequest.BodyPublishers.noBody()))).isEqualTo(415);
		assertThat(open.counted(Metric.CALLS_REFUSED.id(), "reason", "cross_site", "role", "operator") - before)
			.isEqualTo(6);
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "127.0.0.1", "[::1]" })
	void thisMachinesOwnNamesAreGood(String host) throws IOException {
		assertThat(statusLine(host, "GET /api/v1/status")).contains(" 200 ");
	}

	@Test
	void nameThatSomebodyPointedHereIsNot() throws IOException {
		assertThat(statusLine("rebound.example.org", "GET /api/v1/status")).contains(" 403 ");
	}

	/** By hand: HttpClient names the host itself. */
	private static String statusLine(String host, String line) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", open.port())) {
			socket.getOutputStream()
				.write((line + " HTTP/1.1\r\nHost: " + host + ":" + open.port() + "\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return answer.lines().findFirst().orElse("");
		}
	}

	private static HttpRequest.Builder with(String token, HttpRequest.Builder request) {
		return request.header("Authorization", "Bearer " + token);
	}

	private static int closedStatus(HttpRequest.Builder request) {
		return closed.send(request).statusCode();
	}

	@Test
	void whereTokensAreKnownARoleIsWanted() {
		HttpResponse<String> nobody = closed.send(closed.request("/api/v1/status"));
		assertThat(nobody.statusCode()).isEqualTo(401);
		assertThat(nobody.headers().firstValue("WWW-Authenticate")).contains("Bearer");
		assertThat(nobody.body()).contains("presage.security.tokens with role reader");
		assertThat(closedStatus(with("somebody-else-0123456789", closed.request("/api/v1/status")))).isEqualTo(401);
		assertThat(closedStatus(with(READER, closed.request("/api/v1/status")))).isEqualTo(200);
		assertThat(closedStatus(with(OPERATOR, closed.request("/api/v1/status")))).isEqualTo(403);
		String cell = "{\"node\":\"n\",\"cell\":\"c\"}";
		assertThat(closedStatus(closed.post("/api/v1/what-if", cell))).isEqualTo(401);
		assertThat(closedStatus(with(READER, closed.post("/api/v1/what-if", cell)))).isEqualTo(404);
		assertThat(closedStatus(closed.post("/api/v1/model", MODEL))).isEqualTo(401);
		assertThat(closedStatus(with(READER, closed.post("/api/v1/model", MODEL)))).isEqualTo(403);
		assertThat(closedStatus(with(OPERATOR, closed.post("/api/v1/model", MODEL)))).isEqualTo(PASSED);
		assertThat(closedStatus(with(OPERATOR, closed.post("/api/v1/model", MODEL)).header("Origin", "https://x.org")))
			.isEqualTo(403);
		assertThat(closedStatus(closed.request("/"))).as("the page itself is no secret").isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api;a=b/v1/model", "//api/v1/model", "/%61pi/v1/model", "/api/v1/model/",
			"/x/../api/v1/model", "/api/v1;x/model", "/API/v1/model", "/a1-p/policytypes/1/policies/2" })
	void noOtherPathLeadsAroundIt(String path) {
		assertThat(closedStatus(closed.post(path, MODEL))).isIn(400, 401, 404);
	}

	/** Without it, this would create or replace policy a. */
	@ParameterizedTest
	@ValueSource(strings = { "/a1-p/policytypes/20101/policies/a;b=c", "/a1-p/policytypes/20101/policies/a;",
			"/a1-p/policytypes/20101;x/policies/a", "/api/v1/status;x" })
	void parameterOfAPathIsRefused(String path) {
		HttpResponse<String> answer = open.send(open.request(path)
			.header("Content-Type", "application/json")
			.PUT(HttpRequest.BodyPublishers.ofString("{}")));
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("path: expected no parameter after a semicolon");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUT", "DELETE", "PATCH" })
	void whateverChangesIsGuarded(String method) {
		assertThat(closedStatus(closed.request("/a1-p/anything")
			.header("Content-Type", "application/json")
			.method(method, HttpRequest.BodyPublishers.noBody()))).isEqualTo(401);
	}

	@Test
	void countsRefusals() {
		double before = closed.counted(Metric.CALLS_REFUSED.id(), "reason", "identity", "role", "operator");
		assertThat(closedStatus(with("wrong-token-0123456789", closed.post("/api/v1/model", MODEL)))).isEqualTo(401);
		assertThat(closed.counted(Metric.CALLS_REFUSED.id(), "reason", "identity", "role", "operator") - before)
			.isEqualTo(1);
	}

	@Test
	void logsOneRefusalPerSecondWithoutTheToken() throws ServletException, IOException {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		Logger logger = (Logger) LoggerFactory.getLogger(RequestGuard.class);
		logger.addAppender(log);
		ManualClock clock = new ManualClock();
		Identities known = new Identities(
				List.of(new TokenIdentity("ops", TokenIdentity.sha256(OPERATOR), Set.of(Role.OPERATOR))), List.of());
		Refusals refusals = new Refusals(new SimpleMeterRegistry(), clock);
		RequestGuard guard = new RequestGuard(() -> known, () -> refusals, clock);
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/model");
		request.setContentType("application/json");
		request.addHeader("Authorization", "Bearer wrong-token-0123456789");
		guard.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
		guard.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
		assertThat(log.list).singleElement()
			.extracting(ILoggingEvent::getFormattedMessage)
			.asString()
			.contains("POST /api/v1/model", "127.0.0.1", "role operator")
			.doesNotContain("wrong-token");
		clock.advanceMillis(1000);
		guard.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
		assertThat(log.list).hasSize(2);
		logger.detachAppender(log);
	}

	@Test
	void dashboardCanBeTurnedOff() {
		try (WebServer none = new WebServer("presage.dashboard.enabled=false")) {
			assertThat(none.send(none.request("/")).statusCode()).isEqualTo(404);
			assertThat(none.send(none.request("/api/v1/status")).statusCode()).isEqualTo(404);
			assertThat(none.send(none.post("/api/v1/model", MODEL)).statusCode()).isEqualTo(404);
			assertThat(none.bean(ServerAddresses.class).describe()).doesNotContain("dashboard");
		}
		assertThat(open.bean(ServerAddresses.class).describe()).contains("dashboard http://localhost:" + open.port());
	}

}
