package org.presage.e2.onos;

import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.ChannelOption;

import org.presage.e2.onos.v1beta1.Action;
import org.presage.e2.onos.v1beta1.ActionType;
import org.presage.e2.onos.v1beta1.ControlMessage;
import org.presage.e2.onos.v1beta1.ControlRequest;
import org.presage.e2.onos.v1beta1.ControlResponse;
import org.presage.e2.onos.v1beta1.ControlServiceGrpc;
import org.presage.e2.onos.v1beta1.Encoding;
import org.presage.e2.onos.v1beta1.EventTrigger;
import org.presage.e2.onos.v1beta1.RequestHeaders;
import org.presage.e2.onos.v1beta1.ServiceModel;
import org.presage.e2.onos.v1beta1.SubscribeRequest;
import org.presage.e2.onos.v1beta1.SubscribeResponse;
import org.presage.e2.onos.v1beta1.SubscriptionServiceGrpc;
import org.presage.e2.onos.v1beta1.SubscriptionSpec;
import org.presage.e2.onos.v1beta1.UnsubscribeRequest;
import org.presage.e2.onos.v1beta1.UnsubscribeResponse;

/** The connection to an E2 termination of micro-ONOS. Calls return at once. */
final class OnosClient implements AutoCloseable {

	private static final int UNSUBSCRIBE_SECONDS = 2;

	private static final int CONNECT_MS = 1000;

	private final OnosSettings settings;

	private final ManagedChannel channel;

	OnosClient(OnosSettings settings) {
		this.settings = settings;
		this.channel = channel(settings.target(), settings.tls()).keepAliveTime(10, TimeUnit.SECONDS)
			.keepAliveTimeout(3, TimeUnit.SECONDS)
			.build();
	}

	/** A connection whose attempts do not outlast those who are gone. */
	static ManagedChannelBuilder<?> channel(String target, OnosTls tls) {
		return NettyChannelBuilder.forTarget(target, tls.credentials())
			.withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS);
	}

	/**
	 * Makes a new connection for what comes next: the present one may lead nowhere. What
	 * still runs over it goes on.
	 */
	void reconnect() {
		this.channel.enterIdle();
	}

	/** What went wrong, in a line. */
	static String told(Throwable failure) {
		Status status = Status.fromThrowable(failure);
		Throwable cause = status.getCause();
		return status.getCode() + ": " + status.getDescription()
				+ ((cause != null) ? " (" + cause.getMessage() + ")" : "");
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
	private String transaction(CellTarget target) {
		return this.settings.appId() + "/" + this.settings.instance() + "/" + target.id();
	}

	/**
	 * Subscribes, or opens the stream of an earlier subscription again.
	 * @param trigger E2SM-KPM-EventTriggerDefinition
	 * @param definition E2SM-KPM-ActionDefinition
	 */
	void subscribe(CellTarget target, byte[] trigger, byte[] definition, StreamObserver<SubscribeResponse> answers) {
		// Without this a connection that failed is not tried again for up to two minutes.
		this.channel.resetConnectBackoff();
		SubscriptionServiceGrpc.newStub(this.channel)
			.subscribe(SubscribeRequest.newBuilder()
				.setHeaders(headers(target.node(), this.settings.kpm()))
				.setTransactionId(transaction(target))
				.setSubscription(SubscriptionSpec.newBuilder()
					.setEventTrigger(EventTrigger.newBuilder().setPayload(ByteString.copyFrom(trigger)))
					.addActions(Action.newBuilder()
						.setId(1)
						.setType(ActionType.ACTION_TYPE_REPORT)
						.setPayload(ByteString.copyFrom(definition))))
				.build(), answers);
	}

	/** Ends a subscription: cancelling its stream does not. */
	void unsubscribe(CellTarget target, StreamObserver<UnsubscribeResponse> answer) {
		SubscriptionServiceGrpc.newStub(this.channel)
			.withDeadlineAfter(UNSUBSCRIBE_SECONDS, TimeUnit.SECONDS)
			.unsubscribe(UnsubscribeRequest.newBuilder()
				.setHeaders(headers(target.node(), this.settings.kpm()))
				.setTransactionId(transaction(target))
				.build(), answer);
	}

	/** Sends a control. */
	void control(CellTarget target, byte[] header, byte[] message, StreamObserver<ControlResponse> answer) {
		ControlServiceGrpc.newStub(this.channel)
			.withDeadlineAfter(this.settings.timing().controlMs(), TimeUnit.MILLISECONDS)
			.control(ControlRequest.newBuilder()
				.setHeaders(headers(target.node(), this.settings.controlModel()))
				.setMessage(ControlMessage.newBuilder()
					.setHeader(ByteString.copyFrom(header))
					.setPayload(ByteString.copyFrom(message)))
				.build(), answer);
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

}
