/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

import org.presage.api.v1.ScreenResponse;
import org.presage.api.v1.ScreenRequest;
import org.presage.api.v1.ScreeningServiceGrpc;
import org.presage.control.ControlSettings;
import org.presage.worldmodel.ModelRegistry;

/**
 * The screening's gRPC service. One screening runs at a time, on a thread of its own,
 * with its own lease of the model that served when it began. What reads traces is loaded
 * when the first request comes.
 */
public final class ScreenService extends ScreeningServiceGrpc.ScreeningServiceImplBase implements AutoCloseable {

	private final ModelRegistry registry;

	private final ControlSettings settings;

	private final @Nullable Path traces;

	private final AtomicReference<@Nullable ScreenRun> running = new AtomicReference<>();

	/**
	 * @param traces directory of the files that a request may name; null for none
	 */
	public ScreenService(ModelRegistry registry, ControlSettings settings, @Nullable Path traces) {
		this.registry = registry;
		this.settings = settings;
		this.traces = traces;
	}

	@Override
	public void screen(ScreenRequest request, StreamObserver<ScreenResponse> answers) {
		try {
			start(request, (ServerCallStreamObserver<ScreenResponse>) answers);
		}
		catch (StatusException ex) {
			answers.onError(ex);
		}
	}

	private void start(ScreenRequest request, ServerCallStreamObserver<ScreenResponse> answers) throws StatusException {
		Path directory = this.traces;
		if (directory == null) {
			throw InputStatus
				.of(Status.FAILED_PRECONDITION, "presage.screen.traces", "a directory of traces", "none configured")
				.asException();
		}
		ModelRegistry.Lease lease = this.registry.acquire();
		if (lease == null) {
			throw InputStatus.of(Status.FAILED_PRECONDITION, "model", "one that serves", "none").asException();
		}
		ScreenRun run = new ScreenRun(request, directory, lease, this.settings, answers,
				(ended) -> this.running.compareAndSet(ended, null));
		if (!this.running.compareAndSet(null, run)) {
			lease.close();
			throw Status.RESOURCE_EXHAUSTED.withDescription("another screening runs; one runs at a time").asException();
		}
		answers.setOnCancelHandler(run::cancel);
		run.start();
	}

	/** Ends the screening that runs, if any. */
	@Override
	public void close() {
		ScreenRun run = this.running.get();
		if (run != null) {
			run.cancel();
		}
	}

}
