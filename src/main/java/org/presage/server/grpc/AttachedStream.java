/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;
import org.presage.control.ReportSource;
import org.presage.server.security.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.api.DecisionWriter;
import org.presage.api.KpmReports;
import org.presage.api.ReportReader;
import org.presage.api.v1.AttachRequest;
import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.E2Report;
import org.presage.base.InvalidInputException;
import org.presage.control.Arrival;
import org.presage.control.ControlMode;
import org.presage.control.Decision;
import org.presage.control.DecisionSink;
import org.presage.control.FrameResult;
import org.presage.control.Outcome;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;
import org.presage.server.security.ClientLoad;
import org.presage.server.security.ReceivedOctets;
import org.presage.server.security.RequestCheck;

/**
 * One attached stream. The server asks the client for one more report whenever it has
 * answered one and the transport takes answers, so that unanswered reports and unsent
 * answers together never exceed the stream's window, whatever the client does.
 */
final class AttachedStream implements StreamObserver<AttachRequest> {

	private static final Logger LOG = LoggerFactory.getLogger(AttachedStream.class);

	private static final AtomicLong NUMBER = new AtomicLong();

	private final StreamContext context;

	private final ServerCallStreamObserver<AttachResponse> call;

	private final ControlMode mode;

	private @Nullable KpmReports indications;

	private final ClientLoad load = ClientLoad.current();

	private final RequestCheck.Judge requests = RequestCheck.claim();

	private final ReportSource source;

	private final UnansweredReports unanswered = new UnansweredReports();

	private final ReceivedOctets.OfStream octets = ReceivedOctets.claim();

	/** Reports that the server has asked for and not received. */
	private int requested;

	/** Answers that the transport keeps, because the client is slow to read. */
	private int unsent;

	private long unsentOctets;

	private boolean halfClosed;

	private boolean ended;

	/** How it ends as soon as what was taken is answered; null if it does not. */
	private @Nullable Status leaving;

	AttachedStream(StreamContext context, ServerCallStreamObserver<AttachResponse> call, ControlMode mode) {
		this.context = context;
		this.call = call;
		this.mode = mode;
		Caller caller = Caller.current();
		this.source = new ReportSource(
				"stream " + NUMBER.incrementAndGet() + ((caller != null) ? " of " + caller.name() : ""));
		call.disableAutoRequest();
		call.setOnReadyHandler(this::ready);
		call.setOnCancelHandler(this::cancelled);
		call.setOnCloseHandler(this.octets::end);
		request();
	}

	@Override
	public void onNext(AttachRequest request) {
		long receivedNs = this.context.clock.nanoTime();
		this.octets.read(request.getSerializedSize());
		Status unreadable = this.requests.judge(request);
		if (unreadable != null) {
			end(unreadable);
			return;
		}
		E2Report report = request.getReport();
		Pending pending = new Pending(report, request.getSerializedSize(), new ArrayList<>(0));
		if (!taken(pending)) {
			return;
		}
		ReportReader reader = this.context.reader();
		try {
			if (!request.hasReport()) {
				throw new InvalidInputException("report", "an E2Report", "none");
			}
			if (!this.load.takeReport(receivedNs)) {
				throw new InvalidInputException("load",
						"the reports of one client within presage.stream.reports-per-second", "one more");
			}
			KpiFrame frame = reader.read(report, this.context.clock.epochMillis(), pending.ignored,
					indications(reader.schema()));
			if (Float.isNaN(frame.values()[reader.schema().actionIndex()])) {
				this.context.carriers.check(frame.cell(), report.getKpisList(), reader.schema());
			}
			this.context.limits.admit(frame, this.context.clock.epochMillis());
			pending.place = this.load.takeCell(frame.cell(), receivedNs);
			if (pending.place == null) {
				throw new InvalidInputException("cell",
						"one of the cells that one client reports at a time (presage.stream.cells-per-client)",
						"another one");
			}
			this.context.unknownKpis.increment(pending.ignored.size());
			if (!this.context.loops
				.offer(new Arrival(frame, reader.schema(), receivedNs, this.mode, pending, this.source))) {
				pending.rejected(frame,
						new InvalidInputException("load", "fewer reports than the loop can queue", "a full queue"));
			}
		}
		catch (InvalidInputException ex) {
			if (ex.field().equals("kpis[" + reader.schema().action() + "].value")) {
				this.context.carriers.check(ReportReader.cellId(report.getNodeId(), report.getCell(),
						report.hasSlice() ? report.getSlice() : null), report.getKpisList(), reader.schema());
			}
			this.context.metrics.frame(FrameResult.REJECTED);
			reject(pending, ex);
		}
		catch (RuntimeException | Error ex) {
			abandon();
			throw ex;
		}
	}

	/** The call ends with what is thrown: nothing is sent any more. */
	private synchronized void abandon() {
		this.ended = true;
		this.context.open.remove(this);
	}

