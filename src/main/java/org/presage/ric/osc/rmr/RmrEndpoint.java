/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

import org.presage.base.BackOff;
import org.presage.base.Clock;
import org.presage.base.InvalidInputException;

/**
 * A participant in the message router: listens, sends by its route table, returns to
 * senders. One thread serves all of its connections and calls the handler. Methods may be
 * called by any thread and do not block, but for {@link #start} and {@link #close}.
 */
public final class RmrEndpoint implements AutoCloseable {

	/** Route tables come in one message, whatever the application's are like. */
	private static final int MOST_TABLE = 1 << 20;

	private final RmrSettings settings;

	private final RmrHandler handler;

	private final Clock clock;

	private final RmrMetrics metrics;

	private final RandomGenerator random;

	private final ConcurrentMap<String, Peer> peers = new ConcurrentHashMap<>();

	private volatile RouteTable routes = RouteTable.EMPTY;

	private volatile @Nullable Running running;

	/**
	 * What there is between start and close.
	 *
	 * @param network sockets
	 * @param port for messages
	 * @param routePort for route tables, or -1
	 * @param writer of messages
	 * @param routeWriter of messages about route tables
	 * @param updates of the routes
	 * @param requests for routes
	 */
	private record Running(Network network, int port, int routePort, FrameWriter writer, FrameWriter routeWriter,
			RouteUpdates updates, @Nullable RouteRequests requests) {
	}

	/**
	 * @param settings where to listen and how much may wait
	 * @param handler takes what is received
	 * @param registry counts messages, losses and connections, see docs/metrics.md
	 * @param random of pauses between attempts to connect; used by this endpoint's thread
	 */
	public RmrEndpoint(RmrSettings settings, RmrHandler handler, Clock clock, MeterRegistry registry,
			RandomGenerator random) {
		this.settings = settings;
		this.handler = handler;
		this.clock = clock;
		this.metrics = new RmrMetrics(registry);
		this.random = random;
	}

	/**
	 * Reads the seed, listens, and asks for routes if there is somebody to ask. Once.
	 * @throws IOException if the seed cannot be read or a port cannot be listened on
	 * @throws InvalidInputException if the seed is no route table
	 */
	public void start() throws IOException {
		Network network = new Network(this.settings.maxPayload(), (peer) -> this.routes.endpoints().contains(peer),
				this.clock, this.metrics);
		try {
			start(network);
		}
		catch (IOException | RuntimeException ex) {
			network.close();
			throw ex;
		}
	}

	private void start(Network network) throws IOException {
		String bind = this.settings.bind();
		Channel data = network.listen(bind, this.settings.port(), this.settings.maxPayload(),
				() -> link(running(), network.outbox(this.settings.queue())));
		Channel tables = (this.settings.routePort() < 0) ? null : network.listen(bind, this.settings.routePort(),
				mostTable(), () -> routeLink(running(), network.outbox(this.settings.queue())));
		int port = port(data);
		int routePort = (tables != null) ? port(tables) : -1;
		Names names = Names.of(this.settings.host(), ((InetSocketAddress) data.localAddress()).getAddress());
		FrameWriter writer = new FrameWriter(names.source(port), names.address(port));
		int answers = (tables != null) ? routePort : port;
		FrameWriter routeWriter = new FrameWriter(names.source(answers), names.address(answers));
		RouteUpdates updates = new RouteUpdates(names.all(port), this::use, this.clock, this.metrics);
		RouteRequests requests = requests(network, names.source(port), routeWriter, updates);
		this.running = new Running(network, port, routePort, writer, routeWriter, updates, requests);
		Path seed = this.settings.seed();
		if (seed != null) {
			use(seed(seed, names.all(port)));
		}
		updates.table(this.routes, seed == null && this.routes != RouteTable.EMPTY);
		Network.accept(data);
		if (tables != null) {
			Network.accept(tables);
		}
		if (requests != null) {
			requests.start();
		}
	}

