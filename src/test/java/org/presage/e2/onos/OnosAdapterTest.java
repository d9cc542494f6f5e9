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
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
import org.presage.kpi.CellId;
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
 * peers and nodes do. Every plan asks for 40 PRBs or more; 20 are in force at first.
 */
class OnosAdapterTest implements DecisionRecorder {

	private static final OnosSettings.Cell FIRST = new OnosSettings.Cell(Plmn.of("00101"), 1, 0);

	private final BlockingQueue<Decision> decisions = new LinkedBlockingQueue<>();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ModelRegistry registry = new ModelRegistry();

	private final ControlLoops loops;

	private final LoopThreads threads;

	private TestNode node = new TestNode(PrbControl.CCC);

	private @Nullable OnosPeer peer;

	private @Nullable OnosAdapter adapter;

	private ControlMode mode = ControlMode.ADVISORY;

	private OnosSettings.Timing timing = new OnosSettings.Timing(500, 10_000, 2_000, 500);

	OnosAdapterTest() {
		this.registry.serve(OnnxWorldModel.load(TestModels.random("m", 1)));
		ControlSettings settings = new ControlSettings(1_000_000_000L, 0, true, ControlSettings.defaults().cells(),
				new ActionSpace(40, 51, 0), ControlSettings.defaults().search(), ControlSettings.defaults().objective(),
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

	private OnosPeer peer(int port) throws IOException {
		OnosPeer started = new OnosPeer(port, InsecureServerCredentials.create(), List.of(this.node));
		this.peer = started;
		return started;
	}

	private void adapter(int port, boolean topo, OnosSettings.Node... nodes) {
		String target = "localhost:" + port;
		OnosSettings settings = new OnosSettings(target, topo ? target : null,
				new OnosTls(OnosTls.Verification.PLAINTEXT, null, null, null), "presage", "test-0", this.mode,
				this.node.control, this.timing, new OnosSettings.Model("oran-e2sm-kpm", "v2"),
				new OnosSettings.Model(this.node.control.serviceModel(), "v1"), "standard", false, Plmn.of("00101"),
				new Snssai(1, null), new UeId.GnbDu(0, null), List.of(nodes));
		this.adapter = new OnosAdapter(settings, new Dialects(List.of()), TestModels::schema, this.loops, Clock.SYSTEM,
				this.meters, new SplittableRandom(1));
		this.adapter.start();
	}

	/** Topology, both cells subscribed. */
	private OnosPeer running() throws IOException {
		OnosPeer started = peer(0);
		adapter(started.port(), true);
		await(() -> started.transactions().size() == 2);
		this.node.catchUp();
		return started;
	}

	private static void await(BooleanSupplier condition) {
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
	private Decision report(OnosPeer to, int intervals) {
		Decision last = null;
		for (int i = 0; i < intervals; i++) {
			this.node.report(to, 1);
			Decision first = next();
			Decision second = next();
			last = first.frame().cell().cell().endsWith("-1") ? first : second;
		}
		return Objects.requireNonNull(last);
	}

	private Decision next() {
		try {
			return Objects.requireNonNull(this.decisions.poll(20, TimeUnit.SECONDS), "no decision within 20 s");
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private double count(String name, String tag, String value) {
		return this.meters.counter(name, tag, value).count();
	}

	private ControlReport control(Decision decision) {
		return Objects.requireNonNull(decision.control());
	}

	/** Reports until the newest control is known to have ended so. */
	private Decision reportUntil(OnosPeer to, ControlStatus status) {
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
	private static void pause() {
		try {
			Thread.sleep(20);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void cellsOfTheTopologyArePlannedWithWhatTheNodeOffers() throws IOException {
		OnosPeer running = running();
		assertThat(Objects.requireNonNull(running.definition(TestNode.cell(0x454C001))).measurements())
			.extracting("name")
			.containsExactlyInAnyOrderElementsOf(this.node.measurements());
		Decision last = report(running, TestModels.WINDOW);
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(last.frame().cell()).isEqualTo(new CellId(TestNode.ID, "00101-1"));
		assertThat(last.frame().values()).containsExactly(12, Float.NaN, 20, 20);
		assertThat(count("wm.e2.indications", "result", "taken")).isEqualTo(2 * TestModels.WINDOW);
		assertThat(this.meters.get("wm.e2.reporting").gauge().value()).isEqualTo(2);
	}

	@Test
	void adviceIsNotSent() throws IOException {
		OnosPeer running = running();
		Decision last = report(running, TestModels.WINDOW + 12);
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(last.control()).isNull();
		assertThat(this.node.controls).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void controlInEveryEncodingTakesEffect(PrbControl control) throws IOException {
		this.mode = ControlMode.ACTIVE;
		this.node = new TestNode(control);
		OnosPeer running = running();
		report(running, TestModels.WINDOW);
		await(() -> !this.node.controls.isEmpty());
		Decision last = reportUntil(running, ControlStatus.TOOK_EFFECT);
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(control(last).asked()).isBetween(40, 51);
		assertThat(control(last).seen()).isBetween(39, 51);
		assertThat(count("wm.control", "status", "acknowledged")).isPositive();
	}

	@Test
	void acknowledgedControlWithoutEffectIsDistrusted() throws IOException {
		this.mode = ControlMode.ACTIVE;
		OnosPeer running = running();
		running.faults().ignoreControl(true);
		report(running, TestModels.WINDOW);
		Decision last = reportUntil(running, ControlStatus.NO_EFFECT);
		assertThat(last.outcome()).isEqualTo(Outcome.DISTRUSTED);
		assertThat(last.prbs()).isEqualTo(20);
	}

	@Test
	void refusalCarriesItsCause() throws IOException {
		this.mode = ControlMode.ACTIVE;
		OnosPeer running = running();
		running.faults().refuseControl("ACTION_NOT_SUPPORTED");
		report(running, TestModels.WINDOW);
		assertThat(control(reportUntil(running, ControlStatus.REFUSED)).cause())
			.isEqualTo("ABORTED: ric ACTION_NOT_SUPPORTED");
	}

	@Test
	void controlThatIsNotAnsweredTimesOut() throws IOException {
		this.mode = ControlMode.ACTIVE;
		this.timing = new OnosSettings.Timing(50, 10_000, 2_000, 500);
		OnosPeer running = running();
		running.faults().hangOnControl(true);
		report(running, TestModels.WINDOW);
		assertThat(control(reportUntil(running, ControlStatus.TIMED_OUT)).cause()).startsWith("DEADLINE_EXCEEDED");
	}

	@Test
	void brokenStreamsAreOpenedAgain() throws IOException {
		OnosPeer running = running();
		report(running, 2);
		running.breakStreams();
		await(() -> count("wm.e2.renewed", "reason", "error") == 2);
		assertThat(report(running, TestModels.WINDOW - 2).outcome()).as("the window has lost nothing")
			.isEqualTo(Outcome.PLANNED);
	}

	@Test
	void silenceIsNotTakenForAnAnswer() throws IOException {
		this.timing = new OnosSettings.Timing(500, 300, 2_000, 100);
		OnosPeer running = running();
		running.faults().stall(true);
		await(() -> count("wm.e2.renewed", "reason", "silence") >= 2);
		running.faults().stall(false);
		await(() -> {
			this.node.catchUp();
			this.node.report(running, 1);
			return !this.decisions.isEmpty();
		});
	}

	@Test
	void replayedIndicationsThatAreOldAreDropped() throws IOException {
		this.timing = new OnosSettings.Timing(500, 10_000, 200, 500);
		OnosPeer running = running();
		this.node.report(running, 1);
		await(() -> count("wm.e2.indications", "result", "stale") == 2);
		assertThat(this.decisions).isEmpty();
	}

	@Test
	void nodeWithAClockAheadIsNotBelieved() throws IOException {
		OnosPeer running = running();
		running.indicate(TestNode.cell(1), TestNode.header(System.currentTimeMillis() + 60_000), TestNode.message(20));
		await(() -> count("wm.e2.indications", "result", "future") == 1);
		assertThat(report(running, 1).outcome()).isEqualTo(Outcome.WARMING_UP);
	}

	@Test
	void bytesThatAreNoIndicationAreCountedAndTheRestGoesOn() throws IOException {
		OnosPeer running = running();
		report(running, TestModels.WINDOW - 1);
		running.indicate(TestNode.cell(1), new byte[0], new byte[] { 1, 2, 3 });
		running.indicate(TestNode.cell(1), TestNode.header(System.currentTimeMillis()), new byte[0]);
		await(() -> count("wm.e2.indications", "result", "malformed") == 2);
		assertThat(report(running, 1).outcome()).isEqualTo(Outcome.PLANNED);
	}

	@Test
	void peerMayComeLater() throws IOException {
		OnosPeer first = peer(0);
		int port = first.port();
		first.close();
		adapter(port, true);
		pause();
		OnosPeer late = peer(port);
		await(() -> late.transactions().size() == 2);
		this.node.catchUp();
		assertThat(report(late, TestModels.WINDOW).outcome()).isEqualTo(Outcome.PLANNED);
	}

	@Test
	void peerThatComesBackIsServedAgain() throws IOException {
		this.mode = ControlMode.ACTIVE;
		OnosPeer first = running();
		int port = first.port();
		assertThat(report(first, TestModels.WINDOW).outcome()).isEqualTo(Outcome.PLANNED);
		first.close();
		await(() -> count("wm.e2.renewed", "reason", "error") >= 4);
		OnosPeer second = peer(port);
		long backNs = System.nanoTime();
		await(() -> second.transactions().size() == 2);
		this.node.catchUp();
		this.decisions.clear();
		Decision last = report(second, TestModels.WINDOW + 1);
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat((System.nanoTime() - backNs) / 1e9).as("seconds since it is back").isLessThan(5);
	}

	@Test
	void nothingStaysSubscribedBehind() throws IOException {
		OnosPeer running = running();
		report(running, 1);
		Objects.requireNonNull(this.adapter).close();
		this.adapter = null;
		assertThat(running.transactions()).isEmpty();
	}

	@Test
	void oneUnknownMeasurementSilencesANodeUnlessItIsLeftOut() throws IOException {
		OnosPeer started = peer(0);
		adapter(started.port(), false,
				new OnosSettings.Node(TestNode.ID, null, this.node.measurements(), List.of(FIRST)));
		await(() -> started.transactions().size() == 1);
		this.node.catchUp();
		this.node.report(started, 1);
		assertThat(next().outcome()).isEqualTo(Outcome.WARMING_UP);
		Objects.requireNonNull(this.adapter).close();
		adapter(started.port(), false, new OnosSettings.Node(TestNode.ID, null, List.of(), List.of(FIRST)));
		await(() -> started.transactions().size() == 1);
		this.node.report(started, 1);
		pause();
		assertThat(this.decisions).as("asked for all that the dialect reads").isEmpty();
	}

}
