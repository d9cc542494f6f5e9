package org.presage.sim.onos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import io.grpc.InsecureServerCredentials;

import org.presage.e2.actuator.PrbControl;
import org.presage.e2.dialect.Dialect;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.time.Clock;

/**
 * The simulated network behind a peer of micro-ONOS, in real time: every cell reports the
 * KPIs of each interval as E2SM-KPM bytes, and is allowed what control told it last.
 */
public final class OnosNetwork implements AutoCloseable {

	private final RanSimulator simulator;

	private final Clock clock;

	private final BiConsumer<Integer, float[]> measured;

	private final List<KpmCell> cells = new ArrayList<>();

	private final OnosPeer peer;

	private volatile boolean running = true;

	/**
	 * Listens in plaintext.
	 * @param simulator of cells without slices
	 * @param port of the peer; 0 for any
	 * @param measured is told each cell's KPIs of the interval that just ended
	 */
	public OnosNetwork(RanSimulator simulator, Dialect dialect, PrbControl control, int port, Clock clock,
			BiConsumer<Integer, float[]> measured) throws IOException {
		this.simulator = simulator;
		this.clock = clock;
		this.measured = measured;
		for (int c = 0; c < simulator.units(); c++) {
			this.cells.add(new KpmCell(c, simulator.schema(), dialect, control, simulator.prbs(c)));
		}
		this.peer = new OnosPeer(port, InsecureServerCredentials.create(), List.copyOf(this.cells));
	}

	public int port() {
		return this.peer.port();
	}

	/** Ends {@link #run}; the peer goes on. */
	public void stop() {
		this.running = false;
	}

	/** Runs until stopped or closed. */
	public void run() throws InterruptedException {
		int[] prbs = new int[this.cells.size()];
		long nextNs = this.clock.nanoTime();
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
				this.peer.indicate(cell.cell(), cell.header(startMs), cell.message(kpis));
			}
			nextNs += RanConfig.STEP_MS * 1_000_000L;
			this.clock.sleepUntil(nextNs);
		}
	}

	@Override
	public void close() {
		stop();
		this.peer.close();
	}

}
