/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.onos;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.grpc.Grpc;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.control.PrbControl;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.EventTrigger;
import org.presage.ric.onos.v1beta1.Acknowledgement;
import org.presage.ric.onos.v1beta1.ControlRequest;
import org.presage.ric.onos.v1beta1.ControlResponse;
import org.presage.ric.onos.v1beta1.ControlServiceGrpc;
import org.presage.ric.onos.v1beta1.Error;
import org.presage.ric.onos.v1beta1.Indication;
import org.presage.ric.onos.v1beta1.RequestHeaders;
import org.presage.ric.onos.v1beta1.SubscribeRequest;
import org.presage.ric.onos.v1beta1.SubscribeResponse;
import org.presage.ric.onos.v1beta1.SubscriptionServiceGrpc;
import org.presage.ric.onos.v1beta1.UnsubscribeRequest;
import org.presage.ric.onos.v1beta1.UnsubscribeResponse;
import org.presage.sim.e2.E2Peer;
import org.presage.sim.e2.Faults;
import org.presage.sim.e2.PeerNode;

/**
 * An E2 termination as an xApp of micro-ONOS sees it, with its habits: a cancelled stream
 * stays subscribed, what it could not deliver is replayed when it is opened again, one
 * measurement that a node does not know silences the report, those who ask a node for the
 * same content share a subscription and its refusal, and a control for a service model
 * that the node does not list ends the process.
 */
public final class OnosPeer implements E2Peer {

	private static final int REPLAYED = 64;

	private final Map<String, PeerNode> nodes;

	private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();

	/** How often each node was asked for a subscription, and for control. */
	private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

	/** Subscriptions that a node has refused, by node and content. */
	private final Map<String, Error.Cause.Ric.Type> refused = new ConcurrentHashMap<>();

	/** Subscriptions whose end hangs. */
	private final Set<String> ending = ConcurrentHashMap.newKeySet();

	private final Faults faults = new Faults();

	private final Habits habits = new Habits();

	private final PeerTopo topo;

	private final Server server;

	private volatile boolean panicked;

	/**
	 * Listens.
	 * @param port 0 for any
	 */
	public OnosPeer(int port, ServerCredentials credentials, Collection<? extends PeerNode> nodes) throws IOException {
		this.nodes = new ConcurrentHashMap<>();
		nodes.forEach((node) -> this.nodes.put(node.id(), node));
		this.topo = new PeerTopo(this.nodes.values());
		// As a Go server's: whoever pings more often without data is hung up on.
		this.server = Grpc.newServerBuilderForPort(port, credentials)
			.permitKeepAliveTime(5, TimeUnit.MINUTES)
			.addService(new Subscribing())
			.addService(new Controlling())
			.addService(this.topo)
			.build()
			.start();
	}

	public int port() {
		return this.server.getPort();
	}

	/** What it does wrong from now on. */
	public Faults faults() {
		return this.faults;
	}

	/** What it and its nodes do as the real ones. */
	public Habits habits() {
		return this.habits;
	}

	/** Whether it has ended itself. */
	public boolean panicked() {
		return this.panicked;
	}

	/**
	 * How often a node was asked.
	 * @param ask {@code subscription} or {@code control}
	 */
	public int asked(String node, String ask) {
		AtomicInteger count = this.asked.get(ask + node);
		return (count != null) ? count.get() : 0;
	}

	/** Whether the node aborts on what it was asked just now. */
	private boolean aborts(String node, String ask) {
		this.asked.computeIfAbsent(ask + node, (first) -> new AtomicInteger()).incrementAndGet();
		if (this.habits.aborts(ask)) {
			this.topo.disconnected(node);
		}
		return this.habits.aborts(ask);
	}

	/** A node that aborted has started again. */
	public void restarted(String node) {
		this.topo.connected(node);
	}

	/** The topology lists these neighbours of a cell from now on. */
	public void neighbours(String node, CellGlobalId.Nr cell, List<CellGlobalId.Nr> now) {
		this.topo.neighbours(node, cell, now);
	}

