package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.SchemaException;
import org.presage.monitor.LoopMetrics;
import org.presage.monitor.Surprise;
import org.presage.planner.Plan;
import org.presage.time.Clock;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelRegistry;

/**
 * Frame, plan, guard, decision. Frames are offered by any thread; {@link #doWork} is
 * called by one. Each accepted frame is answered exactly once; holding the last
 * allocation is the answer to everything that goes wrong.
 */
public final class ControlLoop implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);

	private static final int QUEUE = 65_536;

	private static final long EVICTION_INTERVAL_NS = 1_000_000_000L;

	private final ControlSettings settings;

	private final ModelRegistry registry;

	private final Clock clock;

	private final LoopMetrics<Outcome, FrameResult> metrics;

	private final Surprise surprise;

	private final BlockingQueue<Arrival> queue = new ArrayBlockingQueue<>(QUEUE);

	private final List<Arrival> drained = new ArrayList<>();

	private final List<CellState> states = new ArrayList<>();

	private final Questions questions = new Questions(this::snapshot);

	private KpiSchema schema;

	private CellWindows windows;

	private ModelRegistry.@Nullable Lease lease;

	private @Nullable CellPlanner planner;

	/** Smoothed cost of one iteration of the planner: says whether another one fits. */
	private long iterationNs;

	private long lastEvictionNs;

	private long decisions;

	public ControlLoop(ControlSettings settings, ModelRegistry registry, KpiSchema schema, Clock clock,
			LoopMetrics<Outcome, FrameResult> metrics, Surprise surprise) {
		this.settings = settings;
		this.registry = registry;
		this.clock = clock;
		this.metrics = metrics;
		this.surprise = surprise;
		this.schema = schema;
		this.windows = windowsFor(schema);
		this.lastEvictionNs = clock.nanoTime();
	}

	/**
	 * Offers a frame. Returns false if the queue is full; the frame is then not answered.
	 */
	public boolean offer(Arrival arrival) {
		return this.queue.offer(arrival);
	}

	/**
	 * Asks for a copy of what the loop knows of a cell; empty if it knows no such cell.
	 * Answered between two cycles by the loop's thread, for which it costs a copy and
	 * nothing while nobody asks.
	 */
	public Future<Optional<CellSnapshot>> ask(CellId cell) {
		return this.questions.ask(cell);
	}

	private Optional<CellSnapshot> snapshot(CellId cell) {
		int slot = this.windows.find(cell);
		if (slot < 0) {
			return Optional.empty();
		}
		int filled = this.windows.filled(slot);
		float[] frames = new float[filled * this.schema.size()];
		this.windows.copy(slot, filled, frames, 0);
		CellState state = this.states.get(slot);
		boolean planned = state.plan != null && state.plannedMs == this.windows.newestMs(slot);
		return Optional.of(new CellSnapshot(this.schema, filled, frames, this.windows.newestMs(slot), state.inForce,
				planned ? Objects.requireNonNull(state.plan).clone() : null, (state.calibration != null)
						? state.calibration.scales(Calibration.DECIDED, this.schema.targets()) : null));
	}

	/**
	 * One cycle: waits for frames, drains what is there, answers each.
	 * @return frames that were answered
	 */
	public int doWork(long maxWaitNs) throws InterruptedException {
		Arrival first = this.queue.poll(maxWaitNs, TimeUnit.NANOSECONDS);
		long startNs = this.clock.nanoTime();
		useServingModel();
		evictSilent(startNs);
		if (first == null) {
			this.questions.answer();
			return 0;
		}
		this.drained.add(first);
		this.queue.drainTo(this.drained);
		int answered = this.drained.size();
		try {
			for (Arrival arrival : this.drained) {
				answer(arrival);
			}
		}
		finally {
			this.drained.clear();
		}
		this.metrics.cycle(this.clock.nanoTime() - startNs);
		this.questions.answer();
		return answered;
	}

	private void answer(Arrival arrival) {
		if (!arrival.schema().equals(this.schema) && !sameFrames(arrival.schema())) {
			emit(arrival, Outcome.NO_MODEL, inForce(arrival, null), "the schema changed under this report");
			return;
		}
		int slot = this.windows.admit(arrival.frame().cell(), arrival.receivedNs());
		if (slot < 0) {
			this.metrics.frame(FrameResult.REJECTED);
			arrival.sink()
				.rejected(arrival.frame(),
						new SchemaException("cell",
								"one of at most " + this.settings.maxCells() + " cells (presage.loop.max-cells)",
								"another one"));
			return;
		}
		while (this.states.size() <= slot) {
			this.states.add(new CellState());
		}
		CellState state = this.states.get(slot);
		float inForce = inForce(arrival, state);
		FrameResult result = take(arrival, slot, state);
		this.metrics.frame(result);
		switch (result) {
			case REPEATED,
					LATE ->
				emit(arrival, Outcome.STALE, heldPrbs(state, inForce),
						"the interval ends at " + arrival.frame().intervalEndMs() + " ms, the newest one answered at "
								+ this.windows.newestMs(slot) + " ms");
			case OLD -> emit(arrival, Outcome.STALE, inForce,
					"the interval ended more than " + this.settings.maxAgeMs() + " ms ago (presage.loop.max-age)");
			default -> {
				decide(arrival, slot, state, inForce);
			}
		}
	}

	private FrameResult take(Arrival arrival, int slot, CellState state) {
		long age = this.clock.epochMillis() - arrival.frame().intervalEndMs();
		if (!arrival.recorded() && this.settings.maxAgeMs() > 0 && age > this.settings.maxAgeMs()) {
			return FrameResult.OLD;
		}
		return switch (this.windows.offer(slot, arrival.frame().intervalEndMs(), arrival.frame().values(),
				arrival.receivedNs())) {
			case ACCEPTED -> FrameResult.ACCEPTED;
			case REPEATED -> FrameResult.REPEATED;
			case LATE -> FrameResult.LATE;
			case RESTARTED -> {
				state.restart();
				yield FrameResult.GAP;
			}
		};
	}

	/** Plan, guard, emit, record. */
	private void decide(Arrival arrival, int slot, CellState state, float inForce) {
		CellPlanner cellPlanner = this.planner;
		long deadlineNs = arrival.receivedNs() + this.settings.budgetNs();
		state.inForce = inForce;
		if (cellPlanner == null) {
			emit(arrival, Outcome.NO_MODEL, inForce, "");
			return;
		}
		try {
			cellPlanner.observe(arrival.frame().values(), state, this.surprise);
			if (this.windows.filled(slot) < cellPlanner.window()) {
				emit(arrival, Outcome.WARMING_UP, inForce,
						this.windows.filled(slot) + " of " + cellPlanner.window() + " frames");
			}
			else if (late(deadlineNs)) {
				this.metrics.deadlineMissed();
				emit(arrival, Outcome.DEADLINE, inForce, "no time was left to plan");
			}
			else if (this.settings.surpriseLimit() > 0 && state.surprise > this.settings.surpriseLimit()) {
				emit(arrival, Outcome.SURPRISED, inForce, "surprise " + (float) state.surprise);
				if (!Float.isNaN(inForce)) {
					cellPlanner.hold(this.windows, slot, state, inForce);
				}
			}
			else {
				plan(arrival, slot, state, inForce, cellPlanner, deadlineNs);
			}
		}
		catch (ModelException ex) {
			state.restart();
			emit(arrival, Outcome.MODEL_FAILED, inForce, String.valueOf(ex.getMessage()));
		}
	}

	private void plan(Arrival arrival, int slot, CellState state, float inForce, CellPlanner cellPlanner,
			long deadlineNs) {
		long startNs = this.clock.nanoTime();
		Plan plan = cellPlanner.plan(this.windows, slot, state, inForce,
				() -> this.clock.nanoTime() + this.iterationNs - deadlineNs > 0);
		long spentNs = this.clock.nanoTime() - startNs;
		this.iterationNs += (spentNs / Math.max(1, plan.iterations()) - this.iterationNs) / 8;
		if (plan.failed()) {
			emit(arrival, Outcome.MODEL_FAILED, inForce,
					plan.nonFinite() + " of " + plan.rollouts() + " scores are not finite");
		}
		else if (late(deadlineNs)) {
			this.metrics.deadlineMissed();
			emit(arrival, Outcome.DEADLINE, inForce, "the plan came too late");
		}
		else {
			state.decided = plan.actions()[0];
			state.plannedMs = arrival.frame().intervalEndMs();
			emit(arrival, Outcome.PLANNED, Math.round(plan.actions()[0]), cellPlanner.forecast(state),
					plan.iterations(), "");
		}
	}

	private boolean late(long deadlineNs) {
		return this.clock.nanoTime() - deadlineNs > 0;
	}

	/** The allocation in force: as reported, else as last decided. */
	private float inForce(Arrival arrival, @Nullable CellState state) {
		float reported = arrival.frame().values()[arrival.schema().actionIndex()];
		return (Float.isNaN(reported) && state != null) ? state.decided : reported;
	}

	/** An old frame says what was in force once; what was decided since is newer. */
	private static float heldPrbs(CellState state, float inForce) {
		return Float.isNaN(state.decided) ? inForce : state.decided;
	}

	private void emit(Arrival arrival, Outcome outcome, float held, String detail) {
		emit(arrival, outcome, Float.isNaN(held) ? Decision.UNKNOWN : Math.round(held), null, 0, detail);
	}

	private void emit(Arrival arrival, Outcome outcome, int prbs, Decision.@Nullable PlanForecast forecast,
			int iterations, String detail) {
		long latencyNs = this.clock.nanoTime() - arrival.receivedNs();
		CellPlanner cellPlanner = this.planner;
		String version = (cellPlanner != null) ? cellPlanner.manifest().version() : "";
		this.metrics.decided(outcome, latencyNs);
		arrival.sink()
			.decided(new Decision(++this.decisions, arrival.frame(), outcome, prbs, forecast, version, latencyNs,
					iterations, detail));
	}

	/**
	 * Changes over to a new model between two cycles; the old one closes when this was
	 * its last user.
	 */
	private void useServingModel() {
		if (this.registry.serves(this.lease)) {
			return;
		}
		ModelRegistry.Lease old = this.lease;
		if (this.planner != null) {
			this.planner.close();
			this.planner = null;
		}
		this.lease = this.registry.acquire();
		if (this.lease != null) {
			KpiSchema wanted = this.lease.model().manifest().schema();
			if (!sameFrames(wanted)) {
				this.schema = wanted;
				this.windows = windowsFor(wanted);
				this.states.clear();
			}
			this.schema = wanted;
			if (this.lease.model().manifest().network().window() > this.settings.windowCapacity()) {
				LOG.error(
						"model {} wants windows of {} frames, {} are kept (presage.loop.window-capacity): it is not used",
						this.lease.model().manifest().version(), this.lease.model().manifest().network().window(),
						this.settings.windowCapacity());
			}
			else {
				this.planner = new CellPlanner(this.lease.model(), this.settings, this.clock, this.metrics);
			}
		}
		this.states.forEach(CellState::changeModel);
		if (old != null) {
			old.close();
		}
	}

	private boolean sameFrames(KpiSchema other) {
		try {
			this.schema.requireSameFrames(other);
			return true;
		}
		catch (SchemaException ex) {
			return false;
		}
	}

	private CellWindows windowsFor(KpiSchema frames) {
		return new CellWindows(frames.size(), this.settings.windowCapacity(),
				this.settings.gapSteps() * frames.stepMs(), this.settings.maxCells());
	}

	private void evictSilent(long nowNs) {
		if (nowNs - this.lastEvictionNs > EVICTION_INTERVAL_NS) {
			this.lastEvictionNs = nowNs;
			this.windows.evictSilent(nowNs, this.settings.silentNs(), (slot) -> this.states.get(slot).forget());
			this.metrics.windows(this.windows.size(), this.windows.frames());
		}
	}

	@Override
	public void close() {
		if (this.planner != null) {
			this.planner.close();
			this.planner = null;
		}
		if (this.lease != null) {
			this.lease.close();
			this.lease = null;
		}
	}

}
