package org.presage.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.kpi.KpiSchema;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelRegistry;

/**
 * Frame, plan, guard, decision. Frames are offered by any thread; {@link #doWork} is
 * called by one, which owns the cells, their windows and the model's buffers. Each
 * accepted frame is answered exactly once; holding the last allocation is the answer to
 * everything that goes wrong.
 */
public final class ControlLoop implements AutoCloseable {

	private static final int QUEUE = 65_536;

	private static final long EVICTION_INTERVAL_NS = 1_000_000_000L;

	private final ControlSettings settings;

	private final ServingModel serving;

	private final Clock clock;

	private final LoopMetrics<Outcome, FrameResult> metrics;

	private final Surprise surprise;

	private final LoopResources resources;

	private final BlockingQueue<Arrival> queue = new ArrayBlockingQueue<>(QUEUE);

	private final List<Arrival> drained = new ArrayList<>();

	private final List<CellState> states = new ArrayList<>();

	private final Map<CellId, CellSlices> sliced = new HashMap<>();

	private final Queue<ControlFeedback> feedback = new ConcurrentLinkedQueue<>();

	private final ControlGuard guard;

	private final CellQueries questions = new CellQueries(this::snapshot);

	private final CellListQuery survey = new CellListQuery(this::status);

	private final DecisionDispatcher desk;

	private final PlanBatch batch;

	private Intents intents = Intents.NONE;

	private KpiSchema schema;

	private CellWindows windows;

	private long lastEvictionNs;

	public ControlLoop(ControlSettings settings, ModelRegistry registry, KpiSchema schema, Clock clock,
			LoopMetrics<Outcome, FrameResult> metrics, Surprise surprise) {
		this(settings, registry, schema, clock, metrics, surprise,
				new LoopResources(settings.cells().maxCells(), DecisionRecorder.NONE));
	}

	/**
	 * @param resources shared by all loops of the program
	 */
	public ControlLoop(ControlSettings settings, ModelRegistry registry, KpiSchema schema, Clock clock,
			LoopMetrics<Outcome, FrameResult> metrics, Surprise surprise, LoopResources resources) {
		this.settings = settings;
		this.serving = new ServingModel(registry, settings, clock, metrics);
		this.clock = clock;
		this.metrics = metrics;
		this.surprise = surprise;
		this.resources = resources;
		this.schema = schema;
		this.windows = windowsFor(schema);
		this.lastEvictionNs = clock.nanoTime();
		this.guard = new ControlGuard(settings, clock, metrics);
		this.desk = new DecisionDispatcher(clock, metrics, resources, this.guard);
		this.batch = new PlanBatch(clock, this.desk, resources.recorder());
	}

	/**
	 * Offers a frame. Returns false if the queue is full; the frame is then not answered.
	 */
	public boolean offer(Arrival arrival) {
		return this.queue.offer(arrival);
	}

	/** Tells what an actuator heard of a decision; does not wait. */
	public void heard(ControlFeedback heard) {
		this.resources.tracer().heard(heard);
		this.feedback.add(heard);
	}