	/** The topology says nothing, until it does. */
	public void hideTopology(boolean hide) {
		this.topo.hide(hide);
	}

	/** Transactions that are subscribed. */
	public Collection<String> transactions() {
		return List.copyOf(this.subscriptions.keySet());
	}

	/** How a cell is subscribed to; null if it is not. */
	public @Nullable ActionDefinition definition(CellGlobalId.Nr cell) {
		return this.subscriptions.values()
			.stream()
			.filter((subscription) -> subscription.node.isAsked(cell, subscription.definition))
			.map((subscription) -> subscription.definition)
			.findFirst()
			.orElse(null);
	}

	@Override
	public void indicate(CellGlobalId.Nr cell, byte[] header, Measured measured) {
		for (Subscription subscription : this.subscriptions.values()) {
			ActionDefinition asked = subscription.definition;
			if (subscription.node.isAsked(cell, asked) && !this.faults.stalls() && subscription.known) {
				subscription.deliver(SubscribeResponse.newBuilder()
					.setIndication(Indication.newBuilder()
						.setHeader(ByteString.copyFrom(header))
						.setPayload(ByteString.copyFrom(measured.message(asked))))
					.build());
			}
		}
	}

	/** Ends all streams as after an indication that cannot be transcoded. */
	public void breakStreams() {
		this.subscriptions.values().forEach(Subscription::fail);
	}

