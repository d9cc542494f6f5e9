package org.presage.e2.onos;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

import org.presage.control.ControlFeedback;
import org.presage.control.ControlStatus;
import org.presage.e2.onos.v1beta1.ControlResponse;
import org.presage.e2.onos.v1beta1.Error;
import org.presage.kpi.CellId;

/** Hears what became of one control. */
final class ControlAnswer implements StreamObserver<ControlResponse> {

	private final CellId cell;

	private final long decisionId;

	private final Consumer<ControlFeedback> heard;

	private final Runnable next;

	private boolean acknowledged;

	/**
	 * @param next run after the control has ended
	 */
	ControlAnswer(CellId cell, long decisionId, Consumer<ControlFeedback> heard, Runnable next) {
		this.cell = cell;
		this.decisionId = decisionId;
		this.heard = heard;
		this.next = next;
	}

	@Override
	public void onNext(ControlResponse response) {
		this.acknowledged = true;
	}

	@Override
	public void onCompleted() {
		end(this.acknowledged ? ControlStatus.ACKNOWLEDGED : ControlStatus.REFUSED,
				this.acknowledged ? "" : "no answer to the control");
	}

	@Override
	public void onError(Throwable failure) {
		io.grpc.Status status = io.grpc.Status.fromThrowable(failure);
		boolean nobody = status.getCode() == Code.DEADLINE_EXCEEDED || status.getCode() == Code.UNAVAILABLE;
		end(nobody ? ControlStatus.TIMED_OUT : ControlStatus.REFUSED, status.getCode() + cause(failure, status));
	}

	/** The control was not sent. */
	void refused(String cause) {
		end(ControlStatus.REFUSED, cause);
	}

	private void end(ControlStatus status, String cause) {
		try {
			this.heard.accept(new ControlFeedback(this.cell, this.decisionId, status, cause));
		}
		finally {
			this.next.run();
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
