/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.LogKeys;
import org.presage.base.SettingNames;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.planner.ActionSpace;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.WorldModel;

/**
 * Plans once with a model before it serves, so that one that cannot plan with the
 * configuration is refused while the one before goes on.
 */
public final class ModelTrial {

	private static final Logger LOG = LoggerFactory.getLogger(ModelTrial.class);

	/**
	 * A model that is slower than so many budgets is refused. One that is slower than a
	 * budget may serve: the machine may be busy now, and what is late is held.
	 */
	private static final int BUDGETS = 10;

	/** Standard deviations, in the unusual of the two cells that are planned. */
	private static final double UNUSUAL = 2;

	/** The quickest of so many first iterations counts. */
	private static final int RUNS = 3;

	private ModelTrial() {
	}

	/**
	 * What in the settings cannot be done with a model: bounds outside the PRBs that it
	 * was trained on, weights of KPIs that it does not have.
	 * @param names of the settings
	 */
	public static List<InvalidInputException> contradictions(ControlSettings settings, ModelManifest manifest,
			SettingNames names) {
		List<InvalidInputException> found = new ArrayList<>();
		bounds(names.of("action.minPrbs"), names.of("action.maxPrbs"), settings.actions(), manifest, found);
		settings.slices().forEach((slice, policy) -> {
			String key = names.of("slices.policies.") + slice;
			bounds(key, key, policy.bounds(), manifest, found);
		});
		weights(names.of("reward.weights."), settings.objective().weights(), manifest.schema(), found);
		weights(names.of("reward.terminal."), settings.objective().terminal(), manifest.schema(), found);
		return found;
	}

	private static void bounds(String minKey, String maxKey, ActionSpace bounds, ModelManifest manifest,
			List<InvalidInputException> found) {
		int least = (int) Math.ceil(manifest.actionMin());
		int most = (int) Math.floor(manifest.actionMax());
		if (bounds.min() > most) {
			found.add(new InvalidInputException(minKey,
					"at most " + most + " PRBs, the most that the model was trained on", bounds.min()));
		}
		if (bounds.max() < least) {
			found.add(new InvalidInputException(maxKey,
					"at least " + least + " PRBs, the fewest that the model was trained on", bounds.max()));
		}
	}

	private static void weights(String key, Map<String, Double> weights, KpiSchema schema,
			List<InvalidInputException> found) {
		weights.forEach((kpi, weight) -> {
			if (!(Math.abs(weight) <= KpiSchema.MOST_WEIGHT)) {
				found.add(new InvalidInputException(key + kpi,
						"a number, at most " + KpiSchema.MOST_WEIGHT + " in size", weight));
			}
			if (schema.indexOf(kpi) < 0) {
				found.add(InvalidInputException.unknown(key + kpi, "one of the model's KPIs",
						schema.kpis().stream().map(Kpi::name).toList(), kpi));
			}
		});
	}

	/**
	 * Plans an ordinary cell, each KPI at its training mean, and an unusual one. Measures
	 * before how long the first iteration of a search takes, which no plan is quicker
	 * than.
	 * @param model not closed
	 * @param settings that it is to plan with
	 * @param names of the settings
	 * @throws ModelException naming the field or key that it cannot plan with
	 */
	public static void run(WorldModel model, ControlSettings settings, SettingNames names, Clock clock) {
		ModelManifest manifest = model.manifest();
		contradictions(settings, manifest, names).stream().findFirst().ifPresent((problem) -> {
			throw new ModelException(problem);
		});
		requireTime(model, settings, names, clock);
		int window = manifest.network().window();
		if (window > settings.cells().windowCapacity()) {
			throw new ModelException("network.window", "at most " + settings.cells().windowCapacity() + " frames ("
					+ names.of("loop.windowCapacity") + ')', window);
		}
		float[] ordinary = window(manifest, 0);
		try {
			requireSeen(ordinary, manifest, settings);
			plan(ordinary, model, settings, clock);
			plan(window(manifest, UNUSUAL), model, settings, clock);
		}
		catch (InvalidInputException ex) {
			throw new ModelException(ex);
		}
	}

	/**
	 * A window in which each KPI is so many standard deviations above its training mean.
	 */
	private static float[] window(ModelManifest manifest, double deviations) {
		KpiSchema schema = manifest.schema();
		float[] values = new float[manifest.network().window() * schema.size()];
		for (int i = 0; i < values.length; i++) {
			Kpi kpi = schema.kpi(i % schema.size());
			double value = manifest.scaler().physical(i % schema.size(), (float) deviations);
			values[i] = (float) Math.clamp(value, kpi.min(), kpi.max());
		}
		return values;
	}

	/** A model must not find too little in a cell of which everything is measured. */
	private static void requireSeen(float[] window, ModelManifest manifest, ControlSettings settings) {
		try {
			Evidence.require(manifest, settings, window);
		}
		catch (InvalidInputException ex) {
			if (!ex.field().equals("frames")) {
				throw ex;
			}
			throw new ModelException("observed", "KPIs that a cell can be judged by",
					Arrays.toString(manifest.observed()), ex);
		}
	}

	private static void plan(float[] window, WorldModel model, ControlSettings settings, Clock clock) {
		ModelManifest manifest = model.manifest();
		PlanInputs inputs = new PlanInputs(Map.of(), List.of(""), window, new float[] { (float) manifest.actionMin() },
				null, List.of(settings.space(manifest, "", CellIntent.NONE)),
				settings.budget(manifest, CellIntent.NONE), 1, 1, 0, List.of(), null, null, null);
		Decision.PlanForecast plan = Replay.plan(model, settings, inputs, 0, clock);
		for (float value : plan.high()) {
			require(Float.isFinite(value), Arrays.toString(plan.high()));
		}
		require(Double.isFinite(plan.score()), plan.score());
	}

	private static void requireTime(WorldModel model, ControlSettings settings, SettingNames names, Clock clock) {
		ModelManifest manifest = model.manifest();
		long least = Long.MAX_VALUE;
		try (FirstIteration iteration = new FirstIteration(model, settings, clock)) {
			for (int run = 0; run < RUNS && least > settings.budgetNs(); run++) {
				least = Math.min(least, iteration.run().totalNs());
			}
		}
		String budget = ms(settings.budgetNs()) + " ms (" + names.of("loop.budget") + ')';
		if (least > BUDGETS * settings.budgetNs()) {
			throw new ModelException("time of one plan", "at most " + BUDGETS + " budgets of " + budget,
					ms(least) + " ms");
		}
		if (least > settings.budgetNs()) {
			LOG.atWarn()
				.addKeyValue(LogKeys.MODEL, manifest.version())
				.log("model {}: one plan takes {} ms, more than the budget of {}: decisions will be late",
						manifest.version(), ms(least), budget);
		}
	}

	private static String ms(long ns) {
		return String.format(Locale.ROOT, "%.0f", ns / 1e6);
	}

	private static void require(boolean finite, Object found) {
		if (!finite) {
			throw new ModelException("a plan of an ordinary cell", "finite numbers", found);
		}
	}

}
