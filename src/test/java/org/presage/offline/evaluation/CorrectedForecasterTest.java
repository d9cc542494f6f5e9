/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.SplitRule;
import org.presage.offline.data.WindowBatch;
import org.presage.offline.training.TrainingTest;
import org.presage.testing.TestModels;
import org.presage.worldmodel.LinearForecast;
import org.presage.worldmodel.WindowFill;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A model with random weights, which is wrong in a way that its errors tell. */
class CorrectedForecasterTest {

	private static final int SIZE = TestModels.HORIZON * TestModels.schema().targets();

	private final OnnxWorldModel model = OnnxWorldModel.load(TestModels.random("m", 3));

	private final Dataset data = new Dataset(TrainingTest.world(TestModels.schema(), 2, 900, 4), TestModels.WINDOW,
			TestModels.HORIZON, SplitRule.TIME, this.model.manifest().scaler());

	private List<WindowBatch.Place> places(int series, int from, int to) {
		return IntStream.range(from, to).mapToObj((row) -> new WindowBatch.Place(series, row)).toList();
	}

	private CorrectedForecaster corrected(ModelForecaster raw) {
		return new CorrectedForecaster(raw, this.model.manifest(), Baselines.of(this.data).varx().linear(),
				CorrectionSettings.DEFAULT.with(CorrectionSettings.Mode.AUTO));
	}

	private static float[] means(Forecaster forecaster, WindowBatch batch) {
		float[] mean = new float[batch.count() * SIZE];
		forecaster.forecast(batch, mean, new float[mean.length]);
		return mean;
	}

	private static double squares(float[] mean, WindowBatch batch) {
		double sum = 0;
		for (int i = 0; i < mean.length; i++) {
			double error = mean[i] - batch.truth()[i];
			sum += Double.isNaN(error) ? 0 : error * error;
		}
		return sum;
	}

	@Test
	void errorsOfBeforeMakeLaterForecastsBetter() {
		try (ModelForecaster raw = new ModelForecaster("m", this.model)) {
			CorrectedForecaster corrected = corrected(raw);
			assertThat(corrected.name()).isEqualTo("m corrected");
			WindowBatch first = WindowBatch.at(this.data, places(0, 100, 300));
			float[] without = means(raw, first);
			float[] with = means(corrected, first);
			assertThat(Arrays.copyOf(with, SIZE)).as("nothing is known").isEqualTo(Arrays.copyOf(without, SIZE));
			WindowBatch later = WindowBatch.at(this.data, places(0, 300, 500));
			assertThat(squares(means(corrected, later), later)).isLessThan(0.8 * squares(means(raw, later), later));
		}
	}

	@Test
	void batchesMakeNoDifferenceAndSeriesStartAgain() {
		try (ModelForecaster raw = new ModelForecaster("m", this.model)) {
			float[] whole = means(corrected(raw), WindowBatch.at(this.data, places(0, 100, 160)));
			CorrectedForecaster split = corrected(raw);
			means(split, WindowBatch.at(this.data, places(1, 10, 90)));
			means(split, WindowBatch.at(this.data, places(0, 100, 117)));
			float[] rest = means(split, WindowBatch.at(this.data, places(0, 117, 160)));
			for (int i = 0; i < rest.length; i++) {
				assertThat(rest[i]).isCloseTo(whole[17 * SIZE + i], within(1e-4f));
			}
			means(split, WindowBatch.at(this.data, places(0, 160, 161)));
			float[] afterGap = means(split, WindowBatch.at(this.data, places(0, 400, 401)));
			assertThat(afterGap).isEqualTo(means(raw, WindowBatch.at(this.data, places(0, 400, 401))));
		}
	}

	@Test
	void packageCarriesVarxThatTheBaselineIs() {
		RidgeVarx varx = Baselines.of(this.data).varx();
		LinearForecast linear = varx.linear();
		WindowBatch batch = WindowBatch.at(this.data, places(1, 30, 40));
		float[] expected = means(varx, batch);
		int window = TestModels.WINDOW * TestModels.schema().size();
		float[] frames = new float[window];
		float[] found = new float[SIZE];
		for (int c = 0; c < batch.count(); c++) {
			WindowFill.fill(batch.windows(), c * window, TestModels.WINDOW, TestModels.schema().size(),
					TestModels.WINDOW, frames, new float[window], 0);
			linear.forecast(frames, batch.plans(), c * TestModels.HORIZON, found);
			for (int i = 0; i < SIZE; i++) {
				assertThat(found[i]).isCloseTo(expected[c * SIZE + i], within(1e-4f));
			}
		}
	}

}
