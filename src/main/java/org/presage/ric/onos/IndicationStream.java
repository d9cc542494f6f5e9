package org.presage.ric.onos;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import org.jspecify.annotations.Nullable;

import org.presage.ric.RicClient;
import org.presage.ric.onos.v1beta1.SubscribeRequest;
import org.presage.ric.onos.v1beta1.SubscribeResponse;

/** One cell's stream of indications; the first answer is an acknowledgement. */
final class IndicationStream implements ClientResponseObserver<SubscribeRequest, SubscribeResponse>, RicClient.Stream {

	private final RicClient.Listener listener;

	private @Nullable ClientCallStreamObserver<SubscribeRequest> call;

	IndicationStream(RicClient.Listener listener) {
		this.listener = listener;
	}

	@Override
	public void beforeStart(ClientCallStreamObserver<SubscribeRequest> started) {
		this.call = started;
	}

	@Override
	public void onNext(SubscribeResponse response) {
		if (response.hasIndication()) {
			this.listener.indicated(response.getIndication().getHeader().toByteArray(),
					response.getIndication().getPayload().toByteArray());
		}
		else {
			this.listener.received();
		}
	}

	@Override
	public void onError(Throwable cause) {
		this.listener.failed(OnosClient.told(cause));
	}

	@Override
	public void onCompleted() {
		this.listener.ended("the server ended the stream");
	}

	@Override
	public void cancel(String why) {
		if (this.call != null) {
			this.call.cancel(why, null);
		}
	}

}
