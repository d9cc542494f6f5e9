/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

import org.presage.base.Clock;
import org.presage.control.ControlLoop;
import org.presage.control.ControlLoops;
import org.presage.control.ControlMode;
import org.presage.control.ControlResult;
import org.presage.control.ControlSettings;
import org.presage.control.ControlStage;
import org.presage.control.Decision;
import org.presage.control.DecisionRecorder;
import org.presage.control.DecisionTracer;
import org.presage.control.EvidenceSettings;
import org.presage.control.Intents;
import org.presage.control.LoopMetrics;
import org.presage.control.metrics.Metric;
import org.presage.control.LoopResources;
import org.presage.control.PlanInputs;
import org.presage.control.Surprise;
import org.presage.e2.control.PrbControl;
import org.presage.e2.dialect.Dialects;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.common.UeId;
import org.presage.kpi.CellShare;
import org.presage.kpi.Neighbours;
import org.presage.planner.ActionSpace;
import org.presage.server.LoopThreads;
import org.presage.sim.e2.E2Peer;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A loop behind an edge, against a simulated RIC over a real port, which misbehaves as
 * RICs and nodes do. Every plan asks for 30 to 40 PRBs; 51 are in force at first.
 */
public abstract class EdgeFixture {

	/**
	 * Age at which an indication is dropped, in ms: a busy machine may need seconds for
	 * the first one.
	 */
	protected static final long STALE_MS = 20_000;

	/** The node's first cell. */
	protected static final EdgeSettings.Cell FIRST = new EdgeSettings.Cell(Plmn.of("00101"), 1, 0);

	protected final BlockingQueue<Decision> decisions = new LinkedBlockingQueue<>();

	protected final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	protected final ModelRegistry registry = new ModelRegistry();

	protected final ControlLoops loops;

	protected final LoopThreads threads;

	protected TestNode node = new TestNode(PrbControl.CCC);

	/** Of nodes that vanish; the same one for every edge of a test. */
	protected final NodeGuard guard = new NodeGuard(new HeldNodesInMemory(), Clock.SYSTEM, this.meters);

	protected @Nullable E2Edge edge;

	/** Run after the edge and its peers are closed, the newest first. */
	protected final Deque<Runnable> last = new ArrayDeque<>();

	/** Threads of edges that were there before. */
	private final Set<Thread> before = timers();

	/** Whether the process of the edge was killed: it ends nothing at the RIC. */
	private volatile boolean killed;

	/** Closed after the test. */
	protected final List<E2Peer> peers = new ArrayList<>();

	/** What the RIC lists, where a test asks for it. */
	protected final AtomicReference<Neighbours> related = new AtomicReference<>(Neighbours.NONE);

	/** Asks for it; null if nobody does. */
	protected @Nullable RicNeighbours neighbours;

	/** Of the cells. */
	protected Lease lease = Lease.ALWAYS;

	protected String dialect = "standard";

	protected ControlMode mode = ControlMode.ADVISORY;

	/** What operators want. */
	protected volatile Supplier<Intents> intents = () -> Intents.NONE;

	protected EdgeSettings.Timing timing = new EdgeSettings.Timing(500, 10_000, STALE_MS, 500);

	protected EdgeFixture() {
		this.registry.serve(OnnxWorldModel.load(TestModels.random("m", 1)));
		ControlSettings settings = new ControlSettings(1_000_000_000L, 0, true, ControlSettings.defaults().cells(),
				new ActionSpace(30, 40, 0), ControlSettings.defaults().search(), ControlSettings.defaults().objective(),
				true, Map.of(), ControlSettings.defaults().guard(), EvidenceSettings.DEFAULT,
				CorrectionSettings.DEFAULT);
		this.loops = new ControlLoops(List.of(new ControlLoop(settings, this.registry, TestModels.schema(),
				Clock.SYSTEM, new LoopMetrics(this.meters), new Surprise(this.meters),
				new LoopResources(100, new Recorder(this.decisions), DecisionTracer.NONE, () -> this.intents.get()))));
		this.threads = new LoopThreads(this.loops, Clock.SYSTEM, Metric.CYCLES_FAILED.counter(this.meters));
	}

