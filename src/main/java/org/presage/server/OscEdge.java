/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

import org.presage.base.BackOff;
import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.TaskTimer;
import org.presage.control.ControlLoops;
import org.presage.e2.dialect.Dialects;
import org.presage.kpi.CellShare;
import org.presage.kpi.KpiSchema;
import org.presage.ric.E2Edge;
import org.presage.ric.EdgeSettings;
import org.presage.ric.Lease;
import org.presage.ric.NodeDiscovery;
import org.presage.ric.NodeGuard;
import org.presage.ric.osc.AppManager;
import org.presage.ric.osc.Descriptor;
import org.presage.ric.osc.E2Manager;
import org.presage.ric.osc.E2ManagerWatch;
import org.presage.ric.osc.OscClient;
import org.presage.ric.osc.OscSettings;
import org.presage.ric.osc.PolicyInbox;
import org.presage.ric.osc.RanFunctions;
import org.presage.ric.osc.Registration;
import org.presage.ric.osc.RestClient;
import org.presage.ric.osc.SubscriptionManager;
import org.presage.ric.state.StateStore;
import org.presage.server.a1.PolicyType;
import org.presage.server.config.EdgeProperties;
import org.presage.server.config.OscProperties;
import org.presage.server.config.SettingKeys;

/**
 * The edge to the RIC of O-RAN SC. It begins when the web server listens, because the RIC
 * posts to it, and leaves the RIC before the web server does.
 */
final class OscEdge implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(OscEdge.class);

	private static final long LEAVE_SECONDS = 3;

	private final OscProperties properties;

	private final String version;

	private final OscClient client;

	private final E2Edge edge;

	private final Lease lease;

	private final StateStore store;

	private final TaskTimer timer;

	private final List<RestClient> services = new ArrayList<>();

	private final @Nullable RestClient appManager;

	private final BackOff backOff;

	private @Nullable AppManager registered;

	private volatile boolean listening;

	private volatile boolean standby;

	private boolean closed;

	OscEdge(OscProperties properties, EdgeProperties edge, String version, Dialects dialects,
			Supplier<KpiSchema> schemas, ControlLoops loops, CellShare share, Lease lease, NodeGuard guard,
			NeighbourRelation neighbours, Clock clock, MeterRegistry meters, PolicyInbox policies) {
		this.timer = PresageServer.timer("osc-register", meters);
		this.lease = lease;
		this.properties = properties;
		this.version = version;
		SplittableRandom random = new SplittableRandom(properties.instance().hashCode());
		EdgeSettings nodes = edge.settings();
		this.backOff = new BackOff(nodes.timing().retryMs(), random.split());
		OscSettings settings = properties.settings(nodes.control(), edge.retry());
		ToIntFunction<String> styles = (name) -> dialects.get("presage.e2.dialect", name).style();
		styles.applyAsInt(nodes.dialect());
		nodes.targets().forEach((target) -> styles.applyAsInt(target.dialect()));
		RanFunctions functions = new RanFunctions(settings);
		RestClient manager = service("subscription-manager", properties.subscriptionManager());
		RestClient states = service("e2-manager", properties.e2Manager());
		this.appManager = service("app-manager", properties.appManager());
		this.store = Stores.open(properties.namespace(), properties.state(), clock, meters);
		this.client = new OscClient(settings, functions, (manager != null) ? new SubscriptionManager(manager) : null,
				this.store, nodes.timing().controlMs(), clock, meters, random.split(), policies);
		NodeDiscovery discovery = (states == null) ? null : E2ManagerWatch.of(new E2Manager(states), nodes, styles,
				functions, neighbours.ofRic("the E2 manager"), properties.poll().toMillis(), clock);
		this.edge = SettingKeys.under("presage.e2.", () -> new E2Edge((states == null) ? nodes : nodes.withoutNodes(),
				this.client, discovery, dialects, schemas, loops, share, lease, guard, clock, meters, random.split()));
	}

	private @Nullable RestClient service(String key, String url) {
		if (url.isBlank()) {
			return null;
		}
		RestClient service = new RestClient("presage.osc." + key, url, this.properties.timeout());
		this.services.add(service);
		return service;
	}

	/**
	 * The web server of the actuator, if it has one of its own, is not what the RIC uses.
	 */
	@EventListener
	void webServerListens(WebServerInitializedEvent event) {
		if (event.getApplicationContext().getServerNamespace() != null) {
			return;
		}
		int webPort = event.getWebServer().getPort();
		this.standby = true;
		this.lease.onceHeld(() -> begin(webPort));
	}

	/**
	 * Listens and registers. A standby does neither: indications, notices and policies
	 * are for the server that holds the lease.
	 */
	private synchronized void begin(int webPort) {
		if (this.closed) {
			return;
		}
		try {
			this.client.start(webPort);
		}
		catch (IOException ex) {
			this.standby = false;
			throw new InvalidInputException("presage.osc.rmr", "free ports, and routes that can be read",
					ex.getClass().getSimpleName() + ": " + ex.getMessage());
		}
		this.listening = true;
		this.standby = false;
		this.edge.start();
		if (this.appManager != null) {
			AppManager manager = new AppManager(this.appManager, registration(webPort), this.timer, this.backOff);
			manager.register();
			this.registered = manager;
		}
	}

	/** Whether all is there but the lease, which another server may hold. */
	boolean standby() {
		return this.standby;
	}

	/** Whether the RIC can reach the message router. */
	boolean listening() {
		return this.listening;
	}

	private Registration registration(int webPort) {
		int http = (this.properties.httpPort() > 0) ? this.properties.httpPort() : webPort;
		return new Registration(this.properties.instance(), this.properties.name(), this.properties.host() + ':' + http,
				this.properties.rmr().host() + ':' + this.client.port(), this.version, "/ric/v1/config",
				descriptor().text());
	}

	/** What the xApp registers with the RIC. */
	Descriptor descriptor() {
		return new Descriptor(this.properties.name(), this.version, this.client.port(), this.client.routePort(),
				PolicyType.ID);
	}

	/** What the subscription manager has posted. */
	void noticed(byte[] json) {
		this.client.noticed(json);
	}

	/** Before the web server stops, which the RIC still answers to. */
	@EventListener(ContextClosedEvent.class)
	@Override
	public synchronized void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		this.listening = false;
		this.standby = false;
		this.edge.close();
		AppManager manager = this.registered;
		if (manager != null) {
			deregister(manager);
		}
		this.timer.shutdownNow();
		this.services.forEach(RestClient::close);
		this.store.close();
	}

	private static void deregister(AppManager manager) {
		try {
			manager.deregister().get(LEAVE_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			LOG.info("not deregistered: {}", (ex.getCause() != null) ? ex.getCause().getMessage() : ex.toString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
