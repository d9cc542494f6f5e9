/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.Clock;
import org.presage.control.metrics.Metric;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.WorldModel;

/**
 * Judges forecasts of running cells, on windows whose future has been reported: those of
 * the model that serves, for drift; those of a challenger beside them; and the cells that
 * a second model plans beside the others. A thread of its own runs the models; of more
 * windows than it can score some are left out. Thread-safe.
 */
public final class LiveComparison implements AutoCloseable {

	/** Looks at nothing. */
	public static final LiveComparison NONE = new LiveComparison();

	private static final Logger LOG = LoggerFactory.getLogger(LiveComparison.class);

	/** Seconds of windows at most; of more some are left out. */
	private static final int QUEUE = 512;

	/** After each window it rests for so many times as long: a tenth of a processor. */
	private static final int REST = 9;

	/** Memory of what is shown, in windows. */
	private static final double WEIGHT = 1e-3;

	private final @Nullable ModelRegistry registry;

	/** Null where nothing is judged. */
	private final @Nullable Clock clock;

	private final CanaryWatch canary;

	private final Object driftLock = new Object();

	private DriftMonitor drift = new DriftMonitor(List.of());

	/** Which windows are judged if there are too many. */
	private final SplittableRandom order = new SplittableRandom(1);

	private final BlockingQueue<Transition> windows = new ArrayBlockingQueue<>(QUEUE);

	private final Thread thread = Thread.ofPlatform().daemon().name("forecast-judge").unstarted(this::work);

	private volatile double crps = Double.NaN;

	/** Windows of the model that serves. */
	private final AtomicLong judged = new AtomicLong();

	private volatile boolean open = true;

	/** What forecasts beside the champion; owned by the thread, set under the lock. */
	private @Nullable ForecastScorer challenger;

	private @Nullable ShadowTrial trial;

	/** Of the model that serves. Owned by the thread. */
	private @Nullable ForecastScorer champion;

	private ModelRegistry.@Nullable Lease lease;

	private LiveComparison() {
		this.clock = null;
		this.registry = null;
		this.canary = new CanaryWatch(1);
	}

	/**
	 * @param registry of the model that serves
	 * @param maxCells cells and slices that are followed at the same time
	 */
	public LiveComparison(ModelRegistry registry, int maxCells, Clock clock, MeterRegistry meters) {
		this.clock = clock;
		this.registry = registry;
		this.canary = new CanaryWatch(maxCells);
		Metric.FORECAST_CRPS.gauge(meters, this, (live) -> live.crps);
	}

	/** Begins to judge. */
	public void start() {
		this.thread.start();
	}

	/** Takes what the store has written. */
	void written(List<Transition> written) {
		try {
			take(written);
		}
		catch (RuntimeException | Error ex) {
			// They have been written: a defect here is none of the store.
			LOG.error("what running cells did could not be judged", ex);
		}
	}

	private void take(List<Transition> written) {
		ModelManifest manifest = (this.registry != null) ? this.registry.manifest() : null;
		if (manifest == null || written.isEmpty()) {
			return;
		}
		this.canary.take(written, manifest);
		List<Transition> complete = new ArrayList<>();
		for (Transition one : written) {
			if (one.result() == TransitionResult.IMPLAUSIBLE) {
				CellId cell = one.decision().frame().cell();
				synchronized (this.driftLock) {
					this.drift.implausible(one.group(), cell.node(), one.decision().frame().intervalEndMs());
				}
			}
			else if (one.window() != null) {
				complete.add(one);
			}
		}
		// When the queue is full, any of them are left out, and not always the same
		// cells.
		for (int left = complete.size(); left > 0; left--) {
			int next = this.order.nextInt(left);
			this.windows.offer(complete.get(next));
			complete.set(next, complete.get(left - 1));
		}
	}

	private void work() {
		Clock used = this.clock;
		if (used == null) {
			return;
		}
		while (this.open) {
			try {
				Transition next = this.windows.take();
				long startNs = used.nanoTime();
				judge(next);
				long nowNs = used.nanoTime();
				used.sleepUntil(nowNs + REST * (nowNs - startNs));
			}
			catch (InterruptedException ex) {
				break;
			}
			catch (RuntimeException | Error ex) {
				LOG.error("a forecast of running cells could not be judged", ex);
			}
		}
		closeChampion();
		endShadow();
	}

