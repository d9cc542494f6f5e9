/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.HashMap;
import java.util.Map;

import org.presage.planner.ActionSpace;
import org.presage.planner.JointSpace;
import org.presage.planner.Reward;
import org.presage.worldmodel.ModelManifest;

/**
 * What the settings, and what operators want over them, mean for one model, slice by
 * slice; the whole cell is the slice with the empty name. Owned by one thread.
 */
final class SliceRules {

	private final ModelManifest manifest;

	private final ControlSettings settings;

	private final Map<String, Rules> configured = new HashMap<>();

	/**
	 * @throws org.presage.base.InvalidInputException if the model cannot serve the
	 * objective
	 */
	SliceRules(ModelManifest manifest, ControlSettings settings) {
		this.manifest = manifest;
		this.settings = settings;
		configured("");
		settings.slices().keySet().forEach(this::configured);
	}

	/**
	 * What holds for a slice, or the whole cell where it is empty.
	 *
	 * @param owner whose model they are for
	 * @param slice S-NSSAI
	 * @param reward what it should achieve
	 * @param read per KPI of a frame, whether the reward reads it
	 * @param bounded per KPI of a frame, whether the reward holds a bound against it
	 * @param space what it may be given on its own
	 * @param budget PRBs that it shares with the cell's other slices
	 */
	record Rules(SliceRules owner, String slice, Reward reward, boolean[] read, boolean[] bounded, JointSpace space,
			int budget) {

		/** Bounds of the slice beside others. */
		ActionSpace bounds() {
			return this.space.slice(0);
		}

	}

	/** Without anybody's intent. */
	Rules configured(String slice) {
		Rules rules = this.configured.get(slice);
		if (rules == null) {
			rules = of(slice, CellIntent.NONE);
			this.configured.put(slice, rules);
		}
		return rules;
	}

	/** With what operators request of it. */
	Rules of(String slice, CellIntent intent) {
		Reward reward = intent.over(this.settings.objective(slice), this.manifest.schema())
			.reward(this.manifest.schema(), this.manifest.scaler());
		boolean[] read = new boolean[this.manifest.schema().size()];
		boolean[] bounded = new boolean[read.length];
		for (int y = 0; y < this.manifest.schema().targets(); y++) {
			read[this.manifest.schema().frameIndex(y)] = reward.reads(y);
			bounded[this.manifest.schema().frameIndex(y)] = reward.bounds(y);
		}
		return new Rules(this, slice, reward, read, bounded,
				JointSpace.of(this.settings.space(this.manifest, slice, intent)),
				this.settings.budget(this.manifest, intent));
	}

}
