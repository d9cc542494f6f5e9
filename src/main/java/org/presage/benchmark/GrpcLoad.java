/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

import com.google.protobuf.util.Durations;

import org.presage.api.WireEnums;
import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.PrbDecision;
import org.presage.base.Clock;
import org.presage.client.ControlLoopClient;
import org.presage.control.Outcome;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;

/** Load over one stream of the xApp's own gRPC API. */
public final class GrpcLoad implements LoadEdge {

	private static final long START_MS = 1_700_000_000_000L;

	private static final long GIVE_UP_NS = 30_000_000_000L;

	private static final long UNKNOWN = -1;

	private final KpiSchema schema;

	private final Clock clock;

	private final LoadCount count;

	private final ControlLoopClient client;

	private final AtomicLong sent = new AtomicLong();

	/** When each cell reported last. */
	private final AtomicLongArray sentNs;

	/** PRBs that were decided last for each cell. */
	private final AtomicLongArray decided;

	public GrpcLoad(String target, int cells, KpiSchema schema, Clock clock, LoadCount count) {
		this.schema = schema;
		this.clock = clock;
		this.count = count;
		this.sentNs = new AtomicLongArray(cells);
		this.decided = new AtomicLongArray(cells);
		for (int c = 0; c < cells; c++) {
			this.decided.set(c, UNKNOWN);
		}
		this.client = new ControlLoopClient(target, true, this::received);
	}

	/** A cell does what was decided: that allocation is in force. */
	@Override
	public void report(int cell, int period, float[] kpis) throws InterruptedException {
		float[] applied = kpis.clone();
		long prbs = this.decided.get(cell);
		if (prbs != UNKNOWN) {
			applied[this.schema.actionIndex()] = prbs;
		}
		this.sent.incrementAndGet();
		this.sentNs.set(cell, this.clock.nanoTime());
		this.client.send(ControlLoopClient.report(this.schema, new CellId("bench", "cell-" + cell), period,
				START_MS + (period + 1L) * this.schema.stepMs(), applied));
	}

	private void received(AttachResponse message) {
		if (!message.hasDecision()) {
			this.count.rejected();
			return;
		}
		PrbDecision decision = message.getDecision();
		String name = decision.getCell().getName();
		int cell = Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
		long tookUs = TimeUnit.NANOSECONDS.toMicros(this.clock.nanoTime() - this.sentNs.get(cell));
		if (decision.hasPrbs()) {
			this.decided.set(cell, decision.getPrbs());
		}
		long decidedUs = Durations.toMicros(decision.getLatency());
		this.count.answered(decidedUs, Outcome.valueOf(WireEnums.name(decision.getOutcome())),
				decision.getIterations());
		this.count.followed(tookUs - decidedUs);
	}

	@Override
	public void settle() {
		long giveUpNs = this.clock.nanoTime() + GIVE_UP_NS;
		while (this.count.all() < this.sent.get() && this.clock.nanoTime() < giveUpNs) {
			LockSupport.parkNanos(100_000);
		}
	}

	@Override
	public void begin() {
		this.count.reset();
		this.sent.set(0);
	}

	@Override
	public void close() {
		this.client.close();
	}

}
