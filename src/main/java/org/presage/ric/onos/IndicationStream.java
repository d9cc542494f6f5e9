/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import org.jspecify.annotations.Nullable;

import org.presage.ric.RicClient;
import org.presage.ric.onos.v1beta1.SubscribeRequest;
import org.presage.ric.onos.v1beta1.SubscribeResponse;

/** One cell's stream of indications; the first answer is an acknowledgement. */
final class IndicationStream implements ClientResponseObserver<SubscribeRequest, SubscribeResponse>, RicClient.Stream {

	private final RicClient.Listener listener;

	private final Refused refused;

	private volatile boolean acknowledged;

	private @Nullable ClientCallStreamObserver<SubscribeRequest> call;

	/**
	 * @param refused takes back what the RIC would only refuse again
	 */
	IndicationStream(RicClient.Listener listener, Refused refused) {
		this.listener = listener;
		this.refused = refused;
	}

	/** Takes a subscription back that was refused. */
	@FunctionalInterface
	interface Refused {

		void end(Runnable done);

	}

	@Override
	public void beforeStart(ClientCallStreamObserver<SubscribeRequest> started) {
		this.call = started;
	}

	@Override
	public void onNext(SubscribeResponse response) {
		this.acknowledged = true;
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
		String detail = Failures.text(cause);
		Status.Code code = Status.fromThrowable(cause).getCode();
		if (isRefusal(code)) {
			boolean byTheNode = Failures.isOfTheNode(cause);
			this.refused.end(() -> {
				if (byTheNode) {
					this.listener.refused(detail);
				}
				else {
					this.listener.failed(detail);
				}
			});
		}
		else if (code == Status.Code.UNAVAILABLE) {
			this.listener.disconnected(detail);
		}
		else {
			this.listener.failed(detail);
		}
	}

	/** A connection that failed says nothing of the subscription; an abort does. */
	private boolean isRefusal(Status.Code code) {
		return switch (code) {
			case ABORTED -> true;
			case UNAVAILABLE, CANCELLED -> false;
			default -> !this.acknowledged;
		};
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
