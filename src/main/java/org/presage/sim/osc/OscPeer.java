/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.Clock;
import org.presage.e2.ap.Cause;
import org.presage.e2.ap.E2apMessage;
import org.presage.e2.ap.E2apPdu;
import org.presage.e2.ap.IndicationType;
import org.presage.e2.ap.RicControlRequest;
import org.presage.e2.ap.RicIndication;
import org.presage.e2.ap.RicRequestId;
import org.presage.e2.ap.RicSubscriptionDeleteRequest;
import org.presage.e2.ap.RicSubscriptionDeleteResponse;
import org.presage.e2.ap.RicSubscriptionFailure;
import org.presage.e2.ap.RicSubscriptionRequest;
import org.presage.e2.ap.RicSubscriptionResponse;
import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.ric.osc.rmr.RmrEndpoint;
import org.presage.ric.osc.rmr.RmrMessage;
import org.presage.ric.osc.rmr.RmrReply;
import org.presage.ric.osc.rmr.RmrSettings;
import org.presage.ric.osc.rmr.RmrTypes;
import org.presage.ric.osc.rmr.RouteTable;
import org.presage.sim.e2.E2Peer;
import org.presage.sim.e2.Faults;
import org.presage.sim.e2.PeerNode;

/**
 * An E2 termination, a route manager and an A1 mediator of O-RAN SC as an xApp sees them.
 * Indications and answers to control go to every xApp that has shown itself, as with
 * static routes; the sub_id of both is the RIC instance id.
 */
public final class OscPeer implements E2Peer {

	private static final Logger LOG = LoggerFactory.getLogger(OscPeer.class);

	/** Report styles that {@link KpmFunction} offers. */
	private static final Set<Long> STYLES = Set.of(1L, ActionDefinition.EACH_DEVICE);

	/** RIC requestor id of the subscription manager. */
	private static final int MANAGER = 123;

	private final String host;

	private final Map<String, PeerNode> nodes;

	private final Map<RicRequestId, Subscribed> subscriptions = new ConcurrentHashMap<>();

	/** Where xApps take messages. */
	private final Set<String> endpoints = ConcurrentHashMap.newKeySet();

	/** Where xApps take route tables. */
	private final Set<String> routePorts = ConcurrentHashMap.newKeySet();

	/** What xApps say of route tables. */
	private final Queue<String> tableStates = new ConcurrentLinkedQueue<>();

	private final AtomicInteger sequence = new AtomicInteger();

	private final AtomicInteger instances = new AtomicInteger();

	private final Faults faults = new Faults();

	private final AbortedNodes aborted = new AbortedNodes();

	private final PeerControls controls = new PeerControls(this, this.faults);

	private final MediatorPeer mediator = new MediatorPeer(this);

	private final RmrEndpoint router;

	/**
	 * Listens.
	 * @param port of the message router; 0 for any
	 */
	public OscPeer(int port, Collection<? extends PeerNode> nodes, Clock clock) throws IOException {
		this(OscRic.THIS_MACHINE, port, nodes, clock);
	}

	/**
	 * Listens for xApps that reach it by this name.
	 * @param host {@link OscRic#THIS_MACHINE} for those of this machine only
	 */
	OscPeer(String host, int port, Collection<? extends PeerNode> nodes, Clock clock) throws IOException {
		this.host = host;
		this.nodes = nodes.stream().collect(Collectors.toUnmodifiableMap(PeerNode::id, (node) -> node));
		this.router = new RmrEndpoint(
				new RmrSettings(host, OscRic.bind(host).getHostAddress(), port, -1, null, null, 1000, 1 << 20, 200),
				this::received, clock, new SimpleMeterRegistry(), new SplittableRandom(1));
		this.router.start();
	}

	/** Port of the message router. */
	public int port() {
		return this.router.port();
	}

	/** Host and port of the message router. */
	public String address() {
		return this.host + ':' + port();
	}

	/** What it does wrong from now on. */
	public Faults faults() {
		return this.faults;
	}

	/** The nodes behind it. */
	public Collection<PeerNode> nodes() {
		return this.nodes.values();
	}

