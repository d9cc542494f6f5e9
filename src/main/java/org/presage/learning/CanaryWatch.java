/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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

	/** Takes after which a cell that is in none of them is gone. */
	private static final int RECENT = 60;

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

	/** Takes so far, about one a second. */
	private long writes;

	/**
	 * @param maxCells cells and slices that are followed at the same time
	 */
	CanaryWatch(int maxCells) {
		this.maxCells = maxCells;
	}

	/**
	 * Mean over cells of what a cell has, each cell counting as one: frames of a cell
	 * follow each other and say little more than one of them does.
	 *
	 * @param cells number of them
	 * @param mean NaN without any
	 * @param squares sum of the squared deviations from it
	 */
	public record CellMean(int cells, double mean, double squares) {

		private static CellMean of(double[] values) {
			double mean = Arrays.stream(values).average().orElse(Double.NaN);
			return new CellMean(values.length, mean,
					Arrays.stream(values).map((value) -> (value - mean) * (value - mean)).sum());
		}

	}

	/**
	 * Cells that one model plans. An excess is the share of a cell's frames, less that
	 * before the trial.
	 *
	 * @param cells that reported
	 * @param decided decisions since the begin
	 * @param settled of these, once a cell's model had served for a window
	 * @param frames of these, whose KPIs had been forecast for the PRBs in force
	 * @param surprise mean squared error of the next frame in predicted variances
	 * @param usual the same before the trial
	 * @param violations excess of reports that do not meet the service level agreement
	 * @param held excess of decisions that the guard held: rolled back, distrusted or
	 * surprised
	 * @param alternations excess of changes that take the change before back
	 * @param missed decisions that came too late
	 * @param failed decisions for which the model gave nothing finite
	 */
	public record Group(int cells, long decided, long settled, long frames, double surprise, double usual,
			CellMean violations, CellMean held, CellMean alternations, long missed, long failed) {
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

		private final Level hold = new Level();

		private long seen;

		/** Frames since its model changed. */
		private long since;

		/** Whose cell it is; null until a frame of it counts. */
		private @Nullable Lane lane;

		/** Counts its frames for one model from now on. */
		void count(@Nullable Lane model) {
			this.lane = model;
			List.of(this.violation, this.alternation, this.hold).forEach((level) -> {
				level.excess = 0;
				level.frames = 0;
			});
		}

	}

	/** Mean of a cell before the trial, and what is above it in the trial. */
	private static final class Level {

		private double mean;

		private int count;

		/** Sum over the frames, and their number. */
		private double excess;

		private long frames;

		void count(double value) {
			this.excess += value - this.mean;
			this.frames++;
		}

		void add(double value) {
			this.mean += Math.max(MEMORY, 1.0 / ++this.count) * (value - this.mean);
		}

	}

	/** Sums over the cells of one model. */
	private static final class Lane {

		private int cells;

		private long decided;

		private long settled;

		private long frames;

		private double surprise;

		private double usual;

		private long missed;

		private long failed;

		void clear() {
			this.cells = 0;
			this.decided = 0;
			this.settled = 0;
			this.frames = 0;
			this.surprise = 0;
			this.usual = 0;
			this.missed = 0;
			this.failed = 0;
		}

		Group group(List<Track> its) {
			return new Group(this.cells, this.decided, this.settled, this.frames, this.surprise / this.frames,
					this.usual / this.frames, mean(its, (track) -> track.violation), mean(its, (track) -> track.hold),
					mean(its, (track) -> track.alternation), this.missed, this.failed);
		}

		private static CellMean mean(List<Track> its, Function<Track, Level> level) {
			return CellMean.of(its.stream()
				.map(level)
				.filter((of) -> of.frames > 0)
				.mapToDouble((of) -> of.excess / of.frames)
				.toArray());
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
		this.tracks.values().forEach((track) -> {
			track.count(null);
			track.since = 0;
		});
	}

	/**
	 * The share that gives a model at least so much of the cells that report, and at
	 * least one; one is left for comparison if there are two.
	 */
	synchronized double share(String second, double least) {
		double[] positions = this.tracks.entrySet()
			.stream()
			.filter((one) -> this.writes - one.getValue().seen <= RECENT)
			.map((one) -> one.getKey().whole())
			.distinct()
			.mapToDouble((cell) -> ModelRegistry.position(second, cell))
			.sorted()
			.toArray();
		int count = (int) Math.ceil(least * positions.length);
		if (count == 0) {
			return least;
		}
		if (count == positions.length) {
			return (count > 1) ? positions[count - 1] : 1;
		}
		return Math.min(positions[positions.length - 1], Math.max(least, Math.nextUp(positions[count - 1])));
	}

	/** Compares no more; cells learn what is usual again. */
	synchronized void end() {
		this.version = null;
	}

	synchronized Report report() {
		return new Report(group(this.canary), group(this.control));
	}

	private Group group(Lane lane) {
		return lane.group(this.tracks.values().stream().filter((track) -> track.lane == lane).toList());
	}

	/** Takes decisions in their order. */
	synchronized void take(List<Transition> written, ModelManifest manifest) {
		this.writes++;
		written.forEach((one) -> take(one.decision(), manifest));
	}

	private void take(Decision now, ModelManifest manifest) {
		Track track = this.tracks.computeIfAbsent(now.frame().cell(), (cell) -> new Track());
		Lane lane = now.modelVersion().equals(this.version) ? this.canary : this.control;
		boolean isTried = this.version != null;
		if (isTried) {
			lane.decided++;
			lane.missed += (now.outcome() == Outcome.DEADLINE) ? 1 : 0;
			lane.failed += (now.outcome() == Outcome.MODEL_FAILED) ? 1 : 0;
		}
		Decision before = track.before;
		boolean isSame = before != null && before.modelVersion().equals(now.modelVersion());
		track.since = isSame ? track.since + 1 : 0;
		track.seen = this.writes;
		track.before = now;
		if (before != null && isSame && !(isTried && track.since < this.settling)
				&& now.frame().values().length == manifest.schema().size()) {
			count(track, before, now, isTried ? lane : null, manifest);
		}
	}

	/**
	 * @param lane null while there is no trial
	 */
	private void count(Track track, Decision before, Decision now, @Nullable Lane lane, ModelManifest manifest) {
		double surprise = surprise(before, now, manifest);
		float met = manifest.schema().meetsSla(now.frame().values(), 0);
		double alternation = alternates(track, before, now) ? 1 : 0;
		double hold = isHeld(now.outcome()) ? 1 : 0;
		if (lane == null) {
			if (!Float.isNaN(met)) {
				track.violation.add(1 - met);
			}
			track.alternation.add(alternation);
			track.hold.add(hold);
			if (!Double.isNaN(surprise)) {
				track.surprise.add(surprise);
			}
			return;
		}
		if (track.hold.count < KNOWN) {
			return;
		}
		if (track.lane != lane) {
			track.count(lane);
			lane.cells++;
		}
		// What is not measured is neither kept nor broken.
		if (!Float.isNaN(met) && track.violation.count >= KNOWN) {
			track.violation.count(1 - met);
		}
		track.alternation.count(alternation);
		track.hold.count(hold);
		lane.settled++;
		if (!Double.isNaN(surprise) && track.surprise.count >= KNOWN) {
			lane.frames++;
			lane.surprise += surprise;
			lane.usual += track.surprise.mean;
		}
	}

	private static boolean isHeld(Outcome outcome) {
		return outcome == Outcome.ROLLED_BACK || outcome == Outcome.DISTRUSTED || outcome == Outcome.SURPRISED;
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