	@AfterEach
	void closeAll() {
		if (this.edge != null) {
			this.edge.close();
		}
		for (E2Peer peer : this.peers) {
			peer.close();
		}
		this.last.forEach(Runnable::run);
		this.threads.close();
		this.registry.close();
		// An edge that is lost goes on asking its RIC until the JVM ends.
		await(() -> this.before.containsAll(timers()));
	}

	private static Set<Thread> timers() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("e2-edge"))
			.collect(Collectors.toSet());
	}

	protected static void await(BooleanSupplier condition) {
		long endNs = System.nanoTime() + 20_000_000_000L;
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("20 s are over").isLessThan(endNs);
			try {
				Thread.sleep(5);
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
		}
	}

	/** How nodes are treated, with these nodes configured. */
	protected EdgeSettings settings(EdgeSettings.Node... nodes) {
		return new EdgeSettings(this.mode, this.node.control, this.timing, this.dialect, false, Plmn.of("00101"), 0,
				new Snssai(1, null), new UeId.GnbDu(0, null), List.of(nodes));
	}

	/** Begins an edge; it is closed after the test. */
	protected void edge(EdgeSettings settings, RicClient client, @Nullable NodeDiscovery discovery) {
		this.edge = new E2Edge(settings, client, discovery, new Dialects(List.of()), TestModels::schema, this.loops,
				CellShare.ALL, new Living(this.lease), this.guard, Clock.SYSTEM, this.meters, new SplittableRandom(1));
		this.edge.start();
	}

	/** Ends the edge before the test does. */
	protected void leave() {
		Objects.requireNonNull(this.edge).close();
		this.edge = null;
	}

	/** Ends the edge as a process that is killed: nothing is unsubscribed from. */
	protected void kill() {
		this.killed = true;
		leave();
		this.killed = false;
	}

	/** The answer to the last report of the first cell. */
	protected Decision report(E2Peer to, int intervals) {
		Decision last = null;
		for (int i = 0; i < intervals; i++) {
			this.node.report(to, 1);
			Decision first = next();
			Decision second = next();
			last = first.frame().cell().cell().endsWith("-1") ? first : second;
		}
		return Objects.requireNonNull(last);
	}

	protected Decision next() {
		try {
			return Objects.requireNonNull(this.decisions.poll(20, TimeUnit.SECONDS), "no decision within 20 s");
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	protected double count(String name, String tag, String value) {
		return this.meters.counter(name, tag, value).count();
	}

	protected ControlResult control(Decision decision) {
		return Objects.requireNonNull(decision.control());
	}

	/** Reports until the newest control is known to have ended so. */
	protected Decision reportUntil(E2Peer to, ControlStage status) {
		return reportUntil(to, "control " + status,
				(last) -> last.control() instanceof ControlResult known && known.status() == status);
	}

	/** Reports until the first cell is decided so. */
	protected Decision reportUntil(E2Peer to, String what, Predicate<Decision> condition) {
		long startNs = System.nanoTime();
		for (int i = 0; System.nanoTime() - startNs < 20_000_000_000L; i++) {
			Decision last = report(to, 1);
			if (condition.test(last)) {
				return last;
			}
			// First faster than a node, then as fast: reports of the future are not used.
			pause((i < 40) ? 20 : 100);
		}
		throw new AssertionError("no " + what + " in 20 s");
	}

	/** Time for a control to come back. */
	protected static void pause() {
		pause(20);
	}

	private static void pause(long ms) {
		try {
			Thread.sleep(ms);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/** The lease of a process that may be killed. */
	private final class Living implements Lease {

		private final Lease own;

		Living(Lease own) {
			this.own = own;
		}

		@Override
		public boolean held() {
			return !EdgeFixture.this.killed && this.own.held();
		}

		@Override
		public void onceHeld(Runnable begin) {
			this.own.onceHeld(begin);
		}

	}

	/**
	 * Keeps what is decided.
	 *
	 * @param decisions in their order
	 */
	private record Recorder(BlockingQueue<Decision> decisions) implements DecisionRecorder {

		@Override
		public boolean wantsInputs() {
			return true;
		}

		@Override
		public void decided(Decision decision, @Nullable PlanInputs inputs, int slice) {
			this.decisions.add(decision);
		}

	}

}