	/** Nodes that have aborted. */
	AbortedNodes aborted() {
		return this.aborted;
	}

	/** How often a subscription has aborted a node. */
	public int aborts() {
		return this.aborted.count();
	}

	/** What xApps have said of route tables, in turn. */
	public List<String> tableStates() {
		return List.copyOf(this.tableStates);
	}

	/** The part that sends policies. */
	public MediatorPeer mediator() {
		return this.mediator;
	}

	/** Subscriptions that nodes have. */
	public Collection<RicRequestId> subscriptions() {
		return List.copyOf(this.subscriptions.keySet());
	}

	/** How a cell is subscribed to; null if it is not. */
	public @Nullable ActionDefinition definition(CellGlobalId.Nr cell) {
		return this.subscriptions.values()
			.stream()
			.filter((subscribed) -> subscribed.node.isAsked(cell, subscribed.definition))
			.map(Subscribed::definition)
			.findFirst()
			.orElse(null);
	}

	/** A subscription of a node. */
	private record Subscribed(PeerNode node, int function, int action, ActionDefinition definition) {
	}

	/**
	 * Subscribes for the subscription manager.
	 * @param endpoint where the xApp takes messages
	 * @return E2EventInstanceId
	 * @throws IllegalArgumentException telling why the node refuses
	 */
	public int subscribe(String endpoint, String node, int function, int action, byte[] definition) {
		RicRequestId request = new RicRequestId(MANAGER, this.instances.incrementAndGet());
		add(endpoint, request, node, function, action, definition);
		return request.instance();
	}

	/** Ends what the subscription manager has asked for. */
	public void unsubscribe(int instance) {
		this.subscriptions.remove(new RicRequestId(MANAGER, instance));
	}

	private void add(String endpoint, RicRequestId request, String name, int function, int action, byte[] definition) {
		PeerNode node = this.nodes.get(name);
		if (node == null || this.aborted.away(name)) {
			throw new IllegalArgumentException("no E2 connection to " + name);
		}
		if (this.aborted.aborts(node, definition)) {
			LOG.warn("{} was subscribed to in another grammar than its own, and has aborted", name);
			this.subscriptions.values().removeIf((subscribed) -> subscribed.node == node);
			throw new IllegalArgumentException("no answer of " + name);
		}
		ActionDefinition read = ActionDefinition.TYPES.in(node.grammar()).decode(definition);
		if (!STYLES.contains(read.style())) {
			throw new IllegalArgumentException("report style " + read.style() + " is not offered");
		}
		if (!node.knows(read)) {
			LOG.warn("{} is asked for {} and knows {} only: it reports nothing", name, read.measurements(),
					node.measurements());
		}
		meet(endpoint);
		if (this.faults.partialTables()) {
			send(RmrTypes.ROUTE_TABLE, RmrMessage.NO_SUBSCRIPTION, "",
					RouteTables.partial(request.instance(), endpoint).getBytes(StandardCharsets.US_ASCII));
		}
		this.subscriptions.put(request, new Subscribed(node, function, action, read));
	}

	private void meet(String endpoint) {
		if (this.endpoints.add(endpoint)) {
			route();
		}
	}

	@Override
	public void indicate(CellGlobalId.Nr cell, byte[] header, Measured measured) {
		if (this.faults.stalls()) {
			return;
		}
		this.subscriptions.forEach((request, subscribed) -> {
			ActionDefinition asked = subscribed.definition;
			if (subscribed.node.isAsked(cell, asked) && subscribed.node.knows(asked)) {
				indicate(request, subscribed, header, measured.message(asked));
			}
		});
	}

	private void indicate(RicRequestId request, Subscribed subscribed, byte[] header, byte[] message) {
		int number = this.sequence.getAndIncrement() & 0xFFFF;
		send(RmrTypes.INDICATION, request.instance(), subscribed.node.id(),
				new RicIndication(request, subscribed.function, subscribed.action, number, IndicationType.REPORT,
						Octets.of(header), Octets.of(message), null));
	}

