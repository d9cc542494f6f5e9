/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.InvalidInputException;
import org.presage.control.Decision;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.OutageRule;
import org.presage.kpi.Standardizer;
import org.presage.worldmodel.ModelManifest;

/**
 * Sorts answered reports into those that something can be learnt from and others, and
 * makes windows of them. Used by one thread.
 */
final class TransitionIntake {

	private static final Logger LOG = LoggerFactory.getLogger(TransitionIntake.class);

	/** Groups that are distinguished; all further ones are one. */
	private static final int GROUPS = 16;

	/** Quartiles of the normal distribution. */
	private static final double QUARTILE = 0.6745;

	private static final long HOUR_MS = 3_600_000;

	private final StoreSettings settings;

	private final int maxCells;

	private final Function<String, @Nullable ModelManifest> serving;

	/** The cell that was silent for the longest time first. */
	private final Map<CellId, CellTrack> tracks = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<CellId, CellTrack> eldest) {
			return size() > TransitionIntake.this.maxCells;
		}

	};

	private final Set<String> groups;

	private final Map<String, ExcitationMeter> meters = new HashMap<>();

	/** That the newest decision was made with; null before the first one. */
	private @Nullable ModelManifest model;

	/** Of all that is kept; null until the first frame is. */
	private @Nullable FrameLayout layout;

	/** Whether frames of the model may be kept. */
	private boolean fits;

	/** Whether frames are kept already that all others must be like. */
	private boolean bound;

	/** Three frames in turn. */
	private float[][] newest = new float[3][0];

	/**
	 * @param maxCells cells and slices whose frames are followed at the same time
	 * @param serving manifest of a version that serves now; null for none
	 */
	TransitionIntake(StoreSettings settings, int maxCells, Function<String, @Nullable ModelManifest> serving) {
		this(settings, maxCells, serving, new HashSet<>());
	}

	private TransitionIntake(StoreSettings settings, int maxCells, Function<String, @Nullable ModelManifest> serving,
			Set<String> groups) {
		this.settings = settings;
		this.maxCells = maxCells;
		this.serving = serving;
		this.groups = groups;
	}

	/** Another one for other cells, with the same groups. */
	TransitionIntake another() {
		return new TransitionIntake(this.settings, this.maxCells, this.serving, this.groups);
	}

	/**
	 * Sorts reports, in the order of their decisions.
	 * @param file of what is kept already; null if nothing is
	 */
	List<Transition> take(List<Decision> decisions, @Nullable FrameLayout file) {
		this.bound = file != null;
		if (file != null && !file.equals(this.layout)) {
			begin(file);
		}
		if (!this.bound && !this.fits) {
			this.model = null;
		}
		List<Transition> taken = new ArrayList<>(decisions.size());
		for (Decision decision : decisions) {
			taken.add(take(decision));
		}
		return taken;
	}

	private void begin(FrameLayout with) {
		this.layout = with;
		this.model = null;
		this.tracks.clear();
		this.meters.clear();
	}

	/** Groups of cells that are in the file already. */
	void know(Set<String> known) {
		this.groups.addAll(known);
	}

	/** Of all that is kept; null before the first frame. */
	@Nullable FrameLayout layout() {
		return this.layout;
	}

	private Transition take(Decision decision) {
		FrameLayout used = layoutOf(decision);
		if (used == null) {
			return new Transition(decision, "", TransitionResult.OTHER_MODEL, null, null);
		}
		CellTrack track = this.tracks.computeIfAbsent(decision.frame().cell(),
				(cell) -> new CellTrack(used, group(cell)));
		TransitionResult result = track.take(decision);
		if (result != TransitionResult.KEPT) {
			return new Transition(decision, track.group(), result, null, null);
		}
		this.bound = true;
		ModelManifest manifest = manifest();
		if (track.kept() >= this.newest.length) {
			for (int i = 0; i < this.newest.length; i++) {
				track.frame(this.newest.length - 1 - i, this.newest[i]);
			}
			meter(track.group()).add(this.newest[0], this.newest[1], this.newest[2]);
		}
		float[] window = track.window();
		return new Transition(decision, track.group(), result, window,
				(window != null) ? stratum(decision, window, track.group(), manifest) : null);
	}

	/** What the decision's frames are; null if they are not of the kind that is kept. */
	private @Nullable FrameLayout layoutOf(Decision decision) {
		ModelManifest known = this.model;
		if (known == null || !known.version().equals(decision.modelVersion())) {
			ModelManifest now = this.serving.apply(decision.modelVersion());
			if (now == null) {
				return null;
			}
			use(now);
		}
		return this.fits ? this.layout : null;
	}

	private void use(ModelManifest manifest) {
		FrameLayout its = FrameLayout.of(manifest);
		InvalidInputException difference = (this.layout != null) ? this.layout.difference(its) : null;
		this.fits = difference == null || !this.bound;
		if (!this.fits) {
			LOG.error("transitions of model {} are not kept in {}, which has others: {}", manifest.version(),
					this.settings.file(), String.valueOf(Objects.requireNonNull(difference).getMessage()));
		}
		else if (this.layout == null || difference != null) {
			begin(its);
		}
		this.model = manifest;
		if (this.newest[0].length != its.schema().size()) {
			this.newest = new float[this.newest.length][its.schema().size()];
		}
	}

	private String group(CellId cell) {
		String name = this.settings.groupOf(cell);
		if (this.groups.contains(name) || this.groups.size() < GROUPS - 1) {
			this.groups.add(name);
			return name;
		}
		return StoreSettings.OTHER;
	}

	private ExcitationMeter meter(String group) {
		ModelManifest manifest = manifest();
		return this.meters.computeIfAbsent(group,
				(any) -> new ExcitationMeter(manifest.scaler(), manifest.schema().actionIndex()));
	}

	private ModelManifest manifest() {
		if (this.model == null) {
			throw new IllegalStateException("a frame is kept without a model");
		}
		return this.model;
	}

	/** Excitation by group; NaN where too little is known. */
	Map<String, ExcitationMeter> meters() {
		return this.meters;
	}

	private Stratum stratum(Decision decision, float[] window, String group, ModelManifest manifest) {
		FrameLayout used = FrameLayout.of(manifest);
		KpiSchema schema = used.schema();
		int end = (used.window() - 1) * schema.size();
		float prbs = window[end + schema.size() + schema.actionIndex()];
		double range = Math.max(1, manifest.actionMax() - manifest.actionMin());
		int quarter = (int) Math.clamp(4 * (prbs - manifest.actionMin()) / range, 0, 3);
		int load = loadIndex(schema);
		long contextEndMs = decision.frame().intervalEndMs() - used.horizon() * schema.stepMs();
		return new Stratum(quarter, (load < 0) ? 0 : quarter(manifest.scaler(), load, window[end + load]),
				Math.floorMod(contextEndMs / HOUR_MS, 24), group);
	}

	/** Where the load of a cell is in a frame: what waits, else what is agreed on. */
	private static int loadIndex(KpiSchema schema) {
		OutageRule outage = schema.outage();
		if (outage != null) {
			return schema.indexOf(outage.queued());
		}
		return schema.sla().isEmpty() ? -1 : schema.indexOf(schema.sla().getFirst().kpi());
	}

	private static int quarter(Standardizer scaler, int kpi, float physical) {
		float value = scaler.standardize(kpi, physical);
		return Float.isNaN(value) || value < -QUARTILE ? 0 : (value < 0) ? 1 : (value < QUARTILE) ? 2 : 3;
	}

}
