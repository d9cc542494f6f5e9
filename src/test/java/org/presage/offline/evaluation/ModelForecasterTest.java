/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.presage.kpi.Standardizer;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.SplitRule;
import org.presage.offline.data.Trace;
import org.presage.offline.data.WindowBatch;
import org.presage.offline.training.TrainingTest;
import org.presage.testing.TestModels;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ModelForecasterTest {

	private static final int TARGETS = 3;

	private final Trace trace = TrainingTest.world(TestModels.schema(), 2, 900, 4);

	@Test
	void longerWindowsShorterHorizonsAndOtherUnitsChangeNoForecast() {
		try (OnnxWorldModel model = OnnxWorldModel.load(TestModels.random("m", 3))) {
			Standardizer own = model.manifest().scaler();
			Dataset narrow = new Dataset(this.trace, TestModels.WINDOW, TestModels.HORIZON, SplitRule.TIME, own);
			int more = 4;
			int fewer = 1;
			Dataset wide = new Dataset(this.trace, TestModels.WINDOW + more, TestModels.HORIZON - fewer);
			assertThat(wide.scaler()).isNotEqualTo(own);
			List<WindowBatch.Place> places = List.of(new WindowBatch.Place(0, 30), new WindowBatch.Place(1, 77));
			List<WindowBatch.Place> later = places.stream()
				.map((place) -> new WindowBatch.Place(place.series(), place.row() + more))
				.toList();
			float[][] expected = ask(new ModelForecaster("m", model), WindowBatch.at(narrow, later),
					TestModels.HORIZON);
			float[][] found = ask(ModelForecaster.on(wide, "m", model), WindowBatch.at(wide, places),
					TestModels.HORIZON - fewer);
			for (int c = 0; c < places.size(); c++) {
				for (int at = 0; at < (TestModels.HORIZON - fewer) * TARGETS; at++) {
					int kpi = TestModels.schema().frameIndex(at % TARGETS);
					int e = c * TestModels.HORIZON * TARGETS + at;
					int f = c * (TestModels.HORIZON - fewer) * TARGETS + at;
					assertThat(found[0][f] * wide.scaler().std()[kpi] + wide.scaler().mean()[kpi])
						.isCloseTo(expected[0][e] * own.std()[kpi] + own.mean()[kpi], within(1e-3));
					assertThat(found[1][f] * wide.scaler().std()[kpi]).isCloseTo(expected[1][e] * own.std()[kpi],
							within(1e-3));
				}
			}
		}
	}

	private static float[][] ask(ModelForecaster forecaster, WindowBatch batch, int horizon) {
		try (forecaster) {
			float[][] answer = new float[2][batch.count() * horizon * TARGETS];
			forecaster.forecast(batch, answer[0], answer[1]);
			return answer;
		}
	}

	@Test
	void windowsThatTheModelCannotReadAreRefused() {
		try (OnnxWorldModel model = OnnxWorldModel.load(TestModels.random("m", 3))) {
			assertThatThrownBy(() -> ModelForecaster.on(new Dataset(this.trace, 4, 3), "m", model))
				.isInstanceOf(DataException.class)
				.hasMessage("model m: window: expected at most 4, found 5");
			assertThatThrownBy(() -> ModelForecaster.on(new Dataset(this.trace, 5, 4), "m", model))
				.hasMessage("model m: horizon: expected at least 4, found 3");
		}
	}

}
