/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.client;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.google.protobuf.util.Timestamps;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import org.jspecify.annotations.Nullable;

import org.presage.api.CallHeaders;
import org.presage.api.ReportReader;
import org.presage.api.SliceIds;
import org.presage.api.v1.AttachRequest;
import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.ControlLoopServiceGrpc;
import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.KpiValue;
import org.presage.api.v1.PrbDecision;
import org.presage.api.v1.ReportRejected;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;

/** The node's side of an attached stream. {@link #send} is for one thread. */
public final class ControlLoopClient implements AutoCloseable {

	private final ManagedChannel channel;

	private final Observer observer;

	/** Connects in plaintext, without a token, and attaches. */
	public ControlLoopClient(String target, boolean recorded, Consumer<AttachResponse> answers) {
		this(target, ChannelSettings.PLAINTEXT, recorded, answers);
	}

	/**
	 * Connects and attaches.
	 * @param target host and port
	 * @param recorded whether the reports are replayed
	 * @param answers called for every answer, from gRPC's thread
	 */
	public ControlLoopClient(String target, ChannelSettings settings, boolean recorded,
			Consumer<AttachResponse> answers) {
		this.channel = settings.channel(target).build();
		Metadata headers = new Metadata();
		if (recorded) {
			headers.put(CallHeaders.CLOCK, CallHeaders.RECORDED);
		}
		this.observer = new Observer(answers);
		ControlLoopServiceGrpc.newStub(this.channel)
			.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
			.attach(this.observer);
	}

	/**
	 * A report with the present ones of {@code values}; of a slice if {@code cell} is
	 * one.
	 */
	public static E2Report report(KpiSchema schema, CellId cell, long sequence, long intervalEndMs, float[] values) {
		E2Report.Builder report = E2Report.newBuilder()
			.setNodeId(cell.node())
			.setCell(CellIdentity.newBuilder().setName(cell.cell()))
			.setSequence(sequence)
			.setIntervalEnd(Timestamps.fromMillis(intervalEndMs));
		if (!cell.slice().isEmpty()) {
			report.setSlice(SliceIds.parse("slice", cell.slice()));
		}
		for (int k = 0; k < values.length; k++) {
			if (!Float.isNaN(values[k])) {
				report.addKpis(KpiValue.newBuilder().setName(schema.kpi(k).name()).setValue(values[k]));
			}
		}
		return report.build();
	}

	/** Whose report it is that was answered. */
	public static CellId cellId(AttachResponse answer) {
		if (answer.hasDecision()) {
			PrbDecision decision = answer.getDecision();
			return ReportReader.cellId(decision.getNodeId(), decision.getCell(),
					decision.hasSlice() ? decision.getSlice() : null);
		}
		ReportRejected rejected = answer.getRejected();
		return ReportReader.cellId(rejected.getNodeId(), rejected.getCell(),
				rejected.hasSlice() ? rejected.getSlice() : null);
	}

	/**
	 * Sends a report; waits while the transport does not take any.
	 * @return false if the stream has ended
	 */
	public boolean send(E2Report report) throws InterruptedException {
		return this.observer.send(report);
	}

	/** Says that no more reports come, and waits until the server has answered all. */
	public boolean complete(long timeout, TimeUnit unit) throws InterruptedException {
		this.observer.call().onCompleted();
		return this.observer.ended.await(timeout, unit);
	}

	/** Why the stream ended; null while it lives or if it ended well. */
	public @Nullable Throwable failure() {
		return this.observer.failure;
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
	}

	private static final class Observer implements ClientResponseObserver<AttachRequest, AttachResponse> {

		private final Consumer<AttachResponse> answers;

		private final CountDownLatch ended = new CountDownLatch(1);

		private volatile @Nullable Throwable failure;

		private @Nullable ClientCallStreamObserver<AttachRequest> requests;

		Observer(Consumer<AttachResponse> answers) {
			this.answers = answers;
		}

		@Override
		public void beforeStart(ClientCallStreamObserver<AttachRequest> stream) {
			this.requests = stream;
			stream.setOnReadyHandler(this::wake);
		}

		ClientCallStreamObserver<AttachRequest> call() {
			ClientCallStreamObserver<AttachRequest> call = this.requests;
			if (call == null) {
				throw new IllegalStateException("not attached");
			}
			return call;
		}

		private synchronized void wake() {
			notifyAll();
		}

		synchronized boolean send(E2Report report) throws InterruptedException {
			while (!call().isReady() && this.ended.getCount() > 0) {
				wait(100);
			}
			if (this.ended.getCount() == 0) {
				return false;
			}
			call().onNext(AttachRequest.newBuilder().setReport(report).build());
			return true;
		}

		@Override
		public void onNext(AttachResponse message) {
			this.answers.accept(message);
		}

		@Override
		public void onError(Throwable cause) {
			this.failure = cause;
			this.ended.countDown();
			wake();
		}

		@Override
		public void onCompleted() {
			this.ended.countDown();
			wake();
		}

	}

}
