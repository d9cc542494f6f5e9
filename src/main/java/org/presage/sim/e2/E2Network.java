/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.e2;

import java.util.List;
import java.util.function.BiConsumer;

import org.presage.base.Clock;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.RealTime;

/**
 * The simulated network behind a RIC, in real time: every cell reports the KPIs of each
 * interval as E2SM-KPM bytes, and is allowed what control told it last.
 */
public final class E2Network implements AutoCloseable {

	private final RanSimulator simulator;

	private final Clock clock;

	private final BiConsumer<Integer, float[]> measured;

	private final List<KpmCell> cells;

	private final E2Peer peer;

	private volatile boolean running = true;

	/**
	 * @param cells of the simulator, in its order
	 * @param peer the RIC that serves them; closed with the network
	 * @param measured receives each cell's KPIs of the interval that just ended
	 */
	public E2Network(RanSimulator simulator, List<KpmCell> cells, E2Peer peer, Clock clock,
			BiConsumer<Integer, float[]> measured) {
		this.simulator = simulator;
		this.cells = List.copyOf(cells);
		this.peer = peer;
		this.clock = clock;
		this.measured = measured;
	}

	/** Ends {@link #run}; the peer goes on. */
	public void stop() {
		this.running = false;
	}

	/** Runs until stopped or closed. */
	public void run() throws InterruptedException {
		int[] prbs = new int[this.cells.size()];
		RealTime time = new RealTime(this.clock);
		while (this.running) {
			for (int c = 0; c < prbs.length; c++) {
				prbs[c] = this.cells.get(c).prbs();
			}
			this.simulator.step(prbs);
			long startMs = this.clock.epochMillis() - RanConfig.STEP_MS;
			for (int c = 0; c < prbs.length; c++) {
				KpmCell cell = this.cells.get(c);
				float[] kpis = this.simulator.kpis(c);
				this.measured.accept(c, kpis);
				this.peer.indicate(cell.cell(), cell.header(startMs), (asked) -> cell.message(kpis, asked));
			}
			time.next();
		}
	}

	@Override
	public void close() {
		stop();
		this.peer.close();
	}

}
