package org.presage.lab;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongBiFunction;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;

import org.presage.e2.grpc.ControlLoopClient;
import org.presage.e2.grpc.v1.ControlMessage;
import org.presage.e2.grpc.v1.E2Report;
import org.presage.e2.grpc.v1.Outcome;
import org.presage.kpi.CellId;
import org.presage.sim.Exploration;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.time.Clock;

/**
 * Load on a running xApp: cells report at a fixed period, evenly spread over it or all at
 * once, over one gRPC stream. Reports are simulated before, so that only the xApp is
 * measured. Latency is from receipt to decision, as the xApp says it; what the client
 * sees on top is the round trip.
 */
public final class LoopLoad {

	/** How the names of the threads begin that plan. */
	private static final String LOOP_THREADS = "control-loop-";

	private final int cells;

	private final long periodNs;

	private final int seconds;

	private final boolean burst;

	private final Clock clock;

	private final long[] latencyUs;

	private final AtomicLong answered = new AtomicLong();

	private final AtomicLong held = new AtomicLong();

	private final AtomicLong iterations = new AtomicLong();

	private final AtomicLong planned = new AtomicLong();

	private final AtomicLong missed = new AtomicLong();

	private final AtomicLong rejected = new AtomicLong();

	private final int warmUpPeriods;

	/** Last decided PRBs of each cell; negative for none. */
	private final AtomicIntegerArray decided;

	/** Where the PRBs stand in a report. */
	private int prbsAt;

	/**
	 * @param burst all cells report at once instead of spread over the period
	 */
	public LoopLoad(int cells, long periodMs, int seconds, boolean burst, int warmUpPeriods, Clock clock) {
		this.cells = cells;
		this.periodNs = TimeUnit.MILLISECONDS.toNanos(periodMs);
		this.seconds = seconds;
		this.burst = burst;
		this.warmUpPeriods = warmUpPeriods;
		this.clock = clock;
		this.decided = new AtomicIntegerArray(IntStream.range(0, cells).map((c) -> -1).toArray());
		this.latencyUs = new long[(int) (cells * (1000L * seconds / periodMs + 1))];
	}

	/** Runs the load and reports in the layout of {@code bench loop --json}. */
	public Map<String, Object> run(String target, long seed) throws InterruptedException {
		int periods = (int) (TimeUnit.SECONDS.toNanos(this.seconds) / this.periodNs);
		E2Report[][] reports = reports(periods + this.warmUpPeriods, seed);
		Map<String, Object> result = new LinkedHashMap<>();
		try (ControlLoopClient client = new ControlLoopClient(target, true, this::count)) {
			for (int period = 0; period < this.warmUpPeriods; period++) {
				send(client, reports[period], this.clock.nanoTime(), true);
			}
			awaitAnswers((long) this.warmUpPeriods * this.cells);
			reset();
			long allocated = ofLoops(ThreadMXBean::getThreadAllocatedBytes);
			long busyNs = ofLoops(ThreadMXBean::getThreadCpuTime);
			long startNs = this.clock.nanoTime();
			long sent = 0;
			for (int period = 0; period < periods; period++) {
				send(client, reports[this.warmUpPeriods + period], startNs + period * this.periodNs, this.burst);
				sent += this.cells;
			}
			client.complete(30, TimeUnit.SECONDS);
			long count = this.answered.get();
			allocated = ofLoops(ThreadMXBean::getThreadAllocatedBytes) - allocated;
			busyNs = ofLoops(ThreadMXBean::getThreadCpuTime) - busyNs;
			Arrays.sort(this.latencyUs, 0, (int) count);
			result.put("cells", this.cells);
			result.put("period_ms", TimeUnit.NANOSECONDS.toMillis(this.periodNs));
			result.put("burst", this.burst);
			result.put("sent", sent);
			result.put("answered", count);
			result.put("p50_ms", quantile(0.5, count));
			result.put("p99_ms", quantile(0.99, count));
			result.put("p999_ms", quantile(0.999, count));
			result.put("max_ms", quantile(1, count));
			result.put("deadline_missed", this.missed.get());
			result.put("held", this.held.get());
			result.put("rejected", this.rejected.get());
			result.put("iterations_mean", (double) this.iterations.get() / Math.max(1, this.planned.get()));
			result.put("cpu_us_per_decision", busyNs / 1e3 / Math.max(1, count));
			result.put("alloc_bytes_per_decision", (count > 0) ? allocated / count : 0);
		}
		return result;
	}

