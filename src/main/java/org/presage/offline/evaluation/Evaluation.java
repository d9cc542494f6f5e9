/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.presage.offline.data.ActionBins;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Split;
import org.presage.offline.data.WindowBatch;
import org.presage.worldmodel.Calibration;

/** Judges forecasters on the same windows. */
public final class Evaluation {

	private Evaluation() {
	}

	/** Scores a forecaster on all stride-1 windows of a part. */
	public static Scores score(Dataset data, Dataset.Part part, Forecaster forecaster, Calibration calibration) {
		Scores scores = new Scores(data, Split.valueOf(part.name()), calibration, ActionBins.edges(data));
		int size = data.horizon() * data.schema().targets();
		float[] mean = new float[WindowBatch.SIZE * size];
		float[] deviation = new float[WindowBatch.SIZE * size];
		WindowBatch.visit(data, part, 1, WindowBatch.SIZE, (batch) -> {
			forecaster.forecast(batch, mean, deviation);
			scores.add(batch, mean, deviation);
		});
		return scores;
	}

	/**
	 * Calibrates a forecaster's intervals on the validation part; see
	 * {@link Calibration}.
	 */
	public static Calibration calibrate(Dataset data, Forecaster forecaster) {
		int horizon = data.horizon();
		int targets = data.schema().targets();
		int size = horizon * targets;
		Calibration calibration = Calibration.none(horizon, targets);
		// Thinned so that the sort stays cheap; 20,000 normalised errors fix a quantile
		// to a fraction of a percent.
		int stride = Math.max(1, data.windows(Dataset.Part.VALID) / 20_000);
		List<FloatList> errors = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			errors.add(new FloatList());
		}
		float[] mean = new float[WindowBatch.SIZE * size];
		float[] deviation = new float[WindowBatch.SIZE * size];
		WindowBatch.visit(data, Dataset.Part.VALID, stride, WindowBatch.SIZE, (batch) -> {
			forecaster.forecast(batch, mean, deviation);
			for (int i = 0; i < batch.count() * size; i++) {
				if (!Float.isNaN(batch.truth()[i])) {
					errors.get(i % size).add(Math.abs(batch.truth()[i] - mean[i]) / deviation[i]);
				}
			}
		});
		for (int i = 0; i < size; i++) {
			float[] sorted = errors.get(i).sorted();
			for (int level = 0; level < Calibration.LEVELS.length; level++) {
				// The ⌈(n+1)·level⌉-th smallest, which covers at least the level on
				// exchangeable data.
				int rank = (int) Math.ceil((sorted.length + 1) * Calibration.LEVELS[level]);
				if (sorted.length > 0) {
					calibration.factors()[level][i / targets][i % targets] = sorted[Math.min(rank, sorted.length) - 1];
				}
			}
		}
		return calibration;
	}

	/**
	 * The judgement of several forecasters in short, for a package's manifest, which
	 * outlives this code and therefore holds fields and values.
	 */
	public static Map<String, Object> metrics(Dataset data, Map<String, Scores> scores) {
		long windows = data.windows(data.judgedPart());
		EvaluationResult.Judged judged = EvaluationResult.Judged.of(data, windows);
		Map<String, ModelResult.Summary> models = new LinkedHashMap<>();
		scores.forEach((name, score) -> models.put(name,
				new ScoreResults(score, scores.get(Baselines.PERSISTENCE), scores.get(Baselines.VARX)).summary()));
		return JsonMapper.shared()
			.convertValue(
					new EvaluationResult<>(data.rule().tests() ? judged : judged.on(Split.VALID, windows), models),
					new TypeReference<>() {
					});
	}

	/** Grows. */
	private static final class FloatList {

		private float[] values = new float[256];

		private int size;

		void add(float value) {
			if (this.size == this.values.length) {
				this.values = Arrays.copyOf(this.values, 2 * this.size);
			}
			this.values[this.size++] = value;
		}

		float[] sorted() {
			float[] sorted = Arrays.copyOf(this.values, this.size);
			Arrays.sort(sorted);
			return sorted;
		}

	}

}
