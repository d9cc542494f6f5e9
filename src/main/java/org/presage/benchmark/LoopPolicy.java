/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.control.Arrival;
import org.presage.control.CellSnapshot;
import org.presage.control.ControlLoop;
import org.presage.control.ControlMode;
import org.presage.control.ControlSettings;
import org.presage.control.Decision;
import org.presage.control.DecisionRecorder;
import org.presage.control.DecisionSink;
import org.presage.control.DecisionTracer;
import org.presage.control.Intents;
import org.presage.control.LoopMetrics;
import org.presage.control.LoopResources;
import org.presage.control.NeighbourPlans;
import org.presage.control.SearchSettings;
import org.presage.control.Surprise;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Neighbours;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.worldmodel.ModelRegistry;

/** The control loop itself, on simulated time: no decision is late. */
final class LoopPolicy implements PlanningPolicy {

	/** Begins the names of cells. */
	private static final String CELL = "cell-";

	private final ControlLoop loop;

	private final KpiSchema schema;

	private final Wire wire;

	/** Whether cells know what their neighbours intend. */
	private final boolean together;

	private Neighbours relation = Neighbours.NONE;

	private long nowMs = 1;

	/**
	 * @param wire between the network and the loop
	 */
	LoopPolicy(ModelRegistry registry, KpiSchema schema, ControlSettings settings, Wire wire) {
		this(registry, schema, settings, wire, true, 0, DecisionRecorder.NONE);
	}

	/**
	 * @param together whether cells know what those announce that they receive in truth,
	 * if the model reads it; else each is planned alone
	 * @param rewardShare how much the scores of those count that receive a cell
	 * @param recorder of the decisions
	 */
	LoopPolicy(ModelRegistry registry, KpiSchema schema, ControlSettings settings, Wire wire, boolean together,
			double rewardShare, DecisionRecorder recorder) {
		this.together = together;
		this.schema = schema;
		this.wire = wire;
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		// What is measured differs from run to run, and with it the last bits of the
		// results.
		SearchSettings search = settings.search();
		ControlSettings repeatable = (search.batch() == 0) ? settings.withSearch(search.withBatch(1)) : settings;
		this.loop = new ControlLoop(repeatable, registry, schema, Clock.simulated(() -> this.nowMs),
				new LoopMetrics(meters), new Surprise(meters),
				new LoopResources(settings.cells().maxCells(), recorder, DecisionTracer.NONE, () -> Intents.NONE, null,
						new NeighbourPlans(() -> this.relation, rewardShare)));
	}

	@Override
	public void observe(RanSimulator network) {
		report(network, ControlMode.ADVISORY, (unit, decided) -> {
		});
	}

	@Override
	public void decide(RanSimulator network, int[] prbs) {
		report(network, ControlMode.ACTIVE, (unit, decided) -> prbs[unit] = this.wire.allocate(unit, decided));
	}

	@Override
	public int[][] plans(RanSimulator network) {
		observe(network);
		List<Future<Optional<CellSnapshot>>> asked = new ArrayList<>();
		for (int u = 0; u < network.units(); u++) {
			asked.add(this.loop.ask(network.cellId("sim", u)));
		}
		work();
		int[][] plans = new int[asked.size()][];
		Arrays.setAll(plans, (u) -> plan(asked.get(u).resultNow()));
		return plans;
	}

	private static int[] plan(Optional<CellSnapshot> snapshot) {
		float[] plan = snapshot.map(CellSnapshot::plan).orElse(new float[0]);
		int[] prbs = new int[plan.length];
		Arrays.setAll(prbs, (h) -> Math.round(plan[h]));
		return prbs;
	}

	/** Takes a decision. */
	private interface Taken {

		void decided(int unit, int prbs);

	}

	private void report(RanSimulator network, ControlMode mode, Taken taken) {
		this.nowMs += RanConfig.STEP_MS;
		if (this.together && this.relation.isEmpty()) {
			this.relation = network.neighbours(CELL);
		}
		for (int u = 0; u < network.units(); u++) {
			int unit = u;
			Wire.Seen seen = this.wire.report(u, network.kpis(u), this.nowMs);
			KpiFrame frame = new KpiFrame(network.cellId("sim", u), this.nowMs, this.nowMs, seen.values(), null,
					seen.reportable());
			this.loop.offer(new Arrival(frame, this.schema, this.nowMs * 1_000_000, mode, new DecisionSink() {
				@Override
				public void decided(Decision decision) {
					if (decision.prbs() != Decision.UNKNOWN) {
						taken.decided(unit, decision.prbs());
					}
				}

				@Override
				public void rejected(KpiFrame refused, InvalidInputException reason) {
					throw reason;
				}
			}));
		}
		work();
	}

	private void work() {
		try {
			this.loop.doWork(0);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.loop.close();
		this.wire.close();
	}

}
