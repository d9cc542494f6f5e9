package org.presage.e2.onos;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

import org.presage.config.LoopThreads;
import org.presage.control.ControlLoop;
import org.presage.control.ControlLoops;
import org.presage.control.ControlMode;
import org.presage.control.ControlReport;
import org.presage.control.ControlSettings;
import org.presage.control.ControlStatus;
import org.presage.control.Decision;
import org.presage.control.DecisionRecorder;
import org.presage.control.FrameResult;
import org.presage.control.LoopResources;
import org.presage.control.Outcome;
import org.presage.control.PlanInputs;
import org.presage.e2.actuator.PrbControl;
import org.presage.e2.common.Plmn;
import org.presage.e2.common.Snssai;
import org.presage.e2.common.UeId;
import org.presage.e2.dialect.Dialects;
import org.presage.e2.edge.BackOff;
import org.presage.e2.edge.E2Edge;
import org.presage.e2.edge.EdgeSettings;
import org.presage.e2.edge.NodeDiscovery;
import org.presage.monitor.LoopMetrics;
import org.presage.monitor.Surprise;
import org.presage.planner.ActionSpace;
import org.presage.sim.onos.OnosPeer;
import org.presage.testing.TestModels;
import org.presage.time.Clock;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The edge to micro-ONOS against a peer of ours over a real port, which misbehaves as
 * peers and nodes do. Every plan asks for 30 to 40 PRBs; 51 are in force at first.
 */
abstract class OnosFixture implements DecisionRecorder {

	static final EdgeSettings.Cell FIRST = new EdgeSettings.Cell(Plmn.of("00101"), 1, 0);

	final BlockingQueue<Decision> decisions = new LinkedBlockingQueue<>();

	final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	final ModelRegistry registry = new ModelRegistry();

	final ControlLoops loops;

	final LoopThreads threads;

	TestNode node = new TestNode(PrbControl.CCC);

	@Nullable OnosPeer peer;

	@Nullable E2Edge adapter;

	OnosTls tls = new OnosTls(OnosTls.Verification.PLAINTEXT, null, null, null);

	ControlMode mode = ControlMode.ADVISORY;

	EdgeSettings.Timing timing = new EdgeSettings.Timing(500, 10_000, 2_000, 500);

	OnosFixture() {
		this.registry.serve(OnnxWorldModel.load(TestModels.random("m", 1)));
		ControlSettings settings = new ControlSettings(1_000_000_000L, 0, true, ControlSettings.defaults().cells(),
				new ActionSpace(30, 40, 0), ControlSettings.defaults().search(), ControlSettings.defaults().objective(),
				true, Map.of(), ControlSettings.defaults().guard());
		this.loops = new ControlLoops(List.of(new ControlLoop(settings, this.registry, TestModels.schema(),
				Clock.SYSTEM, new LoopMetrics<>(this.meters, Outcome.class, FrameResult.class),
				new Surprise(this.meters), new LoopResources(100, this))));
		this.threads = new LoopThreads(this.loops);
	}

	@AfterEach
	void close() {
		if (this.adapter != null) {
			this.adapter.close();
		}
		if (this.peer != null) {
			this.peer.close();
		}
		this.threads.close();
		this.registry.close();
	}

	@Override
	public boolean wantsInputs() {
		return true;
	}

	@Override
	public void held(Decision decision) {
		this.decisions.add(decision);
	}

	@Override
	public void planned(Decision decision, PlanInputs inputs, int slice) {
		this.decisions.add(decision);
	}

	OnosPeer peer(int port) throws IOException {
		return peer(port, InsecureServerCredentials.create());
	}

	OnosPeer peer(int port, ServerCredentials credentials) throws IOException {
		OnosPeer started = new OnosPeer(port, credentials, List.of(this.node));
		this.peer = started;
		return started;
	}

	void adapter(int port, boolean topo, EdgeSettings.Node... nodes) {
		String target = "localhost:" + port;
		EdgeSettings settings = new EdgeSettings(this.mode, this.node.control, this.timing, "standard", false,
				Plmn.of("00101"), 0, new Snssai(1, null), new UeId.GnbDu(0, null), List.of(nodes));
		OnosClient client = new OnosClient(new OnosSettings(target, null, this.tls, "presage", "test-0",
				new OnosSettings.Model("oran-e2sm-kpm", "v2"),
				new OnosSettings.Model(this.node.control.serviceModel(), "v1")), this.timing.controlMs());
		SplittableRandom random = new SplittableRandom(1);
		NodeDiscovery cells = topo
				? TopoWatch.of(target, this.tls, settings, 1, Clock.SYSTEM, new BackOff(this.timing.retryMs(), random))
				: null;
		this.adapter = new E2Edge(settings, client, cells, new Dialects(List.of()), TestModels::schema, this.loops,
				Clock.SYSTEM, this.meters, random);
		this.adapter.start();
	}

	/** Topology, both cells subscribed. */
	OnosPeer running() throws IOException {
		OnosPeer started = peer(0);
		adapter(started.port(), true);
		await(() -> started.transactions().size() == 2);
		this.node.catchUp();
		return started;
	}

	static void await(BooleanSupplier condition) {
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

	/** The answer to the last report of the first cell. */
	Decision report(OnosPeer to, int intervals) {
		Decision last = null;
		for (int i = 0; i < intervals; i++) {
			this.node.report(to, 1);
			Decision first = next();
			Decision second = next();
			last = first.frame().cell().cell().endsWith("-1") ? first : second;
		}
		return Objects.requireNonNull(last);
	}

	Decision next() {
		try {
			return Objects.requireNonNull(this.decisions.poll(20, TimeUnit.SECONDS), "no decision within 20 s");
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	double count(String name, String tag, String value) {
		return this.meters.counter(name, tag, value).count();
	}

	ControlReport control(Decision decision) {
		return Objects.requireNonNull(decision.control());
	}

	/** Reports until the newest control is known to have ended so. */
	Decision reportUntil(OnosPeer to, ControlStatus status) {
		for (int i = 0; i < 40; i++) {
			Decision last = report(to, 1);
			if (last.control() instanceof ControlReport known && known.status() == status) {
				return last;
			}
			pause();
		}
		throw new AssertionError("no " + status + " in 40 reports");
	}

	/** Time for a control to come back. */
	static void pause() {
		try {
			Thread.sleep(20);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
