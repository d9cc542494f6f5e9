/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.neighbours;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.Trace;
import org.presage.offline.evaluation.Evaluation;
import org.presage.offline.evaluation.ModelForecaster;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/** Series whose SINR falls with the PRBs of others in the same interval, as told. */
final class CoupledTrace {

	static final KpiSchema SCHEMA = new KpiSchema("coupled", 100, "PRBs",
			List.of(new Kpi("SINR", "dB", -100, 100, null), new Kpi("PRBs", "", 0, 51, null),
					new Kpi("Other", "", -1000, 1000, null)),
			List.of(), Map.of("SINR", 1.0));

	private CoupledTrace() {
	}

	/**
	 * @param couplings how much a PRB of the second lowers the SINR of the first, in dB
	 * @param shiftMs of the times of each series against the one before
	 */
	static Dataset of(double[][] couplings, int rows, long shiftMs) {
		return of(couplings, rows, shiftMs, SCHEMA);
	}

	static Dataset of(double[][] couplings, int rows, long shiftMs, KpiSchema schema) {
		SplittableRandom random = new SplittableRandom(5);
		int count = couplings.length;
		float[][] values = new float[count][rows * 3];
		double[] noise = new double[count];
		int[] prbs = new int[count];
		for (int t = 0; t < rows; t++) {
			for (int s = 0; s < count; s++) {
				prbs[s] = (random.nextInt(8) == 0) ? 1 + random.nextInt(51) : prbs[s];
			}
			for (int s = 0; s < count; s++) {
				noise[s] = 0.95 * noise[s] + 0.3 * random.nextGaussian();
				double sinr = 20 + noise[s];
				for (int other = 0; other < count; other++) {
					sinr -= couplings[s][other] * prbs[other];
				}
				values[s][3 * t] = (float) sinr;
				values[s][3 * t + 1] = prbs[s];
				values[s][3 * t + 2] = (float) random.nextGaussian();
			}
		}
		List<Series> series = new ArrayList<>();
		for (int s = 0; s < count; s++) {
			long first = 1000 + s * shiftMs;
			series.add(new Series("s" + s, LongStream.range(0, rows).map((t) -> first + 100 * t).toArray(), values[s]));
		}
		return new Dataset(new Trace(schema, series, "synthetic", List.of()), 6, 2);
	}

	/** Error of a model's SINR over all steps of the test part, in train deviations. */
	static double sinrError(ModelPackage model, Dataset data) {
		try (OnnxWorldModel loaded = OnnxWorldModel.load(model);
				ModelForecaster forecaster = ModelForecaster.on(data, "m", loaded)) {
			return Evaluation
				.score(data, Dataset.Part.TEST, forecaster, Calibration.none(data.horizon(), SCHEMA.targets()))
				.rmse(-1, 0);
		}
	}

}
