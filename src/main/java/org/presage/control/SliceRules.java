package org.presage.control;

import java.util.HashMap;
import java.util.Map;

import org.presage.planner.ActionSpace;
import org.presage.planner.JointSpace;
import org.presage.planner.Reward;
import org.presage.worldmodel.ModelManifest;

/**
 * What the settings mean for one model, slice by slice; the whole cell is the slice with
 * the empty name. Owned by one thread.
 */
final class SliceRules {

	private final ModelManifest manifest;

	private final ControlSettings settings;

	private final Map<String, Reward> rewards = new HashMap<>();

	private final Map<String, JointSpace> spaces = new HashMap<>();

	/**
	 * @throws org.presage.kpi.SchemaException if the model cannot serve the objective
	 */
	SliceRules(ModelManifest manifest, ControlSettings settings) {
		this.manifest = manifest;
		this.settings = settings;
		reward("");
		settings.slices().keySet().forEach(this::reward);
	}

	Reward reward(String slice) {
		Reward reward = this.rewards.get(slice);
		if (reward == null) {
			reward = this.settings.reward(this.manifest.schema(), this.manifest.scaler(), slice);
			this.rewards.put(slice, reward);
		}
		return reward;
	}

	/** What a slice, or the whole cell where it is empty, may be given on its own. */
	JointSpace space(String slice) {
		JointSpace space = this.spaces.get(slice);
		if (space == null) {
			space = JointSpace.of(this.settings.space(this.manifest, slice));
			this.spaces.put(slice, space);
		}
		return space;
	}

	/** Bounds of a slice beside others. */
	ActionSpace bounds(String slice) {
		return space(slice).slice(0);
	}

	/** PRBs that the slices of a cell share. */
	int budget() {
		return this.settings.budget(this.manifest);
	}

}