	private E2Report[][] reports(int periods, long seed) {
		RanSimulator simulator = new RanSimulator(RanConfig.of(this.cells), seed);
		Exploration[] policies = new Exploration[this.cells];
		Arrays.setAll(policies, (c) -> new Exploration(1, simulator.config().carrierPrbs(), seed * 31 + c));
		int[] prbs = new int[this.cells];
		E2Report[][] reports = new E2Report[periods][this.cells];
		for (int period = 0; period < periods; period++) {
			Arrays.setAll(prbs, (c) -> policies[c].next());
			simulator.step(prbs);
			long endMs = 1_700_000_000_000L + (period + 1L) * RanConfig.STEP_MS;
			for (int c = 0; c < this.cells; c++) {
				reports[period][c] = ControlLoopClient.report(simulator.schema(), new CellId("bench", "cell-" + c),
						period, endMs, simulator.kpis(c));
			}
		}
		this.prbsAt = IntStream.range(0, reports[0][0].getKpisCount())
			.filter((i) -> reports[0][0].getKpis(i).getName().equals(simulator.schema().action()))
			.findFirst()
			.orElseThrow();
		return reports;
	}

	private void send(ControlLoopClient client, E2Report[] reports, long startNs, boolean atOnce)
			throws InterruptedException {
		for (int c = 0; c < reports.length; c++) {
			long dueNs = startNs + (atOnce ? 0 : this.periodNs * c / this.cells);
			this.clock.sleepUntil(dueNs);
			client.send(applied(reports[c], c));
		}
	}

	/** The report of a cell that does what was decided: that allocation is in force. */
	private E2Report applied(E2Report report, int cell) {
		int decided = this.decided.get(cell);
		return (decided < 0) ? report
				: report.toBuilder()
					.setKpis(this.prbsAt, report.getKpis(this.prbsAt).toBuilder().setValue(decided))
					.build();
	}

	private void awaitAnswers(long count) {
		while (this.answered.get() + this.rejected.get() < count) {
			LockSupport.parkNanos(1_000_000);
		}
	}

	private void reset() {
		this.answered.set(0);
		this.held.set(0);
		this.planned.set(0);
		this.iterations.set(0);
		this.missed.set(0);
	}

	private void count(ControlMessage message) {
		if (!message.hasDecision()) {
			this.rejected.incrementAndGet();
			return;
		}
		if (message.getDecision().hasPrbs()) {
			String cell = message.getDecision().getCell().getName();
			this.decided.set(Integer.parseInt(cell.substring(cell.lastIndexOf('-') + 1)),
					message.getDecision().getPrbs());
		}
		Outcome outcome = message.getDecision().getOutcome();
		if (outcome == Outcome.PLANNED) {
			this.planned.incrementAndGet();
			this.iterations.addAndGet(message.getDecision().getIterations());
		}
		else {
			this.held.incrementAndGet();
		}
		if (outcome == Outcome.DEADLINE) {
			this.missed.incrementAndGet();
		}
		int index = (int) this.answered.getAndIncrement();
		if (index < this.latencyUs.length) {
			this.latencyUs[index] = message.getDecision().getLatencyUs();
		}
	}

	private double quantile(double share, long count) {
		if (count == 0) {
			return Double.NaN;
		}
		int rank = (int) Math.ceil(share * count);
		return this.latencyUs[Math.clamp(rank - 1, 0, (int) count - 1)] / 1000.0;
	}

	/** Sum over the threads that plan, if they run in this process. */
	private static long ofLoops(ToLongBiFunction<ThreadMXBean, Long> measure) {
		if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
			return 0;
		}
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(LOOP_THREADS))
			.mapToLong((thread) -> measure.applyAsLong(threads, thread.threadId()))
			.sum();
	}

}
