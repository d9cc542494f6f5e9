package org.presage.ric.onos;

import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.ChannelOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

	private final OnosSettings settings;

	private final long controlMs;

	private final ManagedChannel channel;

	/**
	 * Connects when it is needed.
	 * @param controlMs until a control that nobody answers has timed out
	 */
	public OnosClient(OnosSettings settings, long controlMs) {
		this.controlMs = controlMs;
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

	/** What still runs over the present connection goes on. */
	@Override
	public void reconnect() {
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

	@Override
	public Stream subscribe(CellTarget target, byte[] trigger, byte[] definition, Listener listener) {
		IndicationStream answers = new IndicationStream(listener);
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
		return answers;
	}

	@Override
	public void unsubscribe(CellTarget target, Runnable done) {
		SubscriptionServiceGrpc.newStub(this.channel)
			.withDeadlineAfter(UNSUBSCRIBE_SECONDS, TimeUnit.SECONDS)
			.unsubscribe(UnsubscribeRequest.newBuilder()
				.setHeaders(headers(target.node(), this.settings.kpm()))
				.setTransactionId(transaction(target))
				.build(), new Unsubscribed(done));
	}

	@Override
	public void control(CellTarget target, byte[] header, byte[] message, ControlAnswer answer) {
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
			LOG.info("unsubscribe: {}", told(cause));
			this.done.run();
		}

		@Override
		public void onCompleted() {
			this.done.run();
		}

	}

}
