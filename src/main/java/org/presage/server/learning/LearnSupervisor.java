/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.NameText;
import org.presage.base.TaskTimer;
import org.presage.learning.LiveComparison;
import org.presage.learning.ShadowTrial;
import org.presage.learning.TransitionStore;
import org.presage.server.model.ModelService;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelPackage;

/**
 * Learns while the server runs: has a challenger trained when there is reason to, and
 * puts it on trial. Whatever fails, the champion serves.
 */
public final class LearnSupervisor implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(LearnSupervisor.class);

	private static final long PERIOD_MS = 1_000;

	/** Characters of a reason. */
	private static final int MOST = 200;

	/** After a change, so many must have been judged: some are kept to validate. */
	private static final long WINDOWS = 600;

	private static final String SNAPSHOT = "snapshot.duckdb";

	private static final String CHAMPION = "champion.presage";

	private final LearnSettings settings;

	private final LearnFolder folder;

	private final Learner learner;

	private final TransitionStore store;

	private final LiveComparison live;

	private final DriftAlarms alarms;

	private final ModelService models;

	private final ServedChampion champion;

	private final ChallengerTrial trial;

	private final LearnMetrics metrics;

	private final Clock clock;

	private final TaskTimer timer;

	private final Triggers triggers;

	private volatile Phase phase = Phase.IDLE;

	private volatile @Nullable String asked;

	private @Nullable CompletableFuture<Path> copy;

	private Learner.@Nullable Run run;

	private Triggers.Reason reason = new Triggers.Reason("", null, 0, 0);

	private String file = "";

	private long begunNs;

	/** What it does. */
	public enum Phase {

		/** Waits for a reason to train. */
		IDLE,

		/** Copies the store. */
		COPYING,

		/** Trains, in another process. */
		TRAINING,

		/** A challenger forecasts and does not plan. */
		SHADOW,

		/** A challenger plans for some of the cells. */
		CANARY

	}

	LearnSupervisor(LearnSettings settings, LearnFolder folder, Learner learner, TransitionStore store,
			LiveComparison live, DriftAlarms alarms, ModelService models, ServedChampion champion,
			ChallengerTrial trial, LearnMetrics metrics, Clock clock, TaskTimer timer) {
		this.settings = settings;
		this.folder = folder;
		this.learner = learner;
		this.store = store;
		this.live = live;
		this.alarms = alarms;
		this.models = models;
		this.champion = champion;
		this.trial = trial;
		this.metrics = metrics;
		this.clock = clock;
		this.timer = timer;
		this.triggers = new Triggers(settings.every(), settings.rest(), settings.daily(), clock.epochMillis());
	}

	/** Serves with the last learnt champion, if there is one, and begins to watch. */
	void start() {
		resume();
		this.timer.scheduleWithFixedDelay(this::step, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
	}

	/** Goes on where the program before ended. */
	void resume() {
		this.trial.resume();
		this.champion.resume();
	}

	/**
	 * Requires a reason that can be kept.
	 * @throws InvalidInputException if it cannot
	 */
	public static void requireReason(String reason) {
		InvalidInputException problem = reason.isBlank()
				? new InvalidInputException("reason", "1 to " + MOST + " characters of text", '"' + reason + '"')
				: NameText.problem("reason", reason, MOST);
		if (problem != null) {
			throw problem;
		}
	}

	/** Asks for a training as soon as one may begin. Thread-safe. */
	public void train(String why) {
		this.asked = why;
	}

	/** What it does now. Thread-safe. */
	public Phase phase() {
		return this.phase;
	}

	/**
	 * What goes on.
	 *
	 * @param version of the model that serves; empty for none
	 * @param challenger version on trial, or file that is trained; empty for none
	 * @param missing what is missing for the next step of a trial
	 * @param shadow forecasts; null outside of that phase
	 * @param share of the cells that the challenger plans
	 * @param models all challengers, the newest first
	 */
	public record Snapshot(String version, Phase phase, String challenger, String missing,
			ShadowTrial.@Nullable Report shadow, double share, List<Challenger> models) {
	}

	/** What goes on now. Thread-safe. */
	public CompletableFuture<Snapshot> snapshot() {
		return CompletableFuture.supplyAsync(() -> {
			Challenger tried = this.trial.challenger();
			String name = (tried != null) ? tried.version() : (this.phase == Phase.TRAINING) ? this.file : "";
			return new Snapshot(this.champion.serving(), this.phase, name, this.trial.missing(), this.live.shadow(),
					this.trial.plannedShare(), this.folder.lineage().challengers().reversed());
		}, this.timer);
	}

	/**
	 * Serves all cells with a challenger at once. Thread-safe.
	 * @param name file of its package
	 * @return version that serves then; fails with a {@link ModelException} if it cannot
	 */
	public CompletableFuture<String> promote(String name) {
		return CompletableFuture.supplyAsync(() -> {
			Challenger chosen = this.folder.lineage()
				.challengers()
				.stream()
				.filter((one) -> one.file().equals(name))
				.findFirst()
				.orElseThrow(() -> new ModelException("file", "a learnt model of ListModels", name));
			this.trial.promote(chosen);
			stopTraining();
			this.triggers.promoted();
			judged(null);
			return this.champion.serving();
		}, this.timer);
	}

	/**
	 * Takes the cells back from the challenger on trial, else from the last champion.
	 * Thread-safe.
	 * @return version that serves then; fails with a {@link ModelException} if there is
	 * nothing to take back
	 */
	public CompletableFuture<String> rollBack(String reason) {
		return CompletableFuture.supplyAsync(() -> {
			boolean isTried = this.trial.challenger() != null;
			if (!this.trial.rollBack("by an operator: " + reason)) {
				throw new ModelException("model", "a learnt one that serves, or is on trial", this.champion.serving());
			}
			// After the cells are back: a learner may need seconds to end.
			stopTraining();
			judged(isTried ? Challenger.Verdict.ROLLED_BACK : null);
			return this.champion.serving();
		}, this.timer);
	}

	/** One look at what goes on. */
	void step() {
		try {
			watch();
			switch (this.phase) {
				case IDLE -> begin();
				case COPYING -> copied();
				case TRAINING -> trained();
				default -> judged(this.trial.step());
			}
		}
		catch (InvalidInputException | ModelException ex) {
			end(String.valueOf(ex.getMessage()));
		}
		catch (RuntimeException | Error ex) {
			LOG.error("a defect of the program: what was going on is over", ex);
			end(ex.toString());
		}
		this.metrics.phase(this.phase);
	}

	private void watch() {
		this.alarms.poll((alarm) -> this.triggers.drift(
				new Triggers.Reason(shortened("drift in group " + alarm.group() + ": " + alarm.reason()),
						alarm.timeMs(), this.settings.after().toMillis(), this.live.judged() + WINDOWS),
				this.clock.epochMillis()));
		String wanted = this.asked;
		if (wanted != null) {
			this.asked = null;
			this.triggers.ask(shortened(wanted));
		}
		if (this.champion.isChanged()) {
			if (this.phase != Phase.IDLE) {
				stop("another model serves now: " + this.champion.serving());
			}
			this.champion.accept();
		}
	}

	private static String shortened(String text) {
		return (text.length() > MOST) ? text.substring(0, MOST) : text;
	}

	private void begin() {
		long nowMs = this.clock.epochMillis();
		Triggers.Reason due = this.triggers.due(nowMs, this.live.judged());
		ModelPackage serving = this.models.served();
		if (due == null || serving == null) {
			return;
		}
		this.triggers.begin(nowMs);
		this.reason = new Triggers.Reason(shortened(due.why()), due.sinceMs(), due.afterMs(), due.windows());
		this.begunNs = this.clock.nanoTime();
		serving.write(this.folder.resolve(CHAMPION));
		this.copy = this.store.copyTo(this.folder.resolve(SNAPSHOT));
		this.phase = Phase.COPYING;
	}

	private void copied() {
		CompletableFuture<Path> copying = this.copy;
		if (copying == null || !copying.isDone()) {
			endIfTooLong();
			return;
		}
		if (copying.isCompletedExceptionally()) {
			end(String.valueOf(copying.exceptionNow().getMessage()));
			return;
		}
		this.file = LearnFolder.PREFIX + this.folder.take() + ".presage";
		this.run = this.learner.start(this.folder.resolve(SNAPSHOT), this.folder.resolve(CHAMPION),
				this.folder.resolve(this.file), this.reason);
		this.phase = Phase.TRAINING;
		LOG.info("{} is trained: {}", this.file, this.reason.why());
	}

	private void trained() {
		Learner.Run training = this.run;
		if (training == null) {
			return;
		}
		if (training.isRunning()) {
			endIfTooLong();
			return;
		}
		this.run = null;
		String failure = training.failure();
		if (failure != null) {
			end(failure);
			return;
		}
		judged(this.trial.begin(this.file, this.reason.why()));
		this.folder.delete(SNAPSHOT);
	}

	private void endIfTooLong() {
		if (this.clock.nanoTime() - this.begunNs > this.settings.limit().toNanos()) {
			end("the training took longer than " + this.settings.limit().toSeconds() + " s");
		}
	}

	private void judged(Challenger.@Nullable Verdict verdict) {
		if (verdict == Challenger.Verdict.PROMOTED) {
			this.triggers.promoted();
		}
		else if (verdict != null) {
			this.triggers.rejected();
		}
		this.phase = switch (this.trial.stage()) {
			case SHADOW -> Phase.SHADOW;
			case CANARY -> Phase.CANARY;
			case NONE -> Phase.IDLE;
		};
	}

	/** A training that starts from a model which is not to serve is of no use. */
	private void stopTraining() {
		Learner.Run training = this.run;
		CompletableFuture<Path> copying = this.copy;
		this.run = null;
		this.copy = null;
		if (copying != null) {
			// It cannot be stopped, and must not stay.
			copying.whenComplete((any, failure) -> this.folder.delete(SNAPSHOT));
		}
		if (this.phase == Phase.COPYING || this.phase == Phase.TRAINING) {
			this.phase = Phase.IDLE;
		}
		if (training != null) {
			training.stop();
		}
		this.folder.delete(SNAPSHOT);
	}

	/** Ends whatever goes on, which has failed; the champion serves all cells. */
	private void end(String reason) {
		this.triggers.rejected();
		stop(reason);
	}

	private void stop(String reason) {
		stopTraining();
		this.phase = Phase.IDLE;
		this.trial.end(Challenger.Verdict.ABANDONED, reason);
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
		stopTraining();
		this.folder.close();
	}

}
