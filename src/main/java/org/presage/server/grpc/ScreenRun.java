/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.api.ScreenMessages;
import org.presage.api.v1.ScreenResponse;
import org.presage.api.v1.ScreenRequest;
import org.presage.control.ControlSettings;
import org.presage.offline.data.DataException;
import org.presage.offline.screening.ScreeningListener;
import org.presage.offline.screening.ScreeningReport;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelRegistry;

/** One screening that a client asked for. */
final class ScreenRun implements ScreeningListener {

	private static final Logger LOG = LoggerFactory.getLogger(ScreenRun.class);

	private final ScreenRequest request;

	private final Path directory;

	private final ModelRegistry.Lease lease;

	private final ControlSettings settings;

	private final ServerCallStreamObserver<ScreenResponse> answers;

	private final Consumer<ScreenRun> ended;

	private volatile boolean cancelled;

	private long nextInterim;

	/**
	 * @param lease closed at the end
	 * @param ended is notified when the run has ended, before the client is
	 */
	ScreenRun(ScreenRequest request, Path directory, ModelRegistry.Lease lease, ControlSettings settings,
			ServerCallStreamObserver<ScreenResponse> answers, Consumer<ScreenRun> ended) {
		this.request = request;
		this.directory = directory;
		this.lease = lease;
		this.settings = settings;
		this.answers = answers;
		this.ended = ended;
		this.nextInterim = request.getInterimEvery();
	}

	void start() {
		Thread.ofPlatform().daemon().name("screening").start(this::run);
	}

	void cancel() {
		this.cancelled = true;
	}

	private void run() {
		try {
			ScreeningReport report = new ScreenFiles(this.directory).job(this.request)
				.run(this.lease.model(), this.settings, this);
			long total = (long) report.windows() * report.scenarios().size();
			end();
			this.answers.onNext(ScreenResponse.newBuilder()
				.setDone(total)
				.setTotal(total)
				.setResult(ScreenMessages.message(report))
				.build());
			this.answers.onCompleted();
		}
		catch (CancellationException ex) {
			fail(Status.CANCELLED.withDescription(ex.getMessage()));
		}
		catch (ModelException ex) {
			fail(Status.FAILED_PRECONDITION.withDescription(ex.getMessage()));
		}
		catch (DataException | IllegalArgumentException ex) {
			fail(Status.INVALID_ARGUMENT.withDescription(ex.getMessage()));
		}
		catch (RuntimeException | Error ex) {
			LOG.error("screening failed", ex);
			fail(Status.INTERNAL.withDescription("the screening failed: " + ex));
		}
	}

	private void fail(Status status) {
		end();
		if (!this.answers.isCancelled()) {
			this.answers.onError(status.asRuntimeException());
		}
	}

	/** Leaves the place to the next one before the client can ask for it. */
	private void end() {
		this.lease.close();
		this.ended.accept(this);
	}

	/** A client that does not read misses progress; the result waits for it. */
	@Override
	public void progress(long done, long total, Supplier<ScreeningReport.Scenario> interim) {
		if (!this.answers.isReady() || cancelled()) {
			return;
		}
		ScreenResponse.Builder progress = ScreenResponse.newBuilder().setDone(done).setTotal(total);
		if (this.request.getInterimEvery() > 0 && done >= this.nextInterim) {
			this.nextInterim = done + this.request.getInterimEvery();
			progress.setInterim(ScreenMessages.message(interim.get()));
		}
		this.answers.onNext(progress.build());
	}

	@Override
	public boolean cancelled() {
		return this.cancelled || this.answers.isCancelled();
	}

}
