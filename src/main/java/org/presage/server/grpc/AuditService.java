package org.presage.server.grpc;

import java.util.List;
import java.util.Optional;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;

import org.presage.api.AuditMessages;
import org.presage.api.v1.AuditGrpc;
import org.presage.api.v1.DecisionRecord;
import org.presage.api.v1.GetDecisionRequest;
import org.presage.api.v1.RecentDecisionsRequest;
import org.presage.audit.AuditTrail;
import org.presage.audit.KeptDecision;

/** The audit service: what is kept in memory. The control loop does not notice it. */
public final class AuditService extends AuditGrpc.AuditImplBase {

	/** What a client that does not read makes the server hold. */
	private static final int MOST = 1000;

	private final AuditTrail trail;

	public AuditService(AuditTrail trail) {
		this.trail = trail;
	}

	@Override
	public void get(GetDecisionRequest request, StreamObserver<DecisionRecord> answer) {
		Optional<KeptDecision> found = this.trail.ring().find(request.getDecisionId());
		if (this.trail.ring().capacity() == 0) {
			answer.onError(keepsNone());
		}
		else if (found.isEmpty()) {
			answer.onError(Status.NOT_FOUND
				.withDescription("decision_id: expected one of the newest " + this.trail.ring().capacity()
						+ " (presage.audit.ring), found " + Long.toUnsignedString(request.getDecisionId()))
				.asException());
		}
		else {
			answer.onNext(AuditMessages.record(found.get(), this.trail.settings()));
			answer.onCompleted();
		}
	}

	@Override
	public void recent(RecentDecisionsRequest request, StreamObserver<DecisionRecord> answer) {
		int count = request.getCount();
		if (count < 1 || count > MOST) {
			answer.onError(Status.INVALID_ARGUMENT
				.withDescription("count: expected 1 to " + MOST + ", found " + Integer.toUnsignedString(count))
				.asException());
			return;
		}
		if (this.trail.ring().capacity() == 0) {
			answer.onError(keepsNone());
			return;
		}
		List<KeptDecision> newest = this.trail.ring().newest(count);
		newest.forEach((kept) -> answer.onNext(AuditMessages.record(kept, this.trail.settings())));
		answer.onCompleted();
	}

	private static StatusException keepsNone() {
		return Status.FAILED_PRECONDITION
			.withDescription("presage.audit.ring: expected above 0 on this server, found 0")
			.asException();
	}

}