	private @Nullable RouteRequests requests(Network network, String us, FrameWriter writer, RouteUpdates updates) {
		String manager = this.settings.routeManager();
		if (manager == null) {
			return null;
		}
		// One request may wait: when the manager is there, one is enough.
		Peer peer = new Peer(manager, network, mostTable(), (outbox) -> new Link(network, writer, updates, outbox), 1,
				backOff(), (one) -> true);
		return new RouteRequests(network, peer, writer, us, updates, backOff());
	}

	private BackOff backOff() {
		return new BackOff(this.settings.retryMs(), this.random);
	}

	private int mostTable() {
		return MOST_TABLE;
	}

	private static RouteTable seed(Path seed, Set<String> us) throws IOException {
		try {
			return RouteTable.parse(Files.readString(seed), us);
		}
		catch (InvalidInputException ex) {
			throw ex.inside(seed + ", ");
		}
	}

	private static int port(Channel listener) {
		return ((InetSocketAddress) listener.localAddress()).getPort();
	}

	private Running running() {
		Running now = this.running;
		if (now == null) {
			throw new IllegalStateException("not started, or closed");
		}
		return now;
	}

	private Link link(Running now, Outbox outbox) {
		return new Link(now.network(), now.writer(), this.handler, outbox);
	}

	private static Link routeLink(Running now, Outbox outbox) {
		return new Link(now.network(), now.routeWriter(), now.updates(), outbox);
	}

	/** Where messages are listened for. */
	public int port() {
		return running().port();
	}

	/** Where route tables are listened for, or -1. */
	public int routePort() {
		return running().routePort();
	}

	/** The routes in use. */
	public RouteTable routes() {
		return this.routes;
	}

	/** Uses other routes from now on; connections that none of them needs are ended. */
	public void routes(RouteTable table) {
		use(table);
		Running now = this.running;
		if (now != null) {
			now.network().onLoop(() -> now.updates().table(table, true));
		}
	}

	private void use(RouteTable table) {
		this.routes = table;
		this.metrics.routes(table);
		this.peers.values().forEach((peer) -> {
			if (!isRouted(peer)) {
				peer.close();
			}
		});
	}

	/** Whether it is; one that is not is forgotten. */
	private boolean isRouted(Peer peer) {
		boolean routed = this.routes.endpoints().contains(peer.name());
		if (!routed) {
			this.peers.remove(peer.name(), peer);
		}
		return routed;
	}

	/**
	 * Sends a message by its route.
	 * @return if it has several endpoints, {@code QUEUED} if one of them took it, else
	 * the answer of the last one
	 */
	public SendResult send(RmrMessage message) {
		Running now = this.running;
		if (now == null) {
			return this.metrics.sent(SendResult.CLOSED);
		}
		if (message.payload().length > this.settings.maxPayload()) {
			return this.metrics.sent(SendResult.TOO_LARGE);
		}
		List<String> endpoints = this.routes.lookup(message.type(), message.subscription(), message.meid());
		if (endpoints.isEmpty()) {
			return this.metrics.sent(SendResult.NO_ROUTE);
		}
		byte[] frame = now.writer().frame(message);
		SendResult result = SendResult.NO_ROUTE;
		for (String endpoint : endpoints) {
			SendResult one = this.metrics.sent(peer(now, endpoint).send(frame));
			result = (result == SendResult.QUEUED) ? result : one;
		}
		return result;
	}

	private Peer peer(Running now, String endpoint) {
		Peer known = this.peers.get(endpoint);
		return (known != null) ? known
				: this.peers.computeIfAbsent(endpoint,
						(name) -> new Peer(name, now.network(), this.settings.maxPayload(),
								(outbox) -> link(now, outbox), this.settings.queue(), backOff(), this::isRouted));
	}

	/**
	 * Writes what can be written, ends all connections and the thread. Nothing is
	 * received once this has returned, unless it is called by the handler.
	 */
	@Override
	public void close() {
		Running now = this.running;
		this.running = null;
		if (now != null) {
			if (now.requests() != null) {
				now.requests().close();
			}
			this.peers.values().forEach(Peer::close);
			this.peers.clear();
			now.network().close();
		}
	}

}
