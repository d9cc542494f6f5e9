/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;

/**
 * Compares the cells that a second model plans with those of the first one at the same
 * time, and each with itself before: what is different about the cells is not taken for
 * an effect of the model. Thread-safe.
 */
public final class CanaryWatch {

	/** Half of a central 90 % interval of a normal distribution, in deviations. */
	private static final double NINETY = 1.645;

	/** Five standard deviations count as much as any number more, as for the surprise. */
	private static final double CAP = 25;

	/** Memory of a cell's own level before, in frames. */
	private static final double MEMORY = 1.0 / 500;

	/** Frames before a cell has a level of its own. */
	private static final int KNOWN = 20;

	private final int maxCells;

	private final Map<CellId, Track> tracks = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<CellId, Track> eldest) {
			return size() > CanaryWatch.this.maxCells;
		}

	};

	private final Lane canary = new Lane();

	private final Lane control = new Lane();

	/** Of the second model; null while there is none. */
	private @Nullable String version;

	private int settling;

	/**
	 * @param maxCells cells and slices that are followed at the same time
	 */
	CanaryWatch(int maxCells) {
		this.maxCells = maxCells;
	}

	/**
	 * Cells that one model plans. Each excess is the mean over the frames, less the mean
	 * that the same cells had before the trial.
	 *
	 * @param cells that reported
	 * @param frames that were compared
	 * @param surprise mean squared error of the next frame in predicted variances
	 * @param usual the same before the trial
	 * @param violations excess of the share of frames that do not meet the service level
	 * agreement
	 * @param violated that share
	 * @param alternations excess of the share of changes that take the change before back
	 * @param missed decisions that came too late
	 * @param failed decisions for which the model gave nothing finite
	 */
	public record Group(int cells, long frames, double surprise, double usual, double violations, double violated,
			double alternations, long missed, long failed) {
	}

	/** Both groups. */
	public record Report(Group canary, Group control) {
	}

	/** What is remembered of a cell. */
	private static final class Track {

		private @Nullable Decision before;

		/** Of the newest change; 0 before the first one. */
		private int direction;

		private final Level surprise = new Level();

		private final Level violation = new Level();

		private final Level alternation = new Level();

		/** Frames since its model changed. */
		private long since;

		private long counted;

	}

	/** Mean of a cell before the trial. */
	private static final class Level {

		private double mean;

		private int count;

		void add(double value) {
			this.mean += Math.max(MEMORY, 1.0 / ++this.count) * (value - this.mean);
		}

	}

	/** Sums over the cells of one model. */
	private static final class Lane {

		private int cells;

		private long frames;

		private double surprise;

		private double usual;

		private double violations;

		private double usualViolations;

		private double alternations;

		private double usualAlternations;

		private long missed;

		private long failed;

		void clear() {
			this.cells = 0;
			this.frames = 0;
			this.surprise = 0;
			this.usual = 0;
			this.violations = 0;
			this.usualViolations = 0;
			this.alternations = 0;
			this.usualAlternations = 0;
			this.missed = 0;
			this.failed = 0;
		}

		Group group() {
			double count = this.frames;
			return new Group(this.cells, this.frames, this.surprise / count, this.usual / count,
					(this.violations - this.usualViolations) / count, this.violations / count,
					(this.alternations - this.usualAlternations) / count, this.missed, this.failed);
		}

	}

	/**
	 * Compares from now on.
	 * @param second version of the second model
	 * @param window frames of a cell that are left out after its model changed
	 */
	synchronized void begin(String second, int window) {
		this.version = second;
		this.settling = window;
		this.canary.clear();
		this.control.clear();
		this.tracks.values().forEach((track) -> track.counted = 0);
	}

	/**
	 * The share that gives a model at least so much of the cells that report, and at
	 * least one.
	 */
	synchronized double share(String second, double least) {
		double[] positions = this.tracks.keySet()
			.stream()
			.map(CellId::whole)
			.distinct()
			.mapToDouble((cell) -> ModelRegistry.position(second, cell))
			.sorted()
			.toArray();
		int count = (int) Math.ceil(least * positions.length);
		return (count > 0) ? Math.min(1, Math.max(least, Math.nextUp(positions[count - 1]))) : least;
	}

	/** Compares no more; cells learn what is usual again. */
	synchronized void end() {
		this.version = null;
	}

	synchronized Report report() {
		return new Report(this.canary.group(), this.control.group());
	}

	/** Takes decisions in their order. */
	synchronized void take(List<Transition> written, ModelManifest manifest) {
		written.forEach((one) -> take(one.decision(), manifest));
	}

	private void take(Decision now, ModelManifest manifest) {
		Track track = this.tracks.computeIfAbsent(now.frame().cell(), (cell) -> new Track());
		Lane lane = now.modelVersion().equals(this.version) ? this.canary : this.control;
		boolean isTried = this.version != null;
		if (isTried && now.outcome() == Outcome.DEADLINE) {
			lane.missed++;
		}
		if (isTried && now.outcome() == Outcome.MODEL_FAILED) {
			lane.failed++;
		}
		Decision before = track.before;
		boolean isSame = before != null && before.modelVersion().equals(now.modelVersion());
		track.since = isSame ? track.since + 1 : 0;
		track.before = now;
		if (before == null || !isSame || isTried && track.since < this.settling) {
			return;
		}
		double surprise = surprise(before, now, manifest);
		if (Double.isNaN(surprise)) {
			return;
		}
		float met = manifest.schema().meetsSla(now.frame().values(), 0);
		double violation = Float.isNaN(met) ? 0 : 1 - met;
		double alternation = alternates(track, before, now) ? 1 : 0;
		if (!isTried) {
			track.surprise.add(surprise);
			track.violation.add(violation);
			track.alternation.add(alternation);
		}
		else if (track.surprise.count >= KNOWN) {
			lane.cells += (track.counted++ == 0) ? 1 : 0;
			lane.frames++;
			lane.surprise += surprise;
			lane.usual += track.surprise.mean;
			lane.violations += violation;
			lane.usualViolations += track.violation.mean;
			lane.alternations += alternation;
			lane.usualAlternations += track.alternation.mean;
		}
	}

	/**
	 * Squared error of the next frame in predicted variances, mean over its KPIs; NaN if
	 * it was not forecast, or another allocation was in force.
	 */
	private static double surprise(Decision before, Decision now, ModelManifest manifest) {
		Decision.PlanForecast forecast = before.forecast();
		KpiSchema schema = manifest.schema();
		float[] values = now.frame().values();
		if (forecast == null || values.length != schema.size() || forecast.schema().size() != schema.size() || Math
			.abs(now.frame().intervalEndMs() - before.frame().intervalEndMs() - schema.stepMs()) > schema.stepMs() / 2
				|| values[schema.actionIndex()] != forecast.actions()[0]) {
			return Double.NaN;
		}
		Standardizer scaler = manifest.scaler();
		double sum = 0;
		int count = 0;
		for (int y = 0; y < schema.targets(); y++) {
			int kpi = schema.frameIndex(y);
			double deviation = (scaler.standardize(kpi, forecast.high()[y])
					- scaler.standardize(kpi, forecast.low()[y])) / (2 * NINETY);
			double error = (scaler.standardize(kpi, values[kpi]) - scaler.standardize(kpi, forecast.mean()[y]))
					/ deviation;
			if (!Double.isNaN(error)) {
				sum += Math.min(CAP, error * error);
				count++;
			}
		}
		return (count > 0) ? sum / count : Double.NaN;
	}

	private static boolean alternates(Track track, Decision before, Decision now) {
		int direction = Integer.signum(now.prbs() - before.prbs());
		if (direction == 0) {
			return false;
		}
		boolean isBack = direction == -track.direction;
		track.direction = direction;
		return isBack;
	}

}
