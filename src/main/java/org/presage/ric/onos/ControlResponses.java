/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;

import org.presage.ric.ControlAnswer;
import org.presage.ric.onos.v1beta1.ControlResponse;

/** The answer of an E2 termination to one control. */
final class ControlResponses implements StreamObserver<ControlResponse> {

	private final ControlAnswer answer;

	ControlResponses(ControlAnswer answer) {
		this.answer = answer;
	}

	@Override
	public void onNext(ControlResponse response) {
		this.answer.acknowledged();
	}

	@Override
	public void onCompleted() {
		this.answer.refused("no answer to the control");
	}

	@Override
	public void onError(Throwable failure) {
		io.grpc.Status status = io.grpc.Status.fromThrowable(failure);
		String told = Failures.brief(failure);
		if (status.getCode() == Code.DEADLINE_EXCEEDED || status.getCode() == Code.UNAVAILABLE) {
			this.answer.timedOut(told);
		}
		else {
			this.answer.refused(told);
		}
	}

}
