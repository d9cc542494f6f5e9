/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.LogKeys;
import org.presage.base.LogThrottle;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelRegistry;

/**
 * Frame, plan, guard, decision. Frames are offered by any thread; {@link #doWork} is
 * called by one, which owns the cells, their windows and the model's buffers. Each
 * accepted frame is answered exactly once; holding the last allocation is the answer to
 * everything that goes wrong.
 */
public final class ControlLoop implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);

	private static final int QUEUE = 65_536;

	private final ControlSettings settings;

	private final ServingModel serving;

	private final Clock clock;

	private final LoopMetrics metrics;

	private final Surprise surprise;

	private final LoopResources resources;

	private final BlockingQueue<Arrival> queue = new ArrayBlockingQueue<>(QUEUE);

	private final List<Arrival> drained = new ArrayList<>();

	private final LoopCells cells;

	private final Queue<ControlFeedback> feedback = new ConcurrentLinkedQueue<>();

	private final ControlGuard guard;

	private final CellQueries questions;

	private final CellListQuery survey;

	private final DecisionDispatcher desk;

	private final PlanBatch batch;

	private final UnseenCells unseen;

	/** Steps before the frames of each cycle, none of which depends on another one. */
	private final List<Runnable> preparations = List.of(this::useServingModel, this::useIntents, this::evictSilent,
			this::hear);

	private final LogThrottle unprepared;

	private final LogThrottle staleReports;

	private Intents intents = Intents.NONE;

	private volatile boolean withoutPlanner;

	public ControlLoop(ControlSettings settings, ModelRegistry registry, KpiSchema schema, Clock clock,
			LoopMetrics metrics, Surprise surprise) {
		this(settings, registry, schema, clock, metrics, surprise,
				new LoopResources(settings.cells().maxCells(), DecisionRecorder.NONE));
	}

	/**
	 * @param resources shared by all loops of the program
	 */
	public ControlLoop(ControlSettings settings, ModelRegistry registry, KpiSchema schema, Clock clock,
			LoopMetrics metrics, Surprise surprise, LoopResources resources) {
		this.settings = settings;
		this.serving = new ServingModel(registry, settings, clock, metrics, resources.neighbours());
		this.clock = clock;
		this.metrics = metrics;
		this.surprise = surprise;
		this.resources = resources;
		this.cells = new LoopCells(settings, clock, resources, schema, metrics);
		this.questions = new CellQueries(this.cells::snapshot);
		this.survey = new CellListQuery(this.cells::status);
		this.unprepared = new LogThrottle(LOG, Level.ERROR, "cycles that could not be prepared", clock);
		this.staleReports = resources.stale(clock);
		this.guard = new ControlGuard(settings, clock, metrics);
		this.desk = new DecisionDispatcher(clock, metrics, resources, this.guard);
		this.unseen = new UnseenCells(this.desk, settings, metrics, clock);
		this.batch = new PlanBatch(clock, this.desk, resources.recorder());
	}

	/**
	 * Offers a frame. Returns false if the queue is full; the frame is then not answered.
	 */
	public boolean offer(Arrival arrival) {
		return this.queue.offer(arrival);
	}

	/** Takes an actuator's feedback on a decision; does not wait. */
	public void received(ControlFeedback received) {
		this.resources.tracer().received(received);
		this.feedback.add(received);
	}

	private void hear() {
		for (ControlFeedback received = this.feedback.poll(); received != null; received = this.feedback.poll()) {
			CellState state = this.cells.find(received.cell());
			if (state != null) {
				this.guard.received(state, received);
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

	/**
	 * Asks for all cells in short. Answered as {@link #ask} is, over as many cycles as
	 * many cells need.
	 */
	public Future<List<CellStatus>> survey() {
		return this.survey.ask();
	}

	/**
	 * One cycle: waits for frames, drains what is there, answers each. If that fails,
	 * those that have no answer are reported to their sinks as lost.
	 * @return frames that were drained
	 */
	public int doWork(long maxWaitNs) throws InterruptedException {
		try {
			return cycle(maxWaitNs);
		}
		catch (RuntimeException | Error ex) {
			this.desk.lose(this.drained, ex);
			this.desk.lose(this.batch.abandon(), ex);
			this.drained.clear();
			throw ex;
		}
	}

	private int cycle(long maxWaitNs) throws InterruptedException {
		Arrival first = this.queue.poll(this.batch.patienceNs(maxWaitNs), TimeUnit.NANOSECONDS);
		if (first != null) {
			this.drained.add(first);
		}
		long startNs = this.clock.nanoTime();
		prepare();
		int count = take();
		this.batch.planExpired();
		// Between two calls something more urgent may come. A cycle ends after a budget.
		while (this.batch.ready()) {
			this.batch.behind(this.queue.size());
			this.batch.plan();
			if (this.clock.nanoTime() - startNs > this.settings.budgetNs()) {
				break;
			}
			count += take();
		}
		if (count > 0) {
			this.metrics.cycle(this.clock.nanoTime() - startNs, this.settings.budgetNs());
		}
		this.questions.answer();
		this.survey.advance(this.cells.windows().slots());
		return count;
	}

	/** Takes all frames that are there; returns their number. */
	private int take() {
		this.queue.drainTo(this.drained);
		int count = this.drained.size();
		for (int i = 0; i < count; i++) {
			this.batch.behind(count - i - 1 + this.queue.size());
			answer(this.drained.get(i));
		}
		this.drained.clear();
		return count;
	}

	/** What breaks here must cost neither the other steps nor a frame its answer. */
	private void prepare() {
		for (int i = 0; i < this.preparations.size(); i++) {
			try {
				this.preparations.get(i).run();
			}
			catch (RuntimeException | Error ex) {
				if (this.unprepared.admits()) {
					LOG.error("a cycle of the loop could not be prepared; its reports are answered", ex);
				}
			}
		}
	}

	/** Answers a frame now, or leaves it to the batch. */
	private void answer(Arrival arrival) {
		try {
			handle(arrival);
		}
		catch (RuntimeException | Error ex) {
			this.desk.fail(arrival, this.cells.find(arrival.frame().cell()), ex);
		}
	}

	private void handle(Arrival arrival) {
		if (!this.cells.fit(arrival.schema())) {
			this.desk.hold(arrival, null, Outcome.NO_MODEL, arrival.reportedPrbs(),
					"the schema changed under this report");
			return;
		}
		InvalidInputException refusal = this.cells.refusal(arrival);
		if (refusal != null) {
			this.desk.reject(arrival, refusal);
			return;
		}
		if (this.cells.isOld(arrival) && this.cells.find(arrival.frame().cell()) == null) {
			// Takes no place from a cell that reports now.
			this.metrics.frame(FrameResult.OLD);
			stale(arrival, null, arrival.reportedPrbs(), this.cells.tooOld(arrival));
			return;
		}
		int slot = this.cells.admit(arrival);
		if (slot < 0) {
			this.desk.reject(arrival, this.cells.refusal(slot));
			return;
		}
		CellState state = this.cells.state(slot).plannedBy(this.serving.planner(arrival.frame().cell()));
		if (state.waiting()) {
			this.batch.planAll();
		}
		state.intend(this.intents, arrival.frame().cell());
		float inForce = state.allocation().inForce(arrival);
		FrameResult result = this.cells.take(arrival, slot);
		this.metrics.frame(result);
		switch (result) {
			case REPEATED, LATE -> {
				if (result == FrameResult.LATE) {
					state.control().resetClock();
				}
				stale(arrival, state, state.allocation().held(inForce),
						"the interval ends at " + arrival.frame().intervalEndMs() + " ms, the newest one answered at "
								+ this.cells.windows().newestMs(slot) + " ms");
			}
			case IMPLAUSIBLE -> {
				this.desk.hold(arrival, state, Outcome.IMPLAUSIBLE, state.allocation().held(),
						String.valueOf(state.falseData()));
				planSiblings(state);
			}
			case OFF_STEP -> {
				state.allocation().report(inForce);
				this.unseen.offStep(arrival, state, this.cells.period(state), inForce);
				planSiblings(state);
			}
			case OLD -> stale(arrival, state, inForce, this.cells.tooOld(arrival));
			default -> decide(arrival, slot, state, inForce);
		}
	}

	private void stale(Arrival arrival, @Nullable CellState state, float held, String detail) {
		if (this.staleReports.admits()) {
			LOG.atWarn()
				.addKeyValue(LogKeys.CELL, arrival.frame().cell())
				.log("{}: report {} is stale: {}", arrival.frame().cell(), arrival.frame().sequence(), detail);
		}
		this.desk.hold(arrival, state, Outcome.STALE, held, detail);
	}

	/** Guard, then wait for the plan. */
	private void decide(Arrival arrival, int slot, CellState state, float inForce) {
		CellPlanner cellPlanner = state.planner();
		state.allocation().report(inForce);
		if (cellPlanner == null) {
			this.desk.hold(arrival, state, Outcome.NO_MODEL, inForce, "");
			return;
		}
		try {
			cellPlanner.expectations().compare(arrival.frame().values(), state, this.surprise);
			ReportCheck check = this.resources.check();
			boolean suspect = check != null && check.judge(state.expectation().kpis()) || state.falseData() != null;
			this.guard.observe(arrival, state, cellPlanner.frames());
			if (!this.unseen.warmingUp(arrival, slot, state, inForce, this.cells, cellPlanner.window())) {
				planUnlessGuarded(arrival, slot, state, cellPlanner, suspect);
			}
		}
		catch (ModelException ex) {
			if (arrival.answered()) {
				// It failed after the answer, when it was asked what to expect next.
				this.desk.fail(arrival, state, ex);
			}
			else {
				state.restart();
				this.desk.hold(arrival, state, Outcome.MODEL_FAILED, inForce, String.valueOf(ex.getMessage()));
			}
		}
		planSiblings(state);
	}

	/** Plans the slices of a cell if none is missing any more. */
	private void planSiblings(CellState state) {
		CellSlices siblings = state.siblings();
		if (siblings != null) {
			this.batch.planIfComplete(siblings, this.cells.gapMs());
		}
	}

	/**
	 * @param suspect whether the report may be false; nothing is learnt from it then
	 */
	private void planUnlessGuarded(Arrival arrival, int slot, CellState state, CellPlanner cellPlanner,
			boolean suspect) {
		ControlGuard.Hold hold = this.guard.check(arrival, state);
		boolean back = hold != null && (hold.why() == Outcome.ROLLED_BACK || hold.why() == Outcome.DISTRUSTED);
		boolean blind = !back && this.unseen.blind(arrival, slot, state, this.cells.windows(), cellPlanner);
		boolean held = hold != null && hold.why() != Outcome.RATE_LIMITED;
		cellPlanner.corrections().observe(arrival.frame(), state, suspect || blind || held);
		if (blind) {
			return;
		}
		if (hold == null) {
			this.batch.add(new PendingFrame(arrival, slot, state, state.allocation().inForce(),
					arrival.receivedNs() + state.intent().budgetNs(this.settings.budgetNs())));
			return;
		}
		if (hold.why() == Outcome.ROLLED_BACK) {
			this.desk.rollBack(arrival, state, hold.prbs(), hold.detail());
		}
		else {
			this.desk.hold(arrival, state, hold.why(), hold.prbs(), hold.detail());
		}
		if (!Float.isNaN(hold.prbs())) {
			cellPlanner.expectations().hold(this.cells.windows(), slot, state, hold.prbs());
		}
	}

	private void useIntents() {
		this.intents = this.resources.intents();
		this.batch.use(this.intents);
	}

	/** Changes over to other models between two cycles. */
	private void useServingModel() {
		if (!this.serving.changed()) {
			return;
		}
		this.batch.planAll();
		KpiSchema served = this.serving.change();
		if (served != null) {
			this.cells.use(served);
		}
		this.batch.use(this.cells.windows());
		this.desk.use(this.serving.planner());
		this.cells.changeModels(this.serving::planner);
		this.withoutPlanner = served != null && this.serving.planner() == null;
	}

	/** Whether there is a model that this loop cannot plan with. Thread-safe. */
	public boolean withoutPlanner() {
		return this.withoutPlanner;
	}

	private void evictSilent() {
		if (this.cells.evictSilent(this.clock.nanoTime())) {
			this.metrics.windows(this, this.cells.windows().size(), this.cells.windows().frames());
		}
	}

	@Override
	public void close() {
		this.serving.close();
	}

}
