/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.LogKeys;
import org.presage.learning.CanaryWatch;
import org.presage.learning.CheckResults;
import org.presage.learning.LiveComparison;
import org.presage.learning.ShadowTrial;
import org.presage.learning.TrialRules;
import org.presage.server.model.ModelService;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelLineage;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;

/**
 * One challenger at a time on trial: first it forecasts in shadow, then it plans for a
 * few cells, more of them and all. Used by one thread.
 */
final class ChallengerTrial {

	private static final Logger LOG = LoggerFactory.getLogger(ChallengerTrial.class);

	/**
	 * Cells that a challenger plans for, stage by stage; it is never without others to be
	 * compared with.
	 */
	private static final double[] SHARES = { 0.05, 0.25, 0.9 };

	private final TrialRules rules;

	private final Duration limit;

	private final Duration silence;

	private final LearnFolder folder;

	private final LiveComparison live;

	private final ModelService models;

	private final ModelRegistry registry;

	private final ServedChampion champion;

	private final LearnMetrics metrics;

	private final Clock clock;

	private @Nullable Challenger challenger;

	private @Nullable ModelPackage source;

	private Stage stage = Stage.NONE;

	private int share;

	private long begunNs;

	/** Decisions of its cells that were seen, and when that grew last. */
	private long seen;

	private long seenNs;

	/** How far it is. */
	enum Stage {

		NONE, SHADOW, CANARY

	}

	/**
	 * @param limit a trial that takes longer is over
	 * @param silence without a decision of its cells, after which it is over: what is not
	 * seen is not judged
	 */
	ChallengerTrial(TrialRules rules, Duration limit, Duration silence, LearnFolder folder, LiveComparison live,
			ModelService models, ModelRegistry registry, ServedChampion champion, LearnMetrics metrics, Clock clock) {
		this.rules = rules;
		this.limit = limit;
		this.silence = silence;
		this.folder = folder;
		this.live = live;
		this.models = models;
		this.registry = registry;
		this.champion = champion;
		this.metrics = metrics;
		this.clock = clock;
	}

	/** A trial that was not decided when the program ended is over. */
	void resume() {
		for (Challenger open : this.folder.lineage().challengers()) {
			if (open.verdict() == null) {
				this.folder.decide(open.decided(Challenger.Verdict.ABANDONED, "the server ended", now()));
			}
		}
	}

	private String now() {
		return Instant.ofEpochMilli(this.clock.epochMillis()).toString();
	}

	Stage stage() {
		return this.stage;
	}

	/**
	 * Begins with a package that was trained.
	 * @param file in the folder
	 * @param trigger why it was trained
	 * @return verdict if there is one already; null if it is on trial now
	 * @throws ModelException if it cannot be used
	 */
	Challenger.@Nullable Verdict begin(String file, String trigger) {
		ModelPackage read = ModelPackage.read(this.folder.resolve(file));
		ModelManifest manifest = read.manifest();
		ModelManifest serving = this.registry.manifest();
		ModelLineage lineage = manifest.lineage();
		this.metrics.trained((lineage != null) ? lineage.windows() : 0);
		Challenger made = new Challenger(file, manifest.version(), manifest.digest(),
				(lineage != null) ? lineage.parent() : (serving != null) ? serving.digest() : "",
				(lineage != null) ? lineage.mode() : "", trigger, now(), null, "", null);
		boolean banned = this.folder.isBanned(made.hash());
		this.folder.add(made);
		this.challenger = made;
		this.source = read;
		if (banned) {
			return end(Challenger.Verdict.REJECTED, "this package was rolled back before");
		}
		// They are made where it is trained, on what it was trained on.
		String refusal = CheckResults.refusal(manifest);
		if (!refusal.isEmpty()) {
			return end(Challenger.Verdict.REJECTED, refusal);
		}
		this.live.beginShadow(this.models.load(read));
		this.stage = Stage.SHADOW;
		this.begunNs = this.clock.nanoTime();
		LOG.atInfo()
			.addKeyValue(LogKeys.MODEL, manifest.version())
			.log("model {} forecasts in shadow", manifest.version());
		return null;
	}

	/**
	 * Judges by what is known now.
	 * @return the verdict; null if there is none yet
	 */
	Challenger.@Nullable Verdict step() {
		ModelPackage tried = this.source;
		if (tried == null) {
			return null;
		}
		if (this.clock.nanoTime() - this.begunNs > this.limit.toNanos()) {
			// In advisory mode no cell follows, and in an idle network nothing is shown.
			return end(Challenger.Verdict.REJECTED, "undecided after " + this.limit.toSeconds() + " s: " + missing());
		}
		return (this.stage == Stage.SHADOW) ? shadow(tried) : canary(tried);
	}

	private Challenger.@Nullable Verdict shadow(ModelPackage tried) {
		ShadowTrial.Report found = this.live.shadow();
		if (found == null) {
			return null;
		}
		this.metrics.shadow(found);
		TrialRules.Judgement judged = this.rules.shadow(found);
		if (judged.verdict() == TrialRules.Verdict.REJECTED) {
			return end(Challenger.Verdict.REJECTED, judged.reason());
		}
		if (judged.verdict() == TrialRules.Verdict.PASSED) {
			this.live.endShadow();
			this.share = 0;
			this.registry.tryOut(this.models.load(tried), share(tried));
			this.stage = Stage.CANARY;
			compare(tried.manifest());
		}
		return null;
	}

	private double share(ModelPackage tried) {
		return this.live.share(tried.manifest().version(), SHARES[this.share]);
	}

	private void compare(ModelManifest manifest) {
		this.live.beginCanary(manifest.version(), manifest.network().window());
		this.seen = 0;
		this.seenNs = this.clock.nanoTime();
		LOG.atInfo()
			.addKeyValue(LogKeys.MODEL, manifest.version())
			.log("model {} plans for {} % of the cells", manifest.version(), Math.round(100 * SHARES[this.share]));
	}

