/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Transform;
import org.presage.offline.training.Preset;
import org.presage.offline.training.TrainingListener;
import org.presage.offline.training.TrainingRun;
import org.presage.offline.training.TrainingSettings;
import org.presage.testing.TestModels;
import org.presage.worldmodel.torch.TorchDevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Several sources become one trace, and one model. */
class TraceMergeTest {

	private static final Kpi SINR = new Kpi("SINR", "dB", -30, 60, null);

	private static final Kpi PRBS = new Kpi("PRBs", "count", 0, 51, null);

	private static final Kpi BUFFER = new Kpi("Buffer", "bytes", 0, 1e9, Transform.LOG1P);

	private static Trace trace(String name, long stepMs, long seed, Kpi... kpis) {
		Random random = new Random(seed);
		int rows = 400;
		float[] values = new float[rows * kpis.length];
		long[] times = new long[rows];
		for (int t = 0; t < rows; t++) {
			times[t] = t * stepMs;
			for (int k = 0; k < kpis.length; k++) {
				values[t * kpis.length + k] = (float) (20 + 5 * random.nextGaussian());
			}
		}
		return new Trace(new KpiSchema(name, stepMs, "PRBs", List.of(kpis), null, Map.of()),
				List.of(new Series("s", times, values)), name, List.of("a note"));
	}

	@Test
	void whatASourceDoesNotReportIsAbsent() {
		Trace merged = TraceMerge.of(List.of(trace("a", 100, 1, SINR, PRBS), trace("b", 100, 2, PRBS, BUFFER)));
		assertThat(merged.schema().kpis()).extracting(Kpi::name).containsExactly("SINR", "PRBs", "Buffer");
		assertThat(merged.series()).extracting(Series::name).containsExactly("a/s", "b/s");
		assertThat(Arrays.copyOf(merged.series().get(0).values(), 3)[2]).isNaN();
		float[] second = merged.series().get(1).values();
		assertThat(second[0]).isNaN();
		assertThat(second[1]).isEqualTo(trace("b", 100, 2, PRBS, BUFFER).series().getFirst().values()[0]);
		assertThat(merged.notes()).containsExactly("a: a note", "b: a note");
	}

	@Test
	void oneModelLearnsFromBoth() {
		Trace merged = TraceMerge.of(List.of(trace("a", 100, 1, SINR, PRBS), trace("b", 100, 2, PRBS, BUFFER)));
		Dataset data = new Dataset(merged, TestModels.WINDOW, TestModels.HORIZON);
		TrainingSettings settings = Preset.TINY.settings(1, 1);
		TrainingRun.TrainingResult outcome = new TrainingRun(data,
				org.presage.worldmodel.net.NetworkSpec.of("mlp", merged.schema(), TestModels.WINDOW, TestModels.HORIZON)
					.withSize(Preset.TINY.size()),
				settings, TorchDevice.CPU, new TrainingListener() {
					@Override
					public void step(int epoch, int step, int steps, int positions, double loss) {
						assertThat(loss).isFinite();
					}

					@Override
					public void epoch(int epoch, int epochs, double score, double rmse, boolean best) {
						assertThat(score).isFinite();
					}
				})
			.run("v", "", null, false);
		assertThat(outcome.own().rmse()).isFinite();
		assertThat(outcome.model().manifest().schema().size()).isEqualTo(3);
	}

	@Test
	void sourcesThatDisagreeAreRefusedByField() {
		assertThatThrownBy(
				() -> TraceMerge.of(List.of(trace("a", 100, 1, SINR, PRBS), trace("b", 1000, 2, PRBS, SINR))))
			.isInstanceOf(InvalidInputException.class)
			.hasMessage("b.stepMs: expected 100, as in the first source, found 1000");
		Kpi linear = new Kpi("Buffer", "kB", 0, 1e6, Transform.LOG1P);
		assertThatThrownBy(
				() -> TraceMerge.of(List.of(trace("a", 100, 1, BUFFER, PRBS), trace("b", 100, 2, PRBS, linear))))
			.hasMessage("b.kpis[Buffer].unit: expected bytes, as in the first source, found kB");
	}

}
