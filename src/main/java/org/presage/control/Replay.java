/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.planner.JointSpace;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.correction.CorrectionSettings;

/**
 * Makes a plan again from what it was made from, by the way that the loop makes it. ONNX
 * Runtime adds up in another order when a call has another number of windows, so that the
 * calls have the number they had, with the window at its place and copies of it at the
 * others.
 */
public final class Replay {

	private Replay() {
	}

	/**
	 * Plans again.
	 * @param model that planned
	 * @param settings that it planned with
	 * @param slice of those that were planned together, from 0
	 * @return plan, scores and terms, bit for bit; the intervals are those of a cell
	 * without a past
	 * @throws InvalidInputException if the inputs do not fit each other or the model
	 */
	public static Decision.PlanForecast plan(WorldModel model, ControlSettings settings, PlanInputs inputs, int slice,
			Clock clock) {
		check(model.manifest(), inputs, slice);
		ControlSettings sized = settings.withSearch(settings.search().withBatch(inputs.callWindows()))
			.withCorrection(CorrectionSettings.NONE);
		try (CellPlanner planner = new CellPlanner(model, sized, clock, new LoopMetrics(new SimpleMeterRegistry()))) {
			JointSpace space = new JointSpace(inputs.bounds(), inputs.budget());
			int together = inputs.slices().size();
			List<PlanningTask> call = new ArrayList<>();
			for (int t = 0; t < inputs.callWindows() / together; t++) {
				call.add(task(planner, inputs, space));
			}
			int[] left = { inputs.iterations() };
			planner.plan(windows(model.manifest(), inputs), call, () -> --left[0] > 0);
			return planner.forecasts().of(call.get(inputs.callPosition() / together), slice, List.of());
		}
	}

	private static PlanningTask task(CellPlanner planner, PlanInputs inputs, JointSpace space) {
		int together = inputs.slices().size();
		PlanningTask task = planner.task(together);
		float[] previous = inputs.previous();
		for (int s = 0; s < together; s++) {
			CellState state = new CellState();
			if (previous != null) {
				int horizon = previous.length / together;
				state.lastPlan().keep(previous, s * horizon, horizon);
			}
			if (!inputs.intents().isEmpty()) {
				CellIntent intent = inputs.intents().get(s);
				state.intend((cell) -> intent, new CellId("replay", "cell", inputs.slices().get(s)));
			}
			planner.enter(task, s, s, state, inputs.slices().get(s), inputs.inForce()[s]);
		}
		task.start(space);
		task.correct(inputs.corrections());
		task.announce(inputs.announced(), inputs.charges());
		return task;
	}

	/** The windows in slots of their order. */
	private static CellWindows windows(ModelManifest manifest, PlanInputs inputs) {
		int frames = manifest.network().window();
		int size = manifest.schema().size();
		int together = inputs.slices().size();
		CellWindows windows = new CellWindows(size, frames, 1, together);
		for (int s = 0; s < together; s++) {
			int slot = windows.admit(new CellId("replay", "cell", Integer.toString(s)), 0);
			for (int t = 0; t < frames; t++) {
				int from = (s * frames + t) * size;
				windows.offer(slot, t, Arrays.copyOfRange(inputs.windows(), from, from + size), 0);
			}
		}
		return windows;
	}

	private static void check(ModelManifest manifest, PlanInputs inputs, int slice) {
		int together = inputs.slices().size();
		float[] previous = inputs.previous();
		require("slices", together > 0, "at least one", together);
		require("slice", slice >= 0 && slice < together, "0 to " + (together - 1), slice);
		int values = together * manifest.network().window() * manifest.schema().size();
		require("windows", inputs.windows().length == values, values + " values", inputs.windows().length);
		require("inForce", inputs.inForce().length == together, together + " values", inputs.inForce().length);
		require("bounds", inputs.bounds().size() == together, together + " slices", inputs.bounds().size());
		int intents = inputs.intents().size();
		require("intents", intents == 0 || intents == together, "none or " + together, intents);
		int plan = together * manifest.network().horizon();
		float[] corrections = inputs.corrections();
		int forecast = plan * manifest.schema().targets();
		require("corrections", corrections == null || corrections.length == forecast, forecast + " values or none",
				(corrections != null) ? corrections.length : 0);
		float[] announced = inputs.announced();
		int received = together * manifest.network().announcedSize();
		require("announced", announced == null || announced.length == received, received + " values or none",
				(announced != null) ? announced.length : 0);
		float[] charges = inputs.charges();
		require("charges", charges == null || charges.length == together, together + " values or none",
				(charges != null) ? charges.length : 0);
		require("previous", previous == null || previous.length == plan, plan + " values or none",
				(previous != null) ? previous.length : 0);
		require("iterations", inputs.iterations() > 0, "at least one", inputs.iterations());
		require("callWindows", inputs.callWindows() > 0 && inputs.callWindows() % together == 0,
				"a multiple of " + together, inputs.callWindows());
		int position = inputs.callPosition();
		require("callPosition", position >= 0 && position < inputs.callWindows() && position % together == 0,
				"a multiple of " + together + " below " + inputs.callWindows(), position);
	}

	private static void require(String field, boolean holds, String expected, int found) {
		if (!holds) {
			throw new InvalidInputException("inputs." + field, expected, found);
		}
	}

}
