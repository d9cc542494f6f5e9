/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.presage.base.Rounding;
import org.presage.kpi.KpiSchema;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;

/**
 * Estimates what levels of an action do to the next KPIs from recordings whose policy
 * looked at the state, and compares models with it. Estimates are doubly robust and
 * cross-fitted (Chernozhukov et al., 2018): they are right if either the probability of a
 * level or the expected KPI is, given the state. Effects of what the state does not show
 * remain; placebos show some of them.
 */
public final class EffectStudy {

	private static final int DIGITS = 5;

	private static final int SHARES = 4;

	private final KpiSchema schema;

	private final ActionLevels levels;

	private final EffectSample sample;

	private final EffectSettings settings;

	private final Propensity propensity;

	/**
	 * Reads the windows, asks the models about them, and fits who took which level.
	 * @param rows of the dataset
	 * @throws DataException if the action does not vary, or there are too few rows
	 */
	public EffectStudy(Dataset data, List<Dataset.Segment> rows, List<? extends LevelPredictor> models,
			EffectSettings settings) {
		this.schema = data.schema();
		this.settings = settings;
		this.levels = ActionLevels.of(data, rows);
		this.sample = EffectSample.of(data, rows, this.levels, models, settings);
		this.propensity = new Propensity(this.sample, this.sample.level(), settings.folds());
	}

	/**
	 * Estimates and compares.
	 * @param unit what a standard deviation is, for readers
	 * @throws DataException if no two levels can be compared
	 */
	public EffectResult run(String unit) {
		int[] level = this.sample.level();
		List<EffectResult.Refused> refused = new ArrayList<>();
		List<LevelPair> pairs = pairs(level, this.propensity, refused);
		if (pairs.isEmpty()) {
			throw new DataException("action " + this.schema.action(), "two levels that the recordings can compare",
					"none; " + refused.getFirst().from() + " and " + refused.getFirst().to() + ": "
							+ refused.getFirst().reason() + ". More rows help, or --split all, or a smaller --overlap");
		}
		OutcomeRegression regression = new OutcomeRegression(this.sample, level, this.sample.outcome(),
				this.settings.folds());
		Map<LevelPair, List<Contrast>> effects = new LinkedHashMap<>();
		pairs.forEach((pair) -> effects.put(pair,
				pair.contrasts(regression, this.sample.outcome(), this.sample.predicted())));
		List<NaturalExperiments.Changes> changes = new NaturalExperiments(this.sample, regression, this.settings).all();
		Map<String, EffectResult.Placebo> placebos = new LinkedHashMap<>();
		placebos.put("past_kpis", past(level, pairs));
		placebos.put("permuted_actions", permuted());
		return new EffectResult(this.schema.action(), unit, this.sample.size(), this.sample.clusterKind(),
				this.sample.clusters(), this.sample.steps(), this.levels.binned(), levels(level),
				effects.entrySet().stream().map((pair) -> pair(pair.getKey(), pair.getValue())).toList(), refused,
				changes.stream().map(this::change).toList(),
				agreement(effects.values().stream().flatMap(List::stream).toList(),
						changes.stream().flatMap((change) -> change.contrasts().stream()).toList()),
				placebos);
	}

	private List<LevelPair> pairs(int[] level, Propensity fitted, List<EffectResult.Refused> refused) {
		List<LevelPair> pairs = new ArrayList<>();
		for (int from = 0; from < this.levels.size(); from++) {
			for (int to = from + 1; to < this.levels.size(); to++) {
				LevelPair pair = new LevelPair(this.sample, level, fitted, this.settings, from, to);
				String reason = pair.refused();
				if (reason == null) {
					pairs.add(pair);
				}
				else {
					refused.add(new EffectResult.Refused(this.levels.value(from), this.levels.value(to), reason));
				}
			}
		}
		return pairs;
	}

	/**
	 * Effects on the frame before the state: an action has none on what was before it,
	 * unless something that the state does not show moved both.
	 */
	private EffectResult.Placebo past(int[] level, List<LevelPair> pairs) {
		OutcomeRegression regression = new OutcomeRegression(this.sample, level, this.sample.before(),
				this.settings.folds());
		return placebo(pairs.stream()
			.flatMap((pair) -> pair.contrasts(regression, this.sample.before(), Map.of()).stream())
			.toList());
	}

