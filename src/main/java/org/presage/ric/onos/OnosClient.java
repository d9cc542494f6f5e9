/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.kpi.CellId;
import org.presage.ric.CellTarget;
import org.presage.ric.ControlAnswer;
import org.presage.ric.RicClient;
import org.presage.ric.onos.v1beta1.Action;
import org.presage.ric.onos.v1beta1.ActionType;
import org.presage.ric.onos.v1beta1.ControlMessage;
import org.presage.ric.onos.v1beta1.ControlRequest;
import org.presage.ric.onos.v1beta1.ControlServiceGrpc;
import org.presage.ric.onos.v1beta1.Encoding;
import org.presage.ric.onos.v1beta1.EventTrigger;
import org.presage.ric.onos.v1beta1.RequestHeaders;
import org.presage.ric.onos.v1beta1.ServiceModel;
import org.presage.ric.onos.v1beta1.SubscribeRequest;
import org.presage.ric.onos.v1beta1.SubscriptionServiceGrpc;
import org.presage.ric.onos.v1beta1.SubscriptionSpec;
import org.presage.ric.onos.v1beta1.UnsubscribeRequest;
import org.presage.ric.onos.v1beta1.UnsubscribeResponse;

/** The connection to an E2 termination of micro-ONOS. Calls return at once. */
public final class OnosClient implements RicClient {

	private static final Logger LOG = LoggerFactory.getLogger(OnosClient.class);

	private static final int UNSUBSCRIBE_SECONDS = 2;

	private static final int CONNECT_MS = 1000;

	/**
	 * Servers of micro-ONOS end connections that ping more often than every five minutes
	 * without data (GOAWAY too_many_pings), and with them all subscriptions. A connection
	 * that leads nowhere is noticed by the silence of its cells.
	 */
	static final long KEEP_ALIVE_MINUTES = 6;

	private final OnosSettings settings;

	private final NodeModels models;

	/** Of cells whose first one did not help. */
	private final Map<CellId, Identity> identities = new ConcurrentHashMap<>();

	private final long controlMs;

	private final ManagedChannel channel;

	/**
	 * Connects when it is needed.
	 * @param models of the nodes
	 * @param controlMs until a control that nobody answers has timed out
	 */
	public OnosClient(OnosSettings settings, NodeModels models, long controlMs) {
		this.models = models;
		this.controlMs = controlMs;
		this.settings = settings;
		this.channel = channel(settings.target(), settings.tls()).build();
	}

	/** A connection whose attempts do not outlast those who are gone. */
	static ManagedChannelBuilder<?> channel(String target, OnosTls tls) {
		return NettyChannelBuilder.forTarget(target, tls.credentials())
			.withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS)
			.keepAliveTime(KEEP_ALIVE_MINUTES, TimeUnit.MINUTES);
	}

	/** What still runs over the present connection goes on. */
	@Override
	public void reconnect() {
		this.channel.enterIdle();
	}

	private RequestHeaders headers(String node, OnosSettings.Model model) {
		return RequestHeaders.newBuilder()
			.setAppId(this.settings.appId())
			.setAppInstanceId(this.settings.instance())
			.setE2NodeId(node)
			.setServiceModel(ServiceModel.newBuilder().setName(model.name()).setVersion(model.version()))
			.setEncoding(Encoding.ASN1_PER)
			.build();
	}

	/**
	 * Instances that share an application and a transaction compete for one stream of
	 * indications, so the instance is part of the transaction.
	 */
	private String transaction(CellTarget target, Identity identity) {
		return this.settings.appId() + "/" + this.settings.instance() + "/"
				+ identity.transaction(target.id().toString());
	}

	private Identity identity(CellTarget target) {
		return this.identities.getOrDefault(target.id(), Identity.FIRST);
	}

	@Override
	public Stream subscribe(CellTarget target, byte[] trigger, byte[] definition, Listener listener) {
		Identity identity = identity(target);
		IndicationStream answers = new IndicationStream(listener, (done) -> giveUp(target, identity, done));
		// Without this a connection that failed is not tried again for up to two minutes.
		this.channel.resetConnectBackoff();
		SubscriptionServiceGrpc.newStub(this.channel)
			.subscribe(SubscribeRequest.newBuilder()
				.setHeaders(headers(target.node(), this.settings.kpm()))
				.setTransactionId(transaction(target, identity))
				.setSubscription(SubscriptionSpec.newBuilder()
					.setEventTrigger(EventTrigger.newBuilder().setPayload(ByteString.copyFrom(trigger)))
					.addActions(Action.newBuilder()
						.setId(identity.action())
						.setType(ActionType.ACTION_TYPE_REPORT)
						.setPayload(ByteString.copyFrom(definition))))
				.build(), answers);
		return answers;
	}

	/** Ends it, and the next one is another: this one may never end, or never begin. */
	private void giveUp(CellTarget target, Identity identity, Runnable done) {
		this.identities.put(target.id(), identity.next());
		unsubscribe(target, identity, done);
	}

	@Override
	public void renew(CellTarget target, Runnable done) {
		giveUp(target, identity(target), done);
	}

	@Override
	public void unsubscribe(CellTarget target, Runnable done) {
		unsubscribe(target, identity(target), done);
	}

	private void unsubscribe(CellTarget target, Identity identity, Runnable done) {
		SubscriptionServiceGrpc.newStub(this.channel)
			.withDeadlineAfter(UNSUBSCRIBE_SECONDS, TimeUnit.SECONDS)
			.unsubscribe(UnsubscribeRequest.newBuilder()
				.setHeaders(headers(target.node(), this.settings.kpm()))
				.setTransactionId(transaction(target, identity))
				.build(), new Unsubscribed(done));
	}

	@Override
	public @Nullable String waiting(String node) {
		return this.models.waiting(node);
	}

	@Override
	public void control(CellTarget target, byte[] header, byte[] message, ControlAnswer answer) {
		String refusal = this.models.refusal(target.node(), this.settings.controlModel());
		if (refusal != null) {
			answer.refused(refusal);
			return;
		}
		ControlServiceGrpc.newStub(this.channel)
			.withDeadlineAfter(this.controlMs, TimeUnit.MILLISECONDS)
			.control(ControlRequest.newBuilder()
				.setHeaders(headers(target.node(), this.settings.controlModel()))
				.setMessage(ControlMessage.newBuilder()
					.setHeader(ByteString.copyFrom(header))
					.setPayload(ByteString.copyFrom(message)))
				.build(), new ControlResponses(answer));
	}

	@Override
	public void close() {
		this.channel.shutdown();
		try {
			if (!this.channel.awaitTermination(UNSUBSCRIBE_SECONDS, TimeUnit.SECONDS)) {
				this.channel.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			this.channel.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * The end of an unsubscription, which nothing else can be made of.
	 *
	 * @param done run at the end, whatever it was
	 */
	private record Unsubscribed(Runnable done) implements StreamObserver<UnsubscribeResponse> {

		@Override
		public void onNext(UnsubscribeResponse answer) {
		}

		@Override
		public void onError(Throwable cause) {
			LOG.info("unsubscribe: {}", Failures.text(cause));
			this.done.run();
		}

		@Override
		public void onCompleted() {
			this.done.run();
		}

	}

}