	private synchronized boolean taken(Pending pending) {
		this.requested--;
		if (this.leaving != null) {
			return false;
		}
		this.unanswered.add(pending);
		request();
		return true;
	}

	private KpmReports indications(KpiSchema schema) {
		if (this.indications == null || this.indications.schema() != schema) {
			this.indications = this.context.indications(schema, this.mode.ownTime());
		}
		return this.indications;
	}

	@Override
	public void onError(Throwable failure) {
		cancelled();
	}

	@Override
	public synchronized void onCompleted() {
		this.halfClosed = true;
		this.source.end();
		completeIfDone();
	}

	private synchronized void ready() {
		this.octets.release(this.unsentOctets);
		this.unsentOctets = 0;
		this.unsent = 0;
		request();
	}

	/**
	 * Asks for as many reports as the window has room for, but only for a few before the
	 * first of them is received: how large they are is known only then. While as many
	 * octets wait as may, it asks for one when nothing waits.
	 */
	private void request() {
		int ahead = this.octets.ahead();
		int waiting = this.unanswered.size() + this.unsent;
		if (ahead == 0 && waiting == 0) {
			ahead = 1;
		}
		int more = Math.min(ahead, this.context.limits.window() - waiting) - this.requested;
		if (more > 0 && this.requested <= ahead / 2 && !this.ended) {
			this.requested += more;
			this.call.request(more);
		}
	}

	private synchronized void cancelled() {
		if (!this.ended && this.context.cut.admits()) {
			LOG.info("a stream was cut with {} reports unanswered", this.unanswered.size());
		}
		this.ended = true;
		this.octets.end();
		this.source.end();
		this.context.open.remove(this);
	}

	private void reject(Pending pending, InvalidInputException reason) {
		E2Report report = pending.report;
		if (this.context.rejected.admits()) {
			LOG.warn("report {} of {}/{} rejected: {}", report.getSequence(),
					InvalidInputException.bounded(report.getNodeId()),
					InvalidInputException.bounded(report.getCell().getName()), reason.getMessage());
		}
		answerInOrder(pending, DecisionWriter.rejection(report, reason));
	}

	/** A rejection does not overtake the decisions of its cell. */
	private synchronized void answerInOrder(Pending pending, AttachResponse rejection) {
		if (!this.unanswered.keepBack(pending, rejection)) {
			answer(pending, rejection);
		}
	}

	private synchronized void answer(Pending pending, AttachResponse message) {
		long before = this.unanswered.octets();
		this.unanswered.remove(pending);
		send(message);
		for (AttachResponse next = this.unanswered.release(pending); next != null; next = this.unanswered
			.release(pending)) {
			send(next);
		}
		this.octets.release(before - this.unanswered.octets());
		request();
	}

	private void send(AttachResponse message) {
		if (this.ended) {
			return;
		}
		this.call.onNext(message);
		if (this.leaving != null) {
			leave(this.leaving);
			return;
		}
		if (!this.call.isReady()) {
			int size = message.getSerializedSize();
			this.octets.hold(size);
			this.unsentOctets += size;
			this.unsent++;
		}
		completeIfDone();
	}

	private void completeIfDone() {
		if (this.halfClosed && this.unanswered.size() == 0 && !this.ended) {
			this.ended = true;
			this.call.onCompleted();
			this.context.open.remove(this);
		}
	}

	/**
	 * Takes no more reports, and ends the stream when those that were taken are answered.
	 * Who has sent more learns by the status that they were not taken.
	 */
	synchronized void leave(Status status) {
		this.leaving = status;
		if (this.unanswered.size() == 0) {
			end(status);
		}
	}

	/** Ends the stream with a status whose description names the cause. */
	synchronized void end(Status status) {
		if (!this.ended) {
			this.ended = true;
			this.source.end();
			this.call.onError(status.asRuntimeException());
			this.context.open.remove(this);
		}
	}

	/** A report on its way through the loop. */
	private final class Pending extends UnansweredReports.Entry implements DecisionSink {

		private final List<String> ignored;

		private ClientLoad.@Nullable Place place;

		Pending(E2Report report, int size, List<String> ignored) {
			super(report, size);
			this.ignored = ignored;
		}

		@Override
		public void decided(Decision decision) {
			if (this.place != null && decision.outcome() != Outcome.STALE) {
				this.place.accept();
			}
			else {
				giveBack(decision.frame().cell());
			}
			answer(this, DecisionWriter.decision(this.report, decision, this.ignored));
		}

		@Override
		public void rejected(KpiFrame frame, InvalidInputException reason) {
			giveBack(frame.cell());
			reject(this, reason);
		}

		/** Nothing remembers the cell on account of this report. */
		private void giveBack(CellId cell) {
			if (this.place != null) {
				AttachedStream.this.load.giveBack(cell, this.place);
			}
		}

		@Override
		public void lost(KpiFrame frame, Throwable defect) {
			end(Status.INTERNAL.withDescription(frame.cell() + ": report " + frame.sequence()
					+ " could not be answered: " + defect.getClass().getName()));
		}

	}

}
