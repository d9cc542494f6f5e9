/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.presage.base.Clock;
import org.presage.benchmark.Estimate;
import org.presage.benchmark.RivalStudy;
import org.presage.benchmark.RivalStudy.PlanningModel;
import org.presage.benchmark.RivalsReport;
import org.presage.control.ControlSettings;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/** What people read of the rivals. */
class RivalTablesTest {

	private static final Estimate ONE = new Estimate(1, 0.5, 1.5);

	private static final RivalStudy.Progress SILENT = new RivalStudy.Progress() {
		@Override
		public void done(String what, double share, double leftSeconds) {
		}

		@Override
		public void finished(RivalStudy.Size size, RivalsReport.LoadResult result) {
		}
	};

	private static RivalStudy.Size size(boolean oracle) {
		return new RivalStudy.Size(1, 2, List.of(41L, 42L), List.of(0.5), 1, 1, oracle, 0, 1);
	}

	/** Presage, the best rule and the oracle on the same networks. */
	private static RivalsReport.LoadResult load(Estimate share) {
		RivalsReport.Point point = new RivalsReport.Point(Double.NaN, ONE, ONE, ONE);
		Map<String, RivalsReport.Policy> policies = new LinkedHashMap<>();
		Map<String, Estimate> rewards = new LinkedHashMap<>();
		for (String name : List.of(RivalStudy.PRESAGE, RivalStudy.BEST_RULE, RivalStudy.ORACLE)) {
			policies.put(name, new RivalsReport.Policy(name, point, List.of(), ONE));
			rewards.put(name, ONE);
		}
		return new RivalsReport.LoadResult(0.5, policies, Map.of(),
				new RivalsReport.Ceiling(1, 2, rewards, Map.of(RivalStudy.PRESAGE, share, RivalStudy.BEST_RULE,
						new Estimate(0, 0, 0), RivalStudy.ORACLE, new Estimate(1, 1, 1)), ONE, RivalStudy.BEST_RULE,
						share));
	}

	private static String printed(RivalsReport.LoadResult load) {
		StringWriter out = new StringWriter();
		RivalTables.print(size(true), load, new PrintWriter(out));
		return out.toString();
	}

	@Test
	void shareOfTheWayStandsBesideEachPolicy() {
		assertThat(printed(load(new Estimate(0.37, 0.25, 0.5))))
			.contains("2 networks; presage goes 0.37 (0.25 to 0.50) of the way from the best rule to the oracle",
					"share of the way")
			.containsPattern("(?m)^presage .* 0\\.37 +0\\.25 to 0\\.50$")
			.containsPattern("(?m)^best-rule .* 0\\.00 +0\\.00 to 0\\.00$")
			.containsPattern("(?m)^oracle .* 1\\.00 +1\\.00 to 1\\.00$")
			.doesNotContain("beside the oracle");
	}

	@Test
	void oracleThatIsNotAboveTheRuleIsSaidInWords() {
		assertThat(printed(load(new Estimate(Double.NaN, Double.NaN, Double.NaN))))
			.contains("2 networks; the oracle is not above the best rule with confidence")
			.containsPattern("(?m)^oracle ")
			.doesNotContain("of the way", "NaN");
	}

	@Test
	void oracleRunsOnTheNetworksOfAllOthers() throws InterruptedException {
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(ModelFiles.read(null)));
			RivalsReport report = new RivalStudy(List.of(new PlanningModel(RivalStudy.PRESAGE, registry)),
					ControlSettings.defaults(), size(true), Clock.SYSTEM, SILENT)
				.run();
			RivalsReport.LoadResult load = report.loads().getFirst();
			assertThat(load.policies()).containsKeys("presage", "ppo", "sac", "best-rule", "oracle");
			RivalsReport.Ceiling ceiling = Objects.requireNonNull(load.ceiling());
			assertThat(ceiling.policies()).containsOnlyKeys(load.policies().keySet());
			load.policies()
				.forEach((name, policy) -> assertThat(ceiling.policies()).as("not run again")
					.containsEntry(name, policy.point().reward()));
			assertThat(RivalTables.chart(report)).contains("<title>oracle: knob –</title>",
					"<title>best-rule: knob –</title>");
		}
	}

}
