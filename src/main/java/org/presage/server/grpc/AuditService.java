/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.util.List;
import java.util.Optional;

import com.google.protobuf.Struct;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;

import org.presage.api.AuditMessages;
import org.presage.api.v1.AuditServiceGrpc;
import org.presage.api.v1.GetDecisionRequest;
import org.presage.api.v1.GetDecisionResponse;
import org.presage.api.v1.ListRecentDecisionsRequest;
import org.presage.api.v1.ListRecentDecisionsResponse;
import org.presage.audit.AuditTrail;
import org.presage.audit.KeptDecision;

/** The audit service: what is kept in memory. The control loop does not notice it. */
public final class AuditService extends AuditServiceGrpc.AuditServiceImplBase {

	/** What a client that does not read makes the server hold. */
	private static final int MOST = 1000;

	private final AuditTrail trail;

	public AuditService(AuditTrail trail) {
		this.trail = trail;
	}

	@Override
	public void getDecision(GetDecisionRequest request, StreamObserver<GetDecisionResponse> answer) {
		Optional<KeptDecision> found = this.trail.ring().find(request.getDecisionId());
		if (this.trail.ring().capacity() == 0) {
			answer.onError(keepsNone());
		}
		else if (found.isEmpty()) {
			answer.onError(
					InputStatus
						.of(Status.NOT_FOUND, "decision_id",
								"one of the newest " + this.trail.ring().capacity() + " (presage.audit.ring)",
								Long.toUnsignedString(request.getDecisionId()))
						.asException());
		}
		else {
			answer.onNext(GetDecisionResponse.newBuilder()
				.setRecord(AuditMessages.record(found.get(), AuditMessages.settings(this.trail.settings())))
				.build());
			answer.onCompleted();
		}
	}

	@Override
	public void listRecentDecisions(ListRecentDecisionsRequest request,
			StreamObserver<ListRecentDecisionsResponse> answer) {
		int count = request.getCount();
		if (count < 1 || count > MOST) {
			answer.onError(
					InputStatus.of(Status.INVALID_ARGUMENT, "count", "1 to " + MOST, Integer.toUnsignedString(count))
						.asException());
			return;
		}
		if (this.trail.ring().capacity() == 0) {
			answer.onError(keepsNone());
			return;
		}
		List<KeptDecision> newest = this.trail.ring().newest(count);
		Struct settings = AuditMessages.settings(this.trail.settings());
		newest.forEach((kept) -> answer
			.onNext(ListRecentDecisionsResponse.newBuilder().setRecord(AuditMessages.record(kept, settings)).build()));
		answer.onCompleted();
	}

	private static StatusException keepsNone() {
		return InputStatus.of(Status.FAILED_PRECONDITION, "presage.audit.ring", "above 0 on this server", 0)
			.asException();
	}

}
