/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/** A server on a real port that answers what a test tells it to. */
final class XappEndpoint implements AutoCloseable {

	private final HttpServer server;

	private final Map<String, Handler> handlers = new ConcurrentHashMap<>();

	private final BlockingQueue<byte[]> notices = new LinkedBlockingQueue<>();

	/** Notices that are not answered with 200. */
	final AtomicInteger unready = new AtomicInteger();

	XappEndpoint() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::handle);
		this.server.setExecutor((task) -> Thread.ofVirtual().start(task));
		this.server.start();
		on(SubscriptionNotice.PATH, this::noticed);
	}

	/** Answers a request. */
	interface Handler {

		void answer(HttpExchange exchange, byte[] body) throws IOException;

	}

	int port() {
		return this.server.getAddress().getPort();
	}

	String endpoint() {
		return "127.0.0.1:" + port();
	}

	String url() {
		return "http://" + endpoint();
	}

	void on(String path, Handler handler) {
		this.handlers.put(path, handler);
	}

	void on(String path, int status, String text) {
		on(path, (exchange, body) -> send(exchange, status, text));
	}

	static void send(HttpExchange exchange, int status, String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, (bytes.length == 0) ? -1 : bytes.length);
		if (bytes.length > 0) {
			try (OutputStream out = exchange.getResponseBody()) {
				out.write(bytes);
			}
		}
	}

	private void noticed(HttpExchange exchange, byte[] body) throws IOException {
		if (this.unready.getAndDecrement() > 0) {
			send(exchange, 503, "");
			return;
		}
		this.notices.add(body);
		send(exchange, 200, "");
	}

	/** The next notice; null if none comes. */
	@Nullable SubscriptionNotice notice(long withinMs) throws InterruptedException {
		byte[] body = this.notices.poll(withinMs, TimeUnit.MILLISECONDS);
		return (body != null) ? SubscriptionNotice.read(body) : null;
	}

	SubscriptionNotice notice() throws InterruptedException {
		SubscriptionNotice notice = notice(20_000);
		if (notice == null) {
			throw new AssertionError("no notice came");
		}
		return notice;
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			Handler handler = this.handlers.get(exchange.getRequestURI().getRawPath());
			if (handler == null) {
				send(exchange, 404, "");
				return;
			}
			handler.answer(exchange, body);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
