/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import org.presage.api.v1.AttachResponse;
import org.presage.base.Clock;
import org.presage.client.ChannelSettings;
import org.presage.client.ControlLoopClient;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;

/**
 * The simulator as an E2 node: it attaches as any node does, reports the KPIs of every
 * unit (a cell, or a slice of one) at the end of each interval, and applies the decisions
 * that have come by the start of the next. A unit without a decision keeps its
 * allocation.
 */
public final class SimulatedNode implements AutoCloseable {

	/** Node id in the reports where no other is given. */
	public static final String NODE_ID = "presage-sim";

	/** Receives what happens, on the node's threads. */
	public interface Listener {

		/**
		 * @param kpis of the interval that just ended, in the schema's order
		 */
		void measured(int unit, float[] kpis);

		void answered(int unit, AttachResponse message);

	}

	private final RanSimulator simulator;

	private final Clock clock;

	private final Listener listener;

	private final ControlLoopClient client;

	private final AtomicIntegerArray prbs;

	private final CellId[] ids;

	private final Map<CellId, Integer> units = new HashMap<>();

	private final AtomicLong sequence = new AtomicLong();

	private volatile boolean running = true;

	/** Attaches in plaintext, without a token. */
	public SimulatedNode(RanSimulator simulator, String target, Clock clock, Listener listener) {
		this(simulator, target, ChannelSettings.PLAINTEXT, clock, listener);
	}

	/**
	 * @param target host and port of the xApp
	 */
	public SimulatedNode(RanSimulator simulator, String target, ChannelSettings settings, Clock clock,
			Listener listener) {
		this(simulator, target, settings, NODE_ID, clock, listener);
	}

	/**
	 * @param target host and port of the xApp
	 * @param name of the node in its reports; two nodes of one name report the same cells
	 */
	public SimulatedNode(RanSimulator simulator, String target, ChannelSettings settings, String name, Clock clock,
			Listener listener) {
		this.simulator = simulator;
		this.clock = clock;
		this.listener = listener;
		this.ids = new CellId[simulator.units()];
		this.prbs = new AtomicIntegerArray(this.ids.length);
		for (int u = 0; u < this.ids.length; u++) {
			this.ids[u] = simulator.cellId(name, u);
			this.units.put(this.ids[u], u);
			this.prbs.set(u, simulator.prbs(u));
		}
		this.client = new ControlLoopClient(target, settings, false, this::answered);
	}

	private void answered(AttachResponse message) {
		Integer unit = this.units.get(ControlLoopClient.cellId(message));
		if (unit == null) {
			return;
		}
		if (message.hasDecision() && message.getDecision().hasPrbs()) {
			this.prbs.set(unit, message.getDecision().getPrbs());
		}
		this.listener.answered(unit, message);
	}

	/**
	 * Runs in real time until closed or cut off. Returns false if the stream ended by
	 * itself.
	 */
	public boolean run() throws InterruptedException {
		KpiSchema schema = this.simulator.schema();
		int[] allocation = new int[this.prbs.length()];
		RealTime time = new RealTime(this.clock);
		while (this.running) {
			for (int u = 0; u < allocation.length; u++) {
				allocation[u] = this.prbs.get(u);
			}
			this.simulator.step(allocation);
			long endMs = this.clock.epochMillis();
			for (int u = 0; u < allocation.length; u++) {
				time.sleepUntil((double) this.simulator.cell(u) / this.simulator.config().cells());
				float[] kpis = this.simulator.kpis(u);
				this.listener.measured(u, kpis);
				if (!this.client.send(
						ControlLoopClient.report(schema, this.ids[u], this.sequence.incrementAndGet(), endMs, kpis))) {
					return !this.running;
				}
			}
			time.next();
		}
		return true;
	}

	/** Why the stream ended; null while it lives or if it ended well. */
	public @Nullable Throwable failure() {
		return this.client.failure();
	}

	@Override
	public void close() {
		this.running = false;
		this.client.close();
	}

}