	/** Effects of actions that were shuffled within their series. */
	private EffectResult.Placebo permuted() {
		int[] shuffled = this.sample.permuted(new SplittableRandom(this.settings.seed()));
		Propensity fitted = new Propensity(this.sample, shuffled, this.settings.folds());
		OutcomeRegression regression = new OutcomeRegression(this.sample, shuffled, this.sample.outcome(),
				this.settings.folds());
		return placebo(pairs(shuffled, fitted, new ArrayList<>()).stream()
			.flatMap((pair) -> pair.contrasts(regression, this.sample.outcome(), Map.of()).stream())
			.toList());
	}

	private static EffectResult.Placebo placebo(List<Contrast> contrasts) {
		double outside = contrasts.stream().filter(Contrast::excludesZero).count();
		double squares = contrasts.stream()
			.mapToDouble((one) -> one.estimate().value() * one.estimate().value())
			.average()
			.orElse(Double.NaN);
		return new EffectResult.Placebo(contrasts.size(), Rounding.to(SHARES, outside / contrasts.size()),
				Rounding.to(DIGITS, Math.sqrt(squares)), Rounding.to(DIGITS, Agreement.noise(contrasts)));
	}

	private List<EffectResult.Level> levels(int[] level) {
		return IntStream.range(0, this.levels.size())
			.mapToObj((a) -> new EffectResult.Level(this.levels.value(a),
					Arrays.stream(level).filter((one) -> one == a).count()))
			.toList();
	}

	private EffectResult.Pair pair(LevelPair pair, List<Contrast> contrasts) {
		return new EffectResult.Pair(this.levels.value(pair.from()), this.levels.value(pair.to()), pair.windows(),
				Rounding.to(SHARES, (double) pair.windows() / this.sample.size()),
				Rounding.to(1, pair.effective(pair.from())), Rounding.to(1, pair.effective(pair.to())),
				Rounding.to(SHARES, pair.clipped()), perKpi(contrasts));
	}

	private EffectResult.Change change(NaturalExperiments.Changes change) {
		return new EffectResult.Change(this.levels.value(change.from()), this.levels.value(change.to()),
				change.windows(), change.controls(), perKpi(change.contrasts()));
	}

	private Map<String, EffectResult.Effect> perKpi(List<Contrast> contrasts) {
		Map<String, EffectResult.Effect> effects = new LinkedHashMap<>();
		for (Contrast contrast : contrasts) {
			double value = contrast.estimate().value();
			Map<String, Double> predicted = new LinkedHashMap<>();
			contrast.names()
				.forEach((name) -> predicted.put(name, Rounding.to(DIGITS, contrast.other(name).value(null))));
			Double naive = predicted.remove(LevelPair.NAIVE);
			effects.put(this.schema.kpi(this.schema.frameIndex(contrast.target())).name(),
					new EffectResult.Effect(Rounding.to(DIGITS, value),
							Rounding.to(DIGITS, contrast.estimate().standardError()),
							Rounding.to(DIGITS, value - contrast.margin()),
							Rounding.to(DIGITS, value + contrast.margin()), naive, predicted));
		}
		return effects;
	}

	private Map<String, EffectResult.Agreements> agreement(List<Contrast> adjusted, List<Contrast> changes) {
		Agreement withAdjusted = new Agreement(adjusted, this.sample.clusters(), this.settings);
		Agreement withChanges = new Agreement(changes, this.sample.clusters(), this.settings);
		Map<String, EffectResult.Agreements> agreements = new LinkedHashMap<>();
		agreements.put(LevelPair.NAIVE, new EffectResult.Agreements(withAdjusted.of(LevelPair.NAIVE), null));
		for (String name : this.sample.predicted().keySet()) {
			agreements.put(name, new EffectResult.Agreements(withAdjusted.of(name),
					changes.isEmpty() ? null : withChanges.of(name)));
		}
		return agreements;
	}

}