	/** Sends a message to every xApp, whatever it is. */
	public void send(int type, int subscription, String node, byte[] payload) {
		this.router.send(new RmrMessage(type, subscription, node, "", payload));
	}

	void send(int type, int subscription, String node, E2apMessage message) {
		send(type, subscription, node, E2apPdu.TYPE.encode(message));
	}

	private void received(RmrMessage message, RmrReply reply) {
		try {
			switch (message.type()) {
				case RmrTypes.ROUTE_TABLE_REQUEST -> {
					this.routePorts.add(message.source());
					route();
					tellRoutes();
				}
				case RmrTypes.ROUTE_TABLE_STATE ->
					this.tableStates.add(new String(message.payload(), StandardCharsets.US_ASCII).trim());
				case RmrTypes.A1_POLICY_RESPONSE -> this.mediator.received(message);
				case RmrTypes.A1_POLICY_QUERY -> {
					meet(message.source());
					this.mediator.received(message);
				}
				case RmrTypes.SUBSCRIPTION_REQUEST, RmrTypes.SUBSCRIPTION_DELETE_REQUEST, RmrTypes.CONTROL_REQUEST ->
					asked(message, E2apPdu.TYPE.decode(message.payload()));
				default -> {
					// Nothing else is sent to an E2 termination by an xApp.
				}
			}
		}
		catch (CodecException ex) {
			// As the real one: it logs what it cannot read.
		}
	}

	private void asked(RmrMessage message, E2apMessage request) {
		switch (request) {
			case RicSubscriptionRequest subscription -> subscribe(message, subscription);
			case RicSubscriptionDeleteRequest end -> {
				this.subscriptions.remove(end.request());
				send(RmrTypes.SUBSCRIPTION_DELETE_RESPONSE, RmrMessage.NO_SUBSCRIPTION, message.meid(),
						new RicSubscriptionDeleteResponse(end.request(), end.function()));
			}
			case RicControlRequest control -> control(message.meid(), control);
			default -> {
				// An E2 termination passes it on, and the node knows nothing of it.
			}
		}
	}

	private void subscribe(RmrMessage message, RicSubscriptionRequest asked) {
		int action = asked.actions().getFirst().id();
		meet(message.source());
		try {
			if (this.subscriptions.containsKey(asked.request())) {
				send(RmrTypes.SUBSCRIPTION_FAILURE, RmrMessage.NO_SUBSCRIPTION, message.meid(),
						new RicSubscriptionFailure(asked.request(), asked.function(),
								Cause.of("ricRequest duplicate-ric-request-id")));
				return;
			}
			Octets definition = asked.actions().getFirst().definition();
			add(message.source(), asked.request(), message.meid(), asked.function(), action,
					(definition != null) ? definition.toBytes() : new byte[0]);
			send(RmrTypes.SUBSCRIPTION_RESPONSE, RmrMessage.NO_SUBSCRIPTION, message.meid(),
					new RicSubscriptionResponse(asked.request(), asked.function(), List.of(action), List.of()));
		}
		catch (IllegalArgumentException ex) {
			send(RmrTypes.SUBSCRIPTION_FAILURE, RmrMessage.NO_SUBSCRIPTION, message.meid(), new RicSubscriptionFailure(
					asked.request(), asked.function(), Cause.of("ricRequest action-not-supported")));
		}
	}

	private void control(String name, RicControlRequest asked) {
		PeerNode node = this.nodes.get(name);
		if (node != null && !this.aborted.away(name)) {
			this.controls.carryOut(node, asked);
		}
	}

	private void route() {
		this.router.routes(RouteTable.parse(RouteTables.own(this.endpoints, this.routePorts)));
	}

	private void tellRoutes() {
		String table = RouteTables.full(address(), this.nodes.keySet(), this.faults.emptyTypes());
		send(RmrTypes.ROUTE_TABLE, RmrMessage.NO_SUBSCRIPTION, "", table.getBytes(StandardCharsets.US_ASCII));
	}

	@Override
	public void close() {
		this.router.close();
	}

}
