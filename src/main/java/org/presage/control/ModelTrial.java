/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.WorldModel;

/**
 * Plans once with a model before it serves, so that one that cannot plan with the
 * configuration is refused while the one before goes on.
 */
public final class ModelTrial {

	private ModelTrial() {
	}

	/**
	 * Plans an ordinary cell: each KPI at its training mean.
	 * @param model not closed
	 * @param settings that it is to plan with
	 * @throws ModelException naming the field or key that it cannot plan with
	 */
	public static void run(WorldModel model, ControlSettings settings, Clock clock) {
		ModelManifest manifest = model.manifest();
		int window = manifest.network().window();
		if (window > settings.cells().windowCapacity()) {
			throw new ModelException("network.window", "at most " + settings.cells().windowCapacity() + " frames ("
					+ settings.cells().names().of("windowCapacity") + ')', window);
		}
		KpiSchema schema = manifest.schema();
		float[] windows = new float[window * schema.size()];
		for (int i = 0; i < windows.length; i++) {
			Kpi kpi = schema.kpi(i % schema.size());
			windows[i] = (float) Math.clamp(manifest.scaler().physical(i % schema.size(), 0), kpi.min(), kpi.max());
		}
		try {
			PlanInputs inputs = new PlanInputs(Map.of(), List.of(""), windows,
					new float[] { (float) manifest.actionMin() }, null,
					List.of(settings.space(manifest, "", CellIntent.NONE)), settings.budget(manifest, CellIntent.NONE),
					1, 1, 0, List.of());
			Decision.PlanForecast plan = Replay.plan(model, settings, inputs, 0, clock);
			for (float value : plan.high()) {
				require(Float.isFinite(value), Arrays.toString(plan.high()));
			}
			require(Double.isFinite(plan.score()), plan.score());
		}
		catch (InvalidInputException ex) {
			throw new ModelException(ex);
		}
	}

	private static void require(boolean finite, Object found) {
		if (!finite) {
			throw new ModelException("a plan of an ordinary cell", "finite numbers", found);
		}
	}

}
