/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.InvalidInputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RestClientTest {

	private static final Duration PATIENT = Duration.ofSeconds(5);

	private static final Duration SHORT = Duration.ofMillis(200);

	private XappEndpoint server;

	@BeforeEach
	void listen() throws IOException {
		this.server = new XappEndpoint();
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	static RestException failure(CompletableFuture<?> future) {
		try {
			future.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RestException failure) {
				return failure;
			}
			throw ex;
		}
		throw new AssertionError("it did not fail");
	}

	@Test
	void anAnswerOfAnyStatusIsAnAnswer() {
		this.server.on("/found", 200, "{\"a\": [1, 2]}");
		this.server.on("/away", 503, "\n  no E2 connection\nand more");
		try (RestClient client = new RestClient("peer", this.server.url() + '/', PATIENT)) {
			assertThat(client.get("/found").join().expect(200).json().field("a").list()).hasSize(2);
			RestClient.Answer away = client.post("/away", new byte[0]).join();
			assertThat(away.status()).isEqualTo(503);
			assertThat(away.failure()).hasMessage("POST " + this.server.url() + "/away: 503 no E2 connection");
		}
	}

	@Test
	void itSpeaksHttp11AndJson() {
		this.server.on("/",
				(exchange, body) -> XappEndpoint.send(exchange, 200,
						exchange.getProtocol() + ' ' + exchange.getRequestHeaders().getFirst("Content-type") + ' '
								+ exchange.getRequestHeaders().containsKey("Upgrade") + ' ' + new String(body)));
		try (RestClient client = new RestClient("peer", this.server.url(), PATIENT)) {
			assertThat(client.post("/", "{}".getBytes()).join().body()).asString()
				.isEqualTo("HTTP/1.1 application/json false {}");
		}
	}

	@Test
	void anHtmlPageIsAFailureOfOneLine() {
		this.server.on("/page", 502, "<html>\n<head><title>502 Bad Gateway</title></head>" + "x".repeat(10_000));
		this.server.on("/fine", 200, "<html>\n<body>Welcome</body></html>");
		try (RestClient client = new RestClient("peer", this.server.url(), PATIENT)) {
			assertThat(client.get("/page").join().failure()).hasMessageEndingWith("/page: 502 <html>");
			RestClient.Answer page = client.get("/fine").join();
			assertThatExceptionOfType(InvalidInputException.class).isThrownBy(page::json)
				.withMessageStartingWith("JSON: expected JSON, found Unexpected character ('<'");
		}
	}

	@Test
	void noMoreThanAMebibyteIsRead() {
		this.server.on("/most", 200, " ".repeat(RestClient.MOST_OCTETS - 2) + "{}");
		this.server.on("/more", 200, " ".repeat(RestClient.MOST_OCTETS) + "{}");
		try (RestClient client = new RestClient("peer", this.server.url(), PATIENT)) {
			assertThat(client.get("/most").join().json().exists()).isTrue();
			RestException failure = failure(client.get("/more"));
			assertThat(failure.status()).isEqualTo(RestException.NO_ANSWER);
			assertThat(failure.reason()).isEqualTo("expected at most 1048576 octets, found more");
		}
	}

	@Test
	void nobodyThereIsNamed() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		try (RestClient client = new RestClient("peer", "http://127.0.0.1:" + port, PATIENT)) {
			assertThat(failure(client.delete("/x")))
				.hasMessage("DELETE http://127.0.0.1:" + port + "/x: no connection");
		}
	}

	@Test
	void aHostThatIsNotKnownIsNamed() {
		try (RestClient client = new RestClient("peer", "http://service-ricplt-nowhere.invalid:8088", PATIENT)) {
			assertThat(failure(client.get("/x")).getMessage())
				.startsWith("GET http://service-ricplt-nowhere.invalid:8088/x: ");
		}
	}

	@Test
	void noAnswerIsWaitedForNoLonger() {
		CountDownLatch end = new CountDownLatch(1);
		this.server.on("/silent", (exchange, body) -> await(end));
		try (RestClient client = new RestClient("peer", this.server.url(), SHORT)) {
			assertThat(failure(client.get("/silent")).reason()).isEqualTo("no answer in 200 ms");
		}
		end.countDown();
	}

	@Test
	void anAnswerThatNeverEndsIsWaitedForNoLonger() {
		CountDownLatch end = new CountDownLatch(1);
		this.server.on("/trickle", (exchange, body) -> {
			exchange.sendResponseHeaders(200, 1000);
			OutputStream out = exchange.getResponseBody();
			out.write('{');
			out.flush();
			await(end);
		});
		try (RestClient client = new RestClient("peer", this.server.url(), SHORT)) {
			assertThat(failure(client.get("/trickle")).reason()).isEqualTo("no answer in 200 ms");
		}
		end.countDown();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "host:8088", "ftp://host:21", "http://", "http:///path", "http://ho st:1",
			"http://host:port", "http://host:1/?x=1" })
	void whatIsNoUrlIsNamed(String url) {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> new RestClient("submgr", url, SHORT).close())
			.withMessage("submgr: expected a URL as http://host:port, found " + (url.isEmpty() ? "nothing" : url));
	}

	@Test
	void aNameIsOneSegmentOfAPath() {
		assertThat(RestClient.segment("gnb_001/../x y?#%")).isEqualTo("gnb_001%2F..%2Fx%20y%3F%23%25");
	}

}
