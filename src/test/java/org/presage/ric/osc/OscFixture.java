/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.ric.EdgeFixture;
import org.presage.ric.EdgeSettings;
import org.presage.ric.NodeDiscovery;
import org.presage.ric.osc.rmr.RmrSettings;
import org.presage.ric.state.FileStore;
import org.presage.sim.osc.OscRic;

/** The edge to the RIC of O-RAN SC. */
abstract class OscFixture extends EdgeFixture {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path folder;

	/** Whether there is a subscription manager. */
	boolean managed = true;

	long noticeMs = 15_000;

	/** Nodes that are configured. */
	List<EdgeSettings.Node> configured = List.of();

	@Nullable HttpServer web;

	@Nullable OscClient client;

	/** Takes policies of the A1 mediator. */
	@Nullable PolicyInbox policies;

	private int xappRmrPort;

	private int xappHttpPort;

	private int rmrPort;

	private int httpPort;

	private void closeWeb() {
		if (this.web != null) {
			this.web.stop(0);
		}
	}

	/** The RIC, on the same ports each time. */
	OscRic ric() throws IOException {
		OscRic started = new OscRic(this.rmrPort, this.httpPort, List.of(this.node), Clock.SYSTEM);
		this.rmrPort = started.termination().port();
		this.httpPort = started.managers().port();
		started.managers().faults().deleteAfter(300);
		this.peers.add(started);
		return started;
	}

	/**
	 * An xApp at that RIC, on the same ports each time; the E2 manager knows the cells.
	 */
	void xapp() throws IOException {
		this.meters.find("wm.osc.subscriptions").meters().forEach(this.meters::remove);
		String managers = "http://localhost:" + this.httpPort;
		OscSettings settings = new OscSettings("localhost", 0,
				new RmrSettings("localhost", "127.0.0.1", this.xappRmrPort, 0, null, "localhost:" + this.rmrPort, 100,
						1 << 16, 100),
				1000, this.noticeMs, 2, this.node.control.serviceModelNumber(), this.node.control.serviceModelNumber(),
				"control-function");
		RanFunctions functions = new RanFunctions(settings);
		RestClient http = new RestClient("managers", managers, Duration.ofSeconds(2));
		this.last.addFirst(http::close);
		OscClient started = new OscClient(settings, functions, this.managed ? new SubscriptionManager(http) : null,
				new FileStore(this.folder.resolve("state.json"), this.meters.counter("failed")),
				this.timing.controlMs(), Clock.SYSTEM, this.meters, new SplittableRandom(1), this.policies);
		this.client = started;
		started.start(listen(started));
		this.xappRmrPort = started.port();
		EdgeSettings nodes = settings(this.configured.toArray(EdgeSettings.Node[]::new));
		NodeDiscovery cells = E2ManagerWatch.of(new E2Manager(http), nodes, (dialect) -> 1, functions, this.neighbours,
				100, Clock.SYSTEM);
		edge(nodes.withoutNodes(), started, cells);
	}

	/** A web server that the subscription manager posts to. */
	private int listen(OscClient noticed) throws IOException {
		closeWeb();
		HttpServer server = HttpServer
			.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.xappHttpPort), 0);
		server.createContext(SubscriptionNotice.PATH, (exchange) -> {
			try (exchange) {
				noticed.noticed(exchange.getRequestBody().readAllBytes());
				exchange.sendResponseHeaders(200, -1);
			}
			catch (InvalidInputException ex) {
				throw new UncheckedIOException(new IOException(ex));
			}
		});
		server.start();
		this.web = server;
		this.last.addFirst(() -> server.stop(0));
		this.xappHttpPort = server.getAddress().getPort();
		return this.xappHttpPort;
	}

	/** Both cells are subscribed to. */
	OscRic running() throws IOException {
		OscRic started = ric();
		xapp();
		awaitSubscriptions(2);
		this.node.catchUp();
		return started;
	}

	void awaitSubscriptions(int count) {
		await(() -> this.meters.get("wm.osc.subscriptions").gauge().value() == count);
	}

	double ignored(String reason) {
		return count("wm.osc.ignored", "reason", reason);
	}

}