	@Override
	public void close() {
		this.server.shutdownNow();
		try {
			this.server.awaitTermination(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** One transaction of one application. */
	private static final class Subscription {

		private final PeerNode node;

		/** Node and content: the same for all who ask for the same. */
		private final String content;

		private final ActionDefinition definition;

		/** Whether the node knows all that it is to measure. */
		private final boolean known;

		private final Queue<SubscribeResponse> undelivered = new ArrayDeque<>();

		private @Nullable StreamObserver<SubscribeResponse> stream;

		Subscription(String content, ActionDefinition definition, PeerNode node) {
			this.node = node;
			this.content = content;
			this.definition = definition;
			this.known = node.knows(definition);
		}

		synchronized void open(StreamObserver<SubscribeResponse> opened) {
			this.stream = opened;
			opened.onNext(SubscribeResponse.newBuilder()
				.setAck(Acknowledgement.newBuilder().setChannelId("channel"))
				.build());
			this.undelivered.forEach(opened::onNext);
			this.undelivered.clear();
		}

		synchronized void cancelled(StreamObserver<SubscribeResponse> gone) {
			this.stream = (this.stream == gone) ? null : this.stream;
		}

		synchronized void deliver(SubscribeResponse response) {
			if (this.stream != null) {
				this.stream.onNext(response);
				return;
			}
			if (this.undelivered.size() == REPLAYED) {
				this.undelivered.remove();
			}
			this.undelivered.add(response);
		}

		synchronized void fail() {
			if (this.stream != null) {
				this.stream.onError(Status.INVALID_ARGUMENT.withDescription("cannot transcode").asRuntimeException());
				this.stream = null;
			}
		}

	}

	private @Nullable PeerNode node(RequestHeaders headers, StreamObserver<?> answer) {
		PeerNode node = this.nodes.get(headers.getE2NodeId());
		if (node == null) {
			answer.onError(
					Status.UNAVAILABLE.withDescription("no such node: " + headers.getE2NodeId()).asRuntimeException());
		}
		return node;
	}

	private static void refuse(StreamObserver<?> answer, Error.Cause.Ric.Type type) {
		Error error = Error.newBuilder()
			.setCause(Error.Cause.newBuilder().setRic(Error.Cause.Ric.newBuilder().setType(type)))
			.build();
		answer.onError(StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
			.setCode(Status.Code.ABORTED.value())
			.setMessage("an E2AP failure occurred")
			.addDetails(Any.pack(error))
			.build()));
	}

	private final class Subscribing extends SubscriptionServiceGrpc.SubscriptionServiceImplBase {

		@Override
		public void subscribe(SubscribeRequest request, StreamObserver<SubscribeResponse> answers) {
			PeerNode node = node(request.getHeaders(), answers);
			if (node == null) {
				return;
			}
			try {
				EventTrigger.TYPE.decode(request.getSubscription().getEventTrigger().getPayload().toByteArray());
				ActionDefinition definition = ActionDefinition.TYPES.in(node.grammar())
					.decode(request.getSubscription().getActions(0).getPayload().toByteArray());
				String content = node.id() + '/' + request.getSubscription().hashCode();
				Subscription subscription = OnosPeer.this.subscriptions.computeIfAbsent(request.getTransactionId(),
						(unseen) -> bind(content, definition, node));
				open(subscription, (ServerCallStreamObserver<SubscribeResponse>) answers);
			}
			catch (CodecException | IndexOutOfBoundsException ex) {
				answers.onError(Status.INVALID_ARGUMENT.withDescription(ex.getMessage()).asRuntimeException());
			}
		}

		/** A subscription that is there already is not asked for again. */
		private Subscription bind(String content, ActionDefinition definition, PeerNode node) {
			boolean there = OnosPeer.this.ending.contains(content)
					|| OnosPeer.this.subscriptions.values().stream().anyMatch((one) -> one.content.equals(content));
			if (!there && !aborts(node.id(), "subscription")) {
				Error.Cause.Ric.Type refusal = OnosPeer.this.habits.refusal();
				if (refusal != null) {
					OnosPeer.this.refused.put(content, refusal);
				}
			}
			return new Subscription(content, definition, node);
		}

		private void open(Subscription subscription, ServerCallStreamObserver<SubscribeResponse> call) {
			Error.Cause.Ric.Type refusal = OnosPeer.this.refused.get(subscription.content);
			if (refusal != null) {
				refuse(call, refusal);
			}
			else if (!OnosPeer.this.ending.contains(subscription.content)) {
				call.setOnCancelHandler(() -> subscription.cancelled(call));
				subscription.open(call);
			}
		}

		@Override
		public void unsubscribe(UnsubscribeRequest request, StreamObserver<UnsubscribeResponse> answer) {
			Subscription ended = OnosPeer.this.subscriptions.remove(request.getTransactionId());
			if (ended != null && OnosPeer.this.subscriptions.values()
				.stream()
				.noneMatch((one) -> one.content.equals(ended.content))) {
				OnosPeer.this.refused.remove(ended.content);
				if (OnosPeer.this.habits.endsHang()) {
					OnosPeer.this.ending.add(ended.content);
				}
			}
			answer.onNext(UnsubscribeResponse.getDefaultInstance());
			answer.onCompleted();
		}

	}

	private final class Controlling extends ControlServiceGrpc.ControlServiceImplBase {

		@Override
		public void control(ControlRequest request, StreamObserver<ControlResponse> answer) {
			PeerNode node = node(request.getHeaders(), answer);
			String refusal = OnosPeer.this.faults.refusal();
			if (node == null) {
				return;
			}
			if (!listed(node, request.getHeaders().getServiceModel().getName())) {
				OnosPeer.this.panicked = true;
				OnosPeer.this.server.shutdownNow();
				return;
			}
			if (aborts(node.id(), "control") || OnosPeer.this.faults.hangs()) {
				return;
			}
			try {
				if (refusal != null) {
					refuse(answer, Error.Cause.Ric.Type.valueOf(refusal));
					return;
				}
				if (!OnosPeer.this.faults.ignoresControl()) {
					node.control(request.getMessage().getHeader().toByteArray(),
							request.getMessage().getPayload().toByteArray());
				}
				answer.onNext(ControlResponse.getDefaultInstance());
				answer.onCompleted();
			}
			catch (IllegalArgumentException ex) {
				refuse(answer, Error.Cause.Ric.Type.CONTROL_MESSAGE_INVALID);
			}
		}

		private static boolean listed(PeerNode node, String model) {
			return Stream.of(PrbControl.values())
				.anyMatch((control) -> control.serviceModel().equals(model)
						&& node.controlModels().contains(control.serviceModelNumber()));
		}

	}

}
