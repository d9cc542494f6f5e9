/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.presage.ric.osc.NodeDetails;
import org.presage.ric.osc.Registration;
import org.presage.ric.osc.SubscriptionBody;

/**
 * The services of a RIC of O-RAN SC that an xApp calls over HTTP, all on one port of the
 * loopback address: subscription manager, application manager, E2 manager. What they
 * answer is theirs as their source has it (ric-plt-submgr, -appmgr, -e2mgr); what they do
 * wrong is {@link #faults}.
 */
public final class RestPeer implements AutoCloseable {

	private static final int MOST_OCTETS = 1 << 20;

	private final RestFaults faults = new RestFaults();

	private final PeerNodes nodes = new PeerNodes();

	private final PeerApps apps = new PeerApps();

	private final PeerSubscriptions subscriptions;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final String host;

	private final HttpServer server;

	/**
	 * Listens.
	 * @param port 0 for any
	 * @param ran receives each subscription
	 */
	public RestPeer(int port, Subscriptions ran) throws IOException {
		this(OscRic.THIS_MACHINE, port, ran);
	}

	/**
	 * Listens for xApps that reach it by this name.
	 * @param host {@link OscRic#THIS_MACHINE} for those of this machine only
	 */
	RestPeer(String host, int port, Subscriptions ran) throws IOException {
		this.host = host;
		this.subscriptions = new PeerSubscriptions(ran, this.nodes, this.faults);
		this.server = HttpServer.create(new InetSocketAddress(OscRic.bind(host), port), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	public int port() {
		return this.server.getAddress().getPort();
	}

	/** Base URL of all three services. */
	public String url() {
		return "http://" + this.host + ':' + port();
	}

	/** What they do wrong from now on. */
	public RestFaults faults() {
		return this.faults;
	}

	/** The nodes that the E2 manager knows from now on, connected or not. */
	public void nodes(Collection<NodeDetails> now) {
		this.nodes.set(now);
	}

	/** What is subscribed to, oldest first; refused ones are among them. */
	public List<SubscriptionBody> subscriptions() {
		return this.subscriptions.bodies();
	}

	/** xApps that are registered, with their configuration. */
	public List<Registration> registrations() {
		return this.apps.registrations();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange; InputStream in = exchange.getRequestBody()) {
			byte[] body = in.readNBytes(MOST_OCTETS);
			Thread.sleep(this.faults.slowMs);
			RestAnswer answer = answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
			if (answer.status() != 0) {
				send(exchange, answer);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void send(HttpExchange exchange, RestAnswer answer) throws IOException {
		String garbage = this.faults.garbage;
		byte[] body = (garbage != null && answer.json()) ? garbage.getBytes(StandardCharsets.UTF_8) : answer.body();
		exchange.getResponseHeaders().set("Content-Type", answer.json() ? "application/json" : "text/plain");
		exchange.sendResponseHeaders(answer.status(), (body.length == 0) ? -1 : body.length);
		if (body.length > 0) {
			try (OutputStream out = exchange.getResponseBody()) {
				out.write(body);
			}
		}
	}

	private RestAnswer answer(String method, String path, byte[] body) {
		if (path.startsWith("/ric/v1/subscriptions")) {
			String id = path.substring("/ric/v1/subscriptions".length());
			return switch (method) {
				case "POST" -> this.subscriptions.subscribe(body);
				case "DELETE" -> this.subscriptions.unsubscribe(id.replaceFirst("^/", ""));
				default -> this.subscriptions.list();
			};
		}
		if (path.startsWith("/v1/nodeb/")) {
			String name = path.substring("/v1/nodeb/".length());
			if (method.equals("PUT") && name.startsWith("gnb/")) {
				return this.nodes.update(name.substring("gnb/".length()), body);
			}
			return name.equals("states") ? this.nodes.states() : this.nodes.node(name);
		}
		if (this.faults.noAppManager) {
			return RestAnswer.hangUp();
		}
		return switch (path) {
			case "/ric/v1/register" -> this.apps.register(body);
			case "/ric/v1/deregister" -> this.apps.deregister(body);
			case "/ric/v1/xapps" -> this.apps.list();
			default -> RestAnswer.of(404);
		};
	}

	/** As if it was killed: sends no notice. */
	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
		this.subscriptions.close();
	}

}