	private void hear() {
		for (ControlFeedback heard = this.feedback.poll(); heard != null; heard = this.feedback.poll()) {
			int slot = this.windows.find(heard.cell());
			if (slot >= 0) {
				this.guard.heard(this.states.get(slot), heard);
			}
		}
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
						? state.calibration.scales(Calibration.DECIDED, this.schema.targets()) : null,
				state.intent, Objects.requireNonNull(status(slot))));
	}

	/**
	 * Asks for all cells in short. Answered as {@link #ask} is, over as many cycles as
	 * many cells need.
	 */
	public Future<List<CellStatus>> survey() {
		return this.survey.ask();
	}

	private @Nullable CellStatus status(int slot) {
		CellId cell = this.windows.cell(slot);
		CellState state = this.states.get(slot);
		return (cell == null) ? null : new CellStatus(cell, this.windows.heardNs(slot), this.windows.filled(slot),
				state.inForce, state.surprise, state.last);
	}

	/**
	 * One cycle: waits for frames, drains what is there, answers each.
	 * @return frames that were drained
	 */
	public int doWork(long maxWaitNs) throws InterruptedException {
		Arrival first = this.queue.poll(this.batch.patienceNs(maxWaitNs), TimeUnit.NANOSECONDS);
		long startNs = this.clock.nanoTime();
		useServingModel();
		this.intents = this.resources.intents();
		this.batch.use(this.intents);
		evictSilent(startNs);
		hear();
		if (first != null) {
			this.drained.add(first);
			this.queue.drainTo(this.drained);
		}
		int count = this.drained.size();
		try {
			for (int i = 0; i < count; i++) {
				this.batch.behind(count - i - 1 + this.queue.size());
				answer(this.drained.get(i));
			}
			this.batch.behind(this.queue.size());
			this.batch.planExpired();
			this.batch.plan();
		}
		finally {
			this.drained.clear();
		}
		if (count > 0) {
			this.metrics.cycle(this.clock.nanoTime() - startNs);
		}
		this.questions.answer();
		this.survey.advance(this.windows.slots());
		return count;
	}

	private void answer(Arrival arrival) {
		if (!arrival.schema().equals(this.schema) && !sameFrames(arrival.schema())) {
			this.desk.hold(arrival, null, Outcome.NO_MODEL, inForce(arrival, null),
					"the schema changed under this report");
			return;
		}
		int slot = admit(arrival);
		if (slot < 0) {
			this.metrics.frame(FrameResult.REJECTED);
			arrival.sink()
				.rejected(arrival.frame(), new InvalidInputException("cell",
						"one of at most " + this.settings.cells().maxCells() + " cells (presage.loop.max-cells)",
						"another one"));
			return;
		}
		CellState state = this.states.get(slot);
		if (state.waiting) {
			this.batch.planAll();
		}
		state.intend(this.intents, arrival.frame().cell());
		float inForce = inForce(arrival, state);
		FrameResult result = take(arrival, slot, state);
		this.metrics.frame(result);
		switch (result) {
			case REPEATED,
					LATE ->
				this.desk.hold(arrival, state, Outcome.STALE, heldPrbs(state, inForce),
						"the interval ends at " + arrival.frame().intervalEndMs() + " ms, the newest one answered at "
								+ this.windows.newestMs(slot) + " ms");
			case OLD -> this.desk.hold(arrival, state, Outcome.STALE, inForce, "the interval ended more than "
					+ this.settings.cells().maxAgeMs() + " ms ago (presage.loop.max-age)");
			default -> decide(arrival, slot, state, inForce);
		}
	}

	/** The slot of the frame's cell, −1 if there is room for none. */
	private int admit(Arrival arrival) {
		CellId cell = arrival.frame().cell();
		int known = this.windows.find(cell);
		if (known >= 0) {
			return known;
		}
		if (!this.resources.takeCell()) {
			return -1;
		}
		int slot = this.windows.admit(cell, arrival.receivedNs());
		while (this.states.size() <= slot) {
			this.states.add(new CellState());
		}
		if (this.settings.jointSlices() && !cell.slice().isEmpty()) {
			CellSlices siblings = this.sliced.computeIfAbsent(cell.whole(), (whole) -> new CellSlices());
			this.states.get(slot).join(siblings);
		}
		return slot;
	}

	private FrameResult take(Arrival arrival, int slot, CellState state) {
		long age = this.clock.epochMillis() - arrival.frame().intervalEndMs();
		long maxAge = this.settings.cells().maxAgeMs();
		if (!arrival.mode().recorded() && maxAge > 0 && age > maxAge) {
			return FrameResult.OLD;
		}
		FrameResult result = switch (this.windows.offer(slot, arrival.frame().intervalEndMs(), arrival.frame().values(),
				arrival.receivedNs())) {
			case ACCEPTED -> FrameResult.ACCEPTED;
			case REPEATED -> FrameResult.REPEATED;
			case LATE -> FrameResult.LATE;
			case RESTARTED -> {
				state.restart();
				yield FrameResult.GAP;
			}
		};
		state.newestMs = this.windows.newestMs(slot);
		return result;
	}

	/** Guard, then wait for the plan. */
	private void decide(Arrival arrival, int slot, CellState state, float inForce) {
		CellPlanner cellPlanner = this.serving.planner();
		state.inForce = inForce;
		if (cellPlanner == null) {
			this.desk.hold(arrival, state, Outcome.NO_MODEL, inForce, "");
			return;
		}
		try {
			cellPlanner.observe(arrival.frame().values(), state, this.surprise);
			this.guard.observe(arrival, state, cellPlanner);
			if (this.windows.filled(slot) < cellPlanner.window()) {
				this.desk.hold(arrival, state, Outcome.WARMING_UP, inForce,
						this.windows.filled(slot) + " of " + cellPlanner.window() + " frames");
			}
			else {
				planUnlessGuarded(arrival, slot, state, cellPlanner);
			}
		}
		catch (ModelException ex) {
			state.restart();
			this.desk.hold(arrival, state, Outcome.MODEL_FAILED, inForce, String.valueOf(ex.getMessage()));
		}
		if (state.siblings != null) {
			this.batch.planIfComplete(state.siblings, (long) this.settings.cells().gapSteps() * this.schema.stepMs());
		}
	}

	private void planUnlessGuarded(Arrival arrival, int slot, CellState state, CellPlanner cellPlanner) {
		ControlGuard.Hold hold = this.guard.check(arrival, state, state.inForce);
		if (hold == null) {
			this.batch.add(new PendingFrame(arrival, slot, state, state.inForce,
					arrival.receivedNs() + state.intent.budgetNs(this.settings.budgetNs())));
			return;
		}
		if (hold.why() == Outcome.ROLLED_BACK) {
			this.desk.rollBack(arrival, state, hold.prbs(), hold.detail());
		}
		else {
			this.desk.hold(arrival, state, hold.why(), hold.prbs(), hold.detail());
		}
		if (!Float.isNaN(hold.prbs())) {
			cellPlanner.hold(this.windows, slot, state, hold.prbs());
		}
	}

	/** The allocation in force: as reported, else as last decided. */
	private static float inForce(Arrival arrival, @Nullable CellState state) {
		float reported = arrival.frame().values()[arrival.schema().actionIndex()];
		return (Float.isNaN(reported) && state != null) ? state.decided : reported;
	}

	/** An old frame says what was in force once; what was decided since is newer. */
	private static float heldPrbs(CellState state, float inForce) {
		return Float.isNaN(state.decided) ? inForce : state.decided;
	}

	/** Changes over to a new model between two cycles. */
	private void useServingModel() {
		if (!this.serving.changed()) {
			return;
		}
		this.batch.planAll();
		KpiSchema wanted = this.serving.change();
		if (wanted != null) {
			if (!sameFrames(wanted)) {
				forgetAll();
				this.windows = windowsFor(wanted);
			}
			this.schema = wanted;
		}
		this.batch.use(this.serving.planner(), this.windows);
		this.desk.use(this.serving.planner());
		this.states.forEach(CellState::changeModel);
	}

	private boolean sameFrames(KpiSchema other) {
		try {
			this.schema.requireSameFrames(other);
			return true;
		}
		catch (InvalidInputException ex) {
			return false;
		}
	}

	private CellWindows windowsFor(KpiSchema frames) {
		CellLimits limits = this.settings.cells();
		return new CellWindows(frames.size(), limits.windowCapacity(), limits.gapSteps() * frames.stepMs(),
				limits.maxCells());
	}

	private void forgetAll() {
		this.resources.giveBack(this.windows.size());
		this.states.clear();
		this.sliced.clear();
	}

	private void evictSilent(long nowNs) {
		if (nowNs - this.lastEvictionNs > EVICTION_INTERVAL_NS) {
			this.lastEvictionNs = nowNs;
			this.windows.evictSilent(nowNs, this.settings.cells().silentNs(), (slot) -> {
				this.states.get(slot).forget();
				this.resources.giveBack(1);
			});
			this.sliced.values().removeIf(CellSlices::isEmpty);
			this.metrics.windows(this, this.windows.size(), this.windows.frames());
		}
	}

	@Override
	public void close() {
		this.serving.close();
	}

}
