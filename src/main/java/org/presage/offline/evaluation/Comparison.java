/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.offline.data.ActionBins;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Split;
import org.presage.offline.data.WindowBatch;
import org.presage.worldmodel.Calibration;

/**
 * Several forecasters on the same windows of the same rows: their scores, and the paired
 * tests of each against both baselines. One pass over the data; memory does not grow with
 * the windows.
 */
public final class Comparison {

	private final Dataset data;

	private final Split split;

	private final List<Contender> contenders;

	private final Map<String, Scores> scores = new LinkedHashMap<>();

	private final Map<String, PairedTests> tests = new LinkedHashMap<>();

	/**
	 * A forecaster and the calibration of its intervals.
	 *
	 * @param forecaster named uniquely
	 * @param calibration of its intervals
	 * @param model the package that it is of; null for a baseline
	 */
	public record Contender(Forecaster forecaster, Calibration calibration, @Nullable PackageResult model) {
	}

	private Comparison(Dataset data, Split split, List<Contender> contenders) {
		this.data = data;
		this.split = split;
		this.contenders = List.copyOf(contenders);
	}

	/**
	 * Judges models beside persistence and ridge VARX.
	 * @param fit data whose training and validation parts the baselines are fitted to and
	 * calibrated on; standardised as {@code data}, with the same window and horizon
	 * @param data to judge on
	 * @param split the rows of {@code data} to judge on
	 */
	public static Comparison of(Dataset fit, Dataset data, Split split, List<Contender> models) {
		List<Contender> contenders = new ArrayList<>();
		for (Forecaster baseline : Baselines.of(fit).all()) {
			contenders.add(new Contender(baseline, Evaluation.calibrate(fit, baseline), null));
		}
		contenders.addAll(models);
		Comparison comparison = new Comparison(data, split, contenders);
		comparison.run(ActionBins.edges(fit));
		return comparison;
	}

	private void run(double[] actionEdges) {
		long windows = this.split.windows(this.data);
		for (Contender contender : this.contenders) {
			String name = contender.forecaster().name();
			this.scores.put(name, new Scores(this.data, this.split, contender.calibration(), actionEdges));
			for (String baseline : Baselines.NAMES) {
				if (!baseline.equals(name)) {
					this.tests.put(key(name, baseline), new PairedTests(this.data, windows));
				}
			}
		}
		int size = this.data.horizon() * this.data.schema().targets();
		float[] mean = new float[WindowBatch.SIZE * size];
		float[] deviation = new float[WindowBatch.SIZE * size];
		boolean[] judged = Scores.judged(this.data);
		WindowBatch.visit(this.data, this.split.segments(this.data), 1, WindowBatch.SIZE, (batch) -> {
			Map<String, double[][]> losses = new LinkedHashMap<>();
			for (Contender contender : this.contenders) {
				contender.forecaster().forecast(batch, mean, deviation);
				scores(contender.forecaster().name()).add(batch, mean, deviation);
				double[][] ofWindow = new double[batch.count()][];
				for (int c = 0; c < ofWindow.length; c++) {
					ofWindow[c] = PairedTests.losses(batch, c, mean, this.data.horizon(), judged);
				}
				losses.put(contender.forecaster().name(), ofWindow);
			}
			test(batch, losses);
		});
	}

	private void test(WindowBatch batch, Map<String, double[][]> losses) {
		losses.forEach((name, own) -> Baselines.NAMES.forEach((baseline) -> {
			PairedTests pair = this.tests.get(key(name, baseline));
			double[][] others = losses.get(baseline);
			if (pair != null && others != null) {
				for (int c = 0; c < batch.count(); c++) {
					pair.add(batch.place(c), own[c], others[c]);
				}
			}
		}));
	}

	private static String key(String name, String baseline) {
		return name + "\n" + baseline;
	}

	/** Data that was judged on. */
	public Dataset data() {
		return this.data;
	}

	/** Rows that were judged on. */
	public Split split() {
		return this.split;
	}

	/** The baselines, then the models. */
	public List<Contender> contenders() {
		return this.contenders;
	}

	/** Scores by name, the baselines first. */
	public Map<String, Scores> scores() {
		return this.scores;
	}

	/**
	 * Scores of one forecaster.
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public Scores scores(String name) {
		Scores found = this.scores.get(name);
		if (found == null) {
			throw new InvalidInputException("model", "one of " + this.scores.keySet(), name);
		}
		return found;
	}

	/** Tests of a forecaster against a baseline; null for a baseline against itself. */
	public @Nullable PairedTests tests(String name, String baseline) {
		return this.tests.get(key(name, baseline));
	}

	/** The judgement as {@code evaluate --json} has it (docs/evaluation.md). */
	public EvaluationResult<ModelResult> result() {
		Map<String, ModelResult> models = new LinkedHashMap<>();
		for (Contender contender : this.contenders) {
			String name = contender.forecaster().name();
			ScoreResults results = new ScoreResults(scores(name), this.scores.get(Baselines.PERSISTENCE),
					this.scores.get(Baselines.VARX));
			models.put(name, results.full(contender.model(), tests(name, results)));
		}
		return new EvaluationResult<>(EvaluationResult.Judged.of(this.data, this.split.windows(this.data))
			.on(this.split, scores(Baselines.PERSISTENCE).windows()), models);
	}

	private Map<String, ModelResult.Tests> tests(String name, ScoreResults results) {
		Map<String, ModelResult.Tests> tests = new LinkedHashMap<>();
		for (String baseline : Baselines.NAMES) {
			PairedTests pair = this.tests.get(key(name, baseline));
			if (pair != null) {
				tests.put("vs_" + baseline,
						new ModelResult.Tests(test(pair.all()), test(pair.onChange()),
								results.perKpi((y) -> test(pair.target(y))),
								IntStream.range(0, this.data.horizon()).mapToObj((h) -> test(pair.step(h))).toList()));
			}
		}
		return tests;
	}

	private static ModelResult.Test test(DieboldMariano.Result result) {
		return new ModelResult.Test(ScoreResults.rounded(result.statistic()), result.pValue(), result.lag(),
				result.windows());
	}

}