	private Challenger.@Nullable Verdict canary(ModelPackage tried) {
		if (this.registry.canary() == null) {
			return end(Challenger.Verdict.ABANDONED, "another model serves now");
		}
		CanaryWatch.Report found = this.live.canary();
		if (found.canary().decided() > this.seen) {
			this.seen = found.canary().decided();
			this.seenNs = this.clock.nanoTime();
		}
		if (this.clock.nanoTime() - this.seenNs > this.silence.toNanos()) {
			// The store cannot be written, or its cells are silent.
			return end(Challenger.Verdict.ABANDONED,
					"no decision of its cells was seen for " + this.silence.toSeconds() + " s");
		}
		TrialRules.Judgement judged = this.rules.canary(found);
		if (judged.verdict() == TrialRules.Verdict.REJECTED) {
			return end(Challenger.Verdict.ROLLED_BACK, judged.reason());
		}
		if (judged.verdict() == TrialRules.Verdict.PASSED && ++this.share < SHARES.length) {
			this.registry.share(share(tried));
			compare(tried.manifest());
		}
		else if (judged.verdict() == TrialRules.Verdict.PASSED) {
			return promote(tried);
		}
		return null;
	}

	private Challenger.Verdict promote(ModelPackage tried) {
		Challenger promoted = this.challenger;
		if (promoted == null) {
			throw new IllegalStateException("nothing is on trial");
		}
		// First on disk: after a crash it serves, which nearly all cells have tried.
		LearnFolder.Lineage before = this.folder.lineage();
		this.folder.decide(promoted.decided(Challenger.Verdict.PROMOTED, "", now()), promoted.file());
		if (!this.champion.promote(tried, promoted.file())) {
			this.folder.restore(before);
			return end(Challenger.Verdict.ABANDONED, "another model serves now");
		}
		clear();
		this.folder.deleteOld();
		this.metrics.verdict(Challenger.Verdict.PROMOTED);
		LOG.atInfo()
			.addKeyValue(LogKeys.MODEL, promoted.version())
			.log("model {} is promoted: it serves all cells", promoted.version());
		return Challenger.Verdict.PROMOTED;
	}

	/** What is on trial; null for nothing. */
	@Nullable Challenger challenger() {
		return this.challenger;
	}

	/** What is missing for the next step; empty without a trial. */
	String missing() {
		ShadowTrial.Report found = this.live.shadow();
		return switch (this.stage) {
			case NONE -> "";
			case SHADOW -> (found != null) ? this.rules.shadow(found).reason() : "";
			case CANARY -> this.rules.canary(this.live.canary()).reason();
		};
	}

	/** Share of the cells that it plans. */
	double plannedShare() {
		ModelRegistry.Canary planned = this.registry.canary();
		return (planned != null) ? planned.share() : 0;
	}

	/**
	 * Serves all cells with a challenger at once, because an operator wants it.
	 * @throws ModelException if it cannot be used
	 */
	void promote(Challenger chosen) {
		// A package that is not there ends no trial.
		ModelPackage.read(this.folder.resolve(chosen.file()));
		Challenger tried = this.challenger;
		if (tried != null && !tried.file().equals(chosen.file())) {
			end(Challenger.Verdict.ABANDONED, "an operator promoted " + chosen.version());
		}
		LearnFolder.Lineage before = this.folder.lineage();
		this.folder.decide(chosen.decided(Challenger.Verdict.PROMOTED, "by an operator", now()), chosen.file());
		try {
			this.champion.serve(chosen.file());
		}
		catch (ModelException ex) {
			this.folder.restore(before);
			throw ex;
		}
		clear();
		this.metrics.verdict(Challenger.Verdict.PROMOTED);
	}

	/**
	 * Serves with the champion before, because an operator wants it; false if there is
	 * nothing to take back.
	 * @throws ModelException if that cannot be used; then nothing has changed
	 */
	boolean rollBack(String reason) {
		if (this.challenger != null) {
			end(Challenger.Verdict.ROLLED_BACK, reason);
			return true;
		}
		Challenger served = this.champion.served();
		if (served == null) {
			return false;
		}
		String back = this.champion.before(served);
		LearnFolder.Lineage before = this.folder.lineage();
		this.folder.decide(served.decided(Challenger.Verdict.ROLLED_BACK, reason, now()), back);
		try {
			this.champion.goBack(back);
		}
		catch (ModelException ex) {
			this.folder.restore(before);
			throw ex;
		}
		this.metrics.verdict(Challenger.Verdict.ROLLED_BACK);
		return true;
	}

	/** Ends the trial, if there is one; the champion serves all cells. */
	Challenger.Verdict end(Challenger.Verdict verdict, String reason) {
		this.registry.endCanary();
		Challenger ended = this.challenger;
		clear();
		if (ended == null) {
			LOG.warn("no challenger: {}", reason);
			return verdict;
		}
		this.metrics.verdict(verdict);
		LOG.atWarn()
			.addKeyValue(LogKeys.MODEL, ended.version())
			.log("model {} is {}: {}", ended.version(), verdict.name().toLowerCase(Locale.ROOT).replace('_', ' '),
					reason);
		try {
			this.folder.decide(ended.decided(verdict, reason, now()));
			this.folder.deleteOld();
		}
		catch (InvalidInputException ex) {
			LOG.error("the verdict is kept in memory only: {}", ex.getMessage());
		}
		return verdict;
	}

	private void clear() {
		this.challenger = null;
		this.source = null;
		this.stage = Stage.NONE;
		this.live.endShadow();
		this.live.endCanary();
	}

}