	private void judge(Transition one) {
		float[] window = one.window();
		ForecastScorer serving = champion();
		if (window == null || serving == null || !serving.fits(window)) {
			return;
		}
		ForecastScorer.Score score = serving.score(window);
		double before = this.crps;
		this.judged.incrementAndGet();
		this.crps = Double.isNaN(before) ? score.crps() : before + WEIGHT * (score.crps() - before);
		CellId cell = one.decision().frame().cell();
		synchronized (this.driftLock) {
			long timeMs = one.decision().frame().intervalEndMs();
			this.drift.score(one.group(), cell.node(), score.crps(), timeMs);
			this.drift.signs(one.group(), cell.node(), score.signed(), timeMs);
		}
		compare(cell.node(), serving, score, window);
	}

	/** Both are asked for the same window, one after the other. */
	private synchronized void compare(String node, ForecastScorer serving, ForecastScorer.Score score, float[] window) {
		ForecastScorer second = this.challenger;
		ShadowTrial running = this.trial;
		if (second == null || running == null || !second.fits(window)) {
			return;
		}
		try {
			running.add(node, score, second.score(window), serving.isChanged(window));
		}
		catch (ModelException ex) {
			LOG.warn("the challenger could not forecast: {}", ex.getMessage());
			running.add(node, score, new ForecastScorer.Score(ForecastScorer.WORST, 0, 1, false, new double[0]),
					serving.isChanged(window));
		}
	}

	private @Nullable ForecastScorer champion() {
		ModelRegistry from = this.registry;
		if (from == null) {
			return null;
		}
		if (this.lease == null || !from.serves(this.lease)) {
			closeChampion();
			ModelRegistry.Lease acquired = from.acquire();
			if (acquired != null) {
				begin(acquired);
			}
		}
		return this.champion;
	}

	private void begin(ModelRegistry.Lease acquired) {
		try {
			this.champion = new ForecastScorer(acquired.model().replica());
			this.lease = acquired;
		}
		catch (RuntimeException | Error ex) {
			acquired.close();
			throw ex;
		}
		synchronized (this.driftLock) {
			// Errors of another model are no drift of this one.
			this.drift = new DriftMonitor(targets(acquired.model().manifest().schema()));
		}
		this.crps = Double.NaN;
	}

	private static List<String> targets(KpiSchema schema) {
		return Arrays.stream(schema.frameIndices()).mapToObj((kpi) -> schema.kpi(kpi).name()).toList();
	}

	private void closeChampion() {
		ForecastScorer closed = this.champion;
		ModelRegistry.Lease returned = this.lease;
		this.champion = null;
		this.lease = null;
		if (closed != null) {
			closed.close();
		}
		if (returned != null) {
			returned.close();
		}
	}

	/**
	 * Lets a challenger forecast beside the champion from now on.
	 * @param model closed when the trial ends
	 */
	public synchronized void beginShadow(WorldModel model) {
		endShadow();
		this.challenger = new ForecastScorer(model);
		this.trial = new ShadowTrial(model.manifest().version());
	}

	/**
	 * A lease of a copy of the challenger that forecasts in shadow, to be closed by the
	 * caller; null if that has another version, or there is none.
	 */
	public synchronized ModelRegistry.@Nullable Lease challenger(String version) {
		ForecastScorer second = this.challenger;
		return (second != null && second.manifest().version().equals(version))
				? new ModelRegistry.Lease(second.model().replica()) : null;
	}

	/** What is known of the challenger; null without one. */
	public synchronized ShadowTrial.@Nullable Report shadow() {
		return (this.trial != null) ? this.trial.report() : null;
	}

	public synchronized void endShadow() {
		ForecastScorer closed = this.challenger;
		this.challenger = null;
		this.trial = null;
		if (closed != null) {
			closed.close();
		}
	}

	/**
	 * Compares the cells of a second model with the others from now on.
	 * @param window frames of a cell that are left out after its model changed
	 */
	public void beginCanary(String version, int window) {
		this.canary.begin(version, window);
	}

	/**
	 * The share of the positions that gives a model at least so much of the cells that
	 * report, and at least one.
	 */
	public double share(String version, double least) {
		return this.canary.share(version, least);
	}

	/** What is known of both groups of cells. */
	public CanaryWatch.Report canary() {
		return this.canary.report();
	}

	public void endCanary() {
		this.canary.end();
	}

	/** Windows that were judged since the start. */
	public long judged() {
		return this.judged.get();
	}

	/** The next alarm; null for none. */
	public DriftMonitor.@Nullable Alarm alarm() {
		synchronized (this.driftLock) {
			return this.drift.next();
		}
	}

	/** Lets go of all models. */
	@Override
	public void close() {
		this.open = false;
		this.thread.interrupt();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
