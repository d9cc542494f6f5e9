package org.presage.ric.onos;

import java.util.List;
import java.util.Locale;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

import org.presage.ric.ControlAnswer;
import org.presage.ric.onos.v1beta1.ControlResponse;
import org.presage.ric.onos.v1beta1.Error;

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
		String told = status.getCode() + cause(failure, status);
		if (status.getCode() == Code.DEADLINE_EXCEEDED || status.getCode() == Code.UNAVAILABLE) {
			this.answer.timedOut(told);
		}
		else {
			this.answer.refused(told);
		}
	}

	/** The E2AP cause in the status' details, if there is one. */
	private static String cause(Throwable failure, io.grpc.Status status) {
		Status details = details(failure);
		for (Any detail : (details != null) ? details.getDetailsList() : List.<Any>of()) {
			if (detail.is(Error.class)) {
				try {
					return ": " + text(detail.unpack(Error.class).getCause());
				}
				catch (InvalidProtocolBufferException ex) {
					return ": a cause that cannot be read";
				}
			}
		}
		return (status.getDescription() != null) ? ": " + status.getDescription() : "";
	}

	private static @Nullable Status details(Throwable failure) {
		try {
			return StatusProto.fromThrowable(failure);
		}
		catch (IllegalArgumentException ex) {
			// Details that contradict their own status.
			return null;
		}
	}

	private static String text(Error.Cause cause) {
		String type = switch (cause.getCauseCase()) {
			case RIC -> cause.getRic().getType().name();
			case RIC_SERVICE -> cause.getRicService().getType().name();
			case PROTOCOL -> cause.getProtocol().getType().name();
			case TRANSPORT -> cause.getTransport().getType().name();
			case MISC -> cause.getMisc().getType().name();
			case UNKNOWN, CAUSE_NOT_SET -> "";
		};
		return (cause.getCauseCase().name().toLowerCase(Locale.ROOT) + ' ' + type).strip();
	}

}
