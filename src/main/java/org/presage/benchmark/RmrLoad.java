/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.presage.audit.DecisionRing;
import org.presage.audit.KeptDecision;
import org.presage.base.Clock;
import org.presage.control.Decision;
import org.presage.kpi.KpiSchema;
import org.presage.sim.e2.E2Peer;

/**
 * Load as E2AP through the message router of O-RAN SC. What a decision took is read from
 * what the xApp keeps of its decisions, in this process; its way back is known where
 * control was sent, which is where the allocation changes.
 */
public final class RmrLoad implements LoadEdge {

	private static final long GIVE_UP_NS = 2_000_000_000L;

	private final KpiSchema schema;

	private final Clock clock;

	private final LoadCount count;

	private final List<LoadedCell> cells;

	private final E2Peer peer;

	private final DecisionRing ring;

	/** End of the first interval. */
	private final long startMs;

	private long sent;

	private long fromMs;

	private long lastMs;

	/**
	 * @param cells of the RIC, which the xApp has subscribed to
	 * @param ring keeps all decisions of the load
	 */
	public RmrLoad(List<LoadedCell> cells, E2Peer peer, DecisionRing ring, KpiSchema schema, Clock clock,
			LoadCount count) {
		this.cells = cells;
		this.peer = peer;
		this.ring = ring;
		this.schema = schema;
		this.clock = clock;
		this.count = count;
		this.sent = ring.kept();
		this.startMs = clock.epochMillis() - TimeUnit.HOURS.toMillis(1);
	}

	@Override
	public void report(int number, int period, float[] kpis) {
		LoadedCell cell = this.cells.get(number);
		float[] applied = kpis.clone();
		applied[this.schema.actionIndex()] = cell.cell().prbs();
		this.lastMs = this.startMs + (long) period * this.schema.stepMs();
		this.sent++;
		byte[] header = cell.cell().header(this.lastMs - this.schema.stepMs());
		byte[] message = cell.cell().message(applied);
		cell.reports(this.lastMs);
		this.peer.indicate(cell.cell().cell(), header, message);
	}

	@Override
	public void settle() {
		long giveUpNs = this.clock.nanoTime() + GIVE_UP_NS;
		while (this.ring.kept() < this.sent && this.clock.nanoTime() < giveUpNs) {
			LockSupport.parkNanos(100_000);
		}
	}

	@Override
	public void begin() {
		this.fromMs = this.lastMs + 1;
		this.cells.forEach((cell) -> cell.followed().clear());
	}

	@Override
	public void close() {
		settle();
		Map<String, Map<Long, Decision>> decisions = new HashMap<>();
		for (KeptDecision kept : this.ring.newest(this.ring.capacity())) {
			Decision decision = kept.decision();
			if (decision.frame().intervalEndMs() >= this.fromMs) {
				this.count.answered(TimeUnit.NANOSECONDS.toMicros(decision.latencyNs()), decision.outcome(),
						decision.iterations());
				decisions.computeIfAbsent(decision.frame().cell().node(), (node) -> new HashMap<>())
					.put(decision.frame().intervalEndMs(), decision);
			}
		}
		for (LoadedCell cell : this.cells) {
			Map<Long, Decision> own = decisions.getOrDefault(cell.id(), Map.of());
			for (LoadedCell.Followed followed : cell.followed()) {
				Decision decision = own.get(followed.endMs());
				// What answers an older report came late: it is counted as missing.
				if (decision != null && cell.allowed(decision.prbs()) == followed.prbs()) {
					this.count.followed(followed.tookUs() - TimeUnit.NANOSECONDS.toMicros(decision.latencyNs()));
				}
			}
		}
	}

}
