/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import org.presage.base.Gaussian;
import org.presage.kpi.KpiSchema;
import org.presage.testing.TestModels;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The score of a window, beside the same computed step by step. */
class ForecastScorerTest {

	private static final int L = TestModels.WINDOW;

	private static final int H = TestModels.HORIZON;

	private final KpiSchema schema = TestModels.schema();

	private final int size = this.schema.size();

	private final SplittableRandom random = new SplittableRandom(3);

	private float[] window() {
		float[] window = new float[(L + H) * this.size];
		for (int i = 0; i < window.length; i++) {
			window[i] = (float) this.random.nextDouble(1, 40);
		}
		return window;
	}

	@Test
	void equalsWhatIsComputedStepByStep() {
		float[] window = window();
		window[(L + 1) * this.size] = Float.NaN;
		double sum = 0;
		int judged = 0;
		int covered = 0;
		try (OnnxWorldModel model = OnnxWorldModel.load(TestModels.random("a", 1));
				Imaginer imaginer = model.imaginer(1, 1)) {
			float[] standardized = new float[window.length];
			model.manifest().scaler().standardize(window, 0, standardized, 0, L + H);
			float[] contexts = new float[model.contextSize()];
			imaginer.encode(1, java.util.Arrays.copyOf(standardized, L * this.size), contexts);
			float[] plan = new float[H];
			for (int h = 0; h < H; h++) {
				plan[h] = standardized[(L + h) * this.size + this.schema.actionIndex()];
			}
			Prediction predicted = new Prediction(1, H, this.schema.targets());
			imaginer.imagine(1, contexts, 1, plan, predicted);
			for (int h = 0; h < H; h++) {
				for (int y = 0; y < this.schema.targets(); y++) {
					int at = predicted.index(0, h, y);
					double error = standardized[(L + h) * this.size + this.schema.frameIndex(y)] - predicted.mean()[at];
					if (!Double.isNaN(error)) {
						sum += Gaussian.crps(error, predicted.deviation(at));
						covered += (Math.abs(error) <= model.manifest().calibration().factor(2, h, y)
								* predicted.deviation(at)) ? 1 : 0;
						judged++;
					}
				}
			}
		}
		try (ForecastScorer scorer = new ForecastScorer(OnnxWorldModel.load(TestModels.random("a", 1)))) {
			ForecastScorer.Score score = scorer.score(window);
			assertThat(score.judged()).isEqualTo(judged).isEqualTo(H * this.schema.targets() - 1);
			assertThat(score.covered()).isEqualTo(covered);
			assertThat(score.crps()).isCloseTo(Math.min(2, sum / judged), within(1e-6));
			assertThat(score.isFinite()).isTrue();
		}
	}

	@Test
	void modelThatForecastsNothingFiniteHasTheWorstScore() {
		try (ForecastScorer scorer = new ForecastScorer(OnnxWorldModel.load(TestModels.diverged("a")))) {
			ForecastScorer.Score score = scorer.score(window());
			assertThat(score.isFinite()).isFalse();
			assertThat(score.crps()).isEqualTo(ForecastScorer.WORST);
		}
	}

	@Test
	void changesOfThePrbsAfterTheContextCount() {
		try (ForecastScorer scorer = new ForecastScorer(OnnxWorldModel.load(TestModels.random("a", 1)))) {
			float[] window = window();
			for (int t = 0; t < L + H; t++) {
				window[t * this.size + this.schema.actionIndex()] = (t < L - 1) ? 10 : 20;
			}
			assertThat(scorer.isChanged(window)).isFalse();
			window[(L + H - 1) * this.size + this.schema.actionIndex()] = 21;
			assertThat(scorer.isChanged(window)).isTrue();
			assertThat(scorer.fits(window)).isTrue();
			assertThat(scorer.fits(new float[window.length + 1])).isFalse();
		}
	}

}
