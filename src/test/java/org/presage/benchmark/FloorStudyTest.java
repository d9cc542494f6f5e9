/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.kpi.KpiSchema;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.TraceReader;
import org.presage.offline.data.TraceSchema;
import org.presage.offline.evaluation.Baselines;
import org.presage.sim.Exploration;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.TraceWriter;

import static org.assertj.core.api.Assertions.assertThat;

/** What no forecaster of means can get below, alone and with the plans of all cells. */
class FloorStudyTest {

	private static final int STATES = 40;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void plansOfTheNeighboursTellWhatIsReceivedFromThem() {
		KpiSchema schema = RanConfig.schema();
		Path trace = this.folder.resolve("trace.csv");
		Exploration prbs = new Exploration(1, 51, 1);
		TraceWriter.write(new RanSimulator(RanConfig.of(4), 1), (last, next) -> Arrays.setAll(next, (c) -> prbs.next()),
				50, 400, trace);
		Dataset data = new Dataset(TraceReader.read(TraceSchema.tidy(schema), List.of(trace)), 8, 4);
		BranchStudy study = new BranchStudy(schema, data.scaler(), 8, 4, 4711);
		FloorStudy.FloorResult result = FloorStudy.run(study, study.branch(STATES), data, Baselines.of(data).all());
		assertThat(result.floor()).isLessThan(result.rmse().getOrDefault(Baselines.VARX, 0.0));
		Map<String, Double> sinr = result.perKpi().getOrDefault("SINR", Map.of());
		assertThat(sinr.get(FloorStudy.FLOOR_NEIGHBOURS_KNOWN))
			.isLessThan(0.95 * sinr.getOrDefault(FloorStudy.FLOOR, 0.0));
		// How strong the own site is received is not a matter of the others.
		Map<String, Double> rsrp = result.perKpi().getOrDefault("RSRP", Map.of());
		assertThat(rsrp.get(FloorStudy.FLOOR_NEIGHBOURS_KNOWN)).isCloseTo(rsrp.get(FloorStudy.FLOOR),
				Percentage.withPercentage(5));
	}

}
