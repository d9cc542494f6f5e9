package org.presage.sim;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

import org.presage.e2.grpc.ControlLoopClient;
import org.presage.e2.grpc.v1.ControlMessage;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;
import org.presage.time.Clock;

/**
 * The simulator as an E2 node: it attaches as any node does, reports the KPIs of every
 * cell at the end of each interval, and applies the decisions that have come by the start
 * of the next. A cell without a decision keeps its allocation.
 */
public final class SimulatedNode implements AutoCloseable {

	/** Node id in the reports. */
	public static final String NODE_ID = "presage-sim";

	/** Is told what happens, from the node's threads. */
	public interface Listener {

		/**
		 * @param kpis of the interval that just ended, in the schema's order
		 */
		void measured(int cell, float[] kpis);

		void answered(int cell, ControlMessage message);

	}

	private final RanSimulator simulator;

	private final Clock clock;

	private final Listener listener;

	private final ControlLoopClient client;

	private final AtomicIntegerArray prbs;

	private final AtomicLong sequence = new AtomicLong();

	private volatile boolean running = true;

	/**
	 * @param target host and port of the xApp
	 */
	public SimulatedNode(RanSimulator simulator, String target, Clock clock, Listener listener) {
		this.simulator = simulator;
		this.clock = clock;
		this.listener = listener;
		int cells = simulator.config().cells();
		this.prbs = new AtomicIntegerArray(cells);
		for (int c = 0; c < cells; c++) {
			this.prbs.set(c, simulator.prbs(c));
		}
		this.client = new ControlLoopClient(target, false, this::answered);
	}

	private void answered(ControlMessage message) {
		String name = message.hasDecision() ? message.getDecision().getCell().getName()
				: message.getRejected().getCell().getName();
		int cell = Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
		if (message.hasDecision() && message.getDecision().hasPrbs()) {
			this.prbs.set(cell, message.getDecision().getPrbs());
		}
		this.listener.answered(cell, message);
	}

	/**
	 * Runs in real time until closed or cut off. Returns false if the stream ended by
	 * itself.
	 */
	public boolean run() throws InterruptedException {
		KpiSchema schema = this.simulator.schema();
		int[] allocation = new int[this.prbs.length()];
		long startNs = this.clock.nanoTime();
		while (this.running) {
			for (int c = 0; c < allocation.length; c++) {
				allocation[c] = this.prbs.get(c);
			}
			this.simulator.step(allocation);
			long endMs = this.clock.epochMillis();
			for (int c = 0; c < allocation.length; c++) {
				this.clock.sleepUntil(startNs + RanConfig.STEP_MS * 1_000_000L * c / allocation.length);
				float[] kpis = this.simulator.kpis(c);
				this.listener.measured(c, kpis);
				CellId cell = new CellId(NODE_ID, "cell-" + c);
				if (!this.client
					.send(ControlLoopClient.report(schema, cell, this.sequence.incrementAndGet(), endMs, kpis))) {
					return false;
				}
			}
			startNs += RanConfig.STEP_MS * 1_000_000L;
			this.clock.sleepUntil(startNs);
		}
		return true;
	}

	@Override
	public void close() {
		this.running = false;
		this.client.close();
	}

}
