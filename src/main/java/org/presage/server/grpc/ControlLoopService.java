/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.util.function.Supplier;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

import org.presage.api.v1.ControlLoopServiceGrpc;
import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.AttachRequest;
import org.presage.api.v1.SwapModelRequest;
import org.presage.api.v1.SwapModelResponse;
import org.presage.control.ModelSwitch;
import org.presage.worldmodel.ModelException;

/** The control loop's gRPC service. */
public final class ControlLoopService extends ControlLoopServiceGrpc.ControlLoopServiceImplBase {

	private static final Status SHUTTING_DOWN = Status.UNAVAILABLE.withDescription("the server is shutting down");

	private final StreamContext context;

	private final ModelSwitch models;

	private final Supplier<String> modelVersion;

	private volatile boolean leaving;

	/** What streams end with at once; null if none has to. */
	private volatile @Nullable Status suspended;

	public ControlLoopService(StreamContext context, ModelSwitch models, Supplier<String> modelVersion) {
		this.context = context;
		this.models = models;
		this.modelVersion = modelVersion;
	}

	@Override
	public StreamObserver<AttachRequest> attach(StreamObserver<AttachResponse> answers) {
		AttachedStream stream = new AttachedStream(this.context, (ServerCallStreamObserver<AttachResponse>) answers,
				StreamMode.current());
		this.context.open.add(stream);
		Status end = this.suspended;
		if (end != null) {
			stream.end(end);
		}
		else if (this.leaving) {
			stream.leave(SHUTTING_DOWN);
		}
		return stream;
	}

	@Override
	public void swapModel(SwapModelRequest request, StreamObserver<SwapModelResponse> answer) {
		try {
			Context call = Context.current();
			String previous = this.modelVersion.get();
			String version = this.models.serve(request.getFile(), () -> !call.isCancelled());
			answer.onNext(SwapModelResponse.newBuilder().setPreviousVersion(previous).setVersion(version).build());
			answer.onCompleted();
		}
		catch (ModelException ex) {
			answer.onError(Status.FAILED_PRECONDITION.withDescription(ex.getMessage()).asRuntimeException());
		}
	}

	/** Ends all streams at once, and those that come, until {@link #resume}. */
	public void suspend(String reason) {
		Status end = Status.UNAVAILABLE.withDescription(reason);
		this.suspended = end;
		this.context.open.forEach((stream) -> stream.end(end));
	}

	/** Accepts streams again. */
	public void resume() {
		this.suspended = null;
	}

	/**
	 * Takes no more streams and reports, because the server is about to stop. A stream
	 * ends when its reports are answered.
	 */
	public void shutdown() {
		this.leaving = true;
		this.context.open.forEach((stream) -> stream.leave(SHUTTING_DOWN));
	}

}
