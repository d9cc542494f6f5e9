/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.base.Clock;
import org.presage.benchmark.ClosedLoop.Contender;
import org.presage.control.ControlSettings;
import org.presage.control.SearchSettings;
import org.presage.e2.dialect.Rule;
import org.presage.kpi.KpiSchema;
import org.presage.planner.PatternSettings;
import org.presage.server.model.ModelFiles;
import org.presage.sim.RanSimulator;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The loop through the bytes of E2 is the loop: only what a dialect cannot say is
 * missing.
 */
class E2LoopTest {

	private static final int STEPS = 200;

	/**
	 * 24 plans a decision, not 100: two ways of the same KPIs are compared, not searches.
	 */
	private static final ControlSettings SETTINGS = ControlSettings.defaults()
		.withSearch(new SearchSettings(new PatternSettings(8, 1, 8, 0.3, 0.4, 1), 4, 13, 0));

	private static final ModelPackage MODEL = ModelFiles.read(null);

	private static final ModelRegistry REGISTRY = new ModelRegistry();

	@BeforeAll
	static void serve() {
		REGISTRY.serve(OnnxWorldModel.load(MODEL));
	}

	@AfterAll
	static void stop() {
		REGISTRY.close();
	}

	/** The same whatever the network speaks. */
	private static final Map<Contender, Double> PLAIN = new EnumMap<>(Contender.class);

	private static double reward(Contender contender, String path) {
		return (contender == Contender.PRESAGE_E2) ? run(contender, path)
				: PLAIN.computeIfAbsent(contender, (plain) -> run(plain, path));
	}

	private static double run(Contender contender, String path) {
		return new ClosedLoop(REGISTRY, MODEL.manifest(), SETTINGS, Scenario.cells(3), STEPS, E2Path.parse(path),
				Clock.SYSTEM)
			.run(contender, 5)
			.mean(LoopOutcome.Slice::reward);
	}

	@ParameterizedTest
	@CsvSource({ "ccc", "rc-a", "rc-b", "rsm" })
	void rewardIsThatOfThePlainApi(String control) {
		double plain = reward(Contender.PRESAGE, "presage:" + control);
		assertThat(reward(Contender.PRESAGE_E2, "presage:" + control)).isCloseTo(plain, within(0.15 * Math.abs(plain)));
	}

	/** Whatever grammar the node speaks. */
	@ParameterizedTest
	@CsvSource({ "presage/flexric-legacy:rc-b", "presage/kpm-v2.01:ccc", "presage/kpm-v2.00:rsm" })
	void rewardIsKeptInEveryGrammar(String path) {
		double plain = reward(Contender.PRESAGE, path);
		assertThat(reward(Contender.PRESAGE_E2, path)).isCloseTo(plain, within(0.15 * Math.abs(plain)));
	}

	/** FlexRIC before 2024 and after it: other bytes, the same decisions. */
	@Test
	void rewardOfOaiDoesNotDependOnItsFlexRic() {
		assertThat(reward(Contender.PRESAGE_E2, "oai/flexric-legacy:rc-b"))
			.isEqualTo(reward(Contender.PRESAGE_E2, "oai/standard:rc-b"));
	}

	/** A node whose dialect cannot report what the objective reads is not held for it. */
	@ParameterizedTest
	@CsvSource({ "oai:rc-b", "oai/flexric-legacy:rc-b" })
	void oaiIsPlannedWithWhatItReports(String path) {
		double held = reward(Contender.HOLD_LAST, path);
		assertThat(Math.abs(reward(Contender.PRESAGE_E2, path) - held)).isGreaterThan(0.1);
	}

	/**
	 * Format, units, control and rounding cost nothing: with the same KPIs under their
	 * own names the reward is the same.
	 */
	@ParameterizedTest
	@CsvSource({ "oai:rc-b", "srsran:rc-a" })
	void dialectCostsOnlyWhatItLeavesOut(String path, @TempDir Path folder) throws IOException {
		Set<String> reported = E2Path.parse(path).dialect().kpis().stream().map(Rule::kpi).collect(Collectors.toSet());
		String kpis = MODEL.manifest()
			.schema()
			.kpis()
			.stream()
			.filter((kpi) -> reported.contains(kpi.name()))
			.map((kpi) -> "  - { kpi: " + kpi.name() + ", unit: \"" + kpi.unit() + "\", from: " + kpi.name() + " }\n")
			.collect(Collectors.joining());
		Path named = Files.writeString(folder.resolve("named.yaml"),
				"name: named\nstyle: 1\ngrammar: standard\nkpis:\n" + kpis);
		assertThat(reward(Contender.PRESAGE_E2, path)).isCloseTo(reward(Contender.PRESAGE_E2, named + ":ccc"),
				within(1e-6));
	}

	/** With what a dialect leaves out left out on the plain way too. */
	@ParameterizedTest
	@CsvSource({ "standard", "srsran", "oai", "ns-o-ran" })
	void everyDialectTellsTheLoopWhatItCan(String dialect) {
		KpiSchema schema = MODEL.manifest().schema();
		E2Wire wire = new E2Wire(schema, E2Path.parse(dialect + ":ccc"), Clock.SYSTEM);
		RanSimulator network = new RanSimulator(Scenario.cells(3).network(), 5);
		int[] prbs = { 20, 30, 40 };
		int carried = 0;
		for (int i = 0; i < 50; i++) {
			network.step(prbs);
			for (int u = 0; u < prbs.length; u++) {
				float[] sent = network.kpis(u);
				float[] read = wire.report(u, sent, 100L * (i + 1)).values();
				for (int k = 0; k < read.length; k++) {
					if (!Float.isNaN(read[k])) {
						carried++;
						assertThat(read[k]).as(schema.kpi(k).name())
							.isCloseTo(sent[k], within(1e-4f + 1e-4f * Math.abs(sent[k])));
					}
				}
			}
		}
		assertThat(carried).as("values in 150 reports").isGreaterThan(150);
		assertThat(reward(Contender.PRESAGE_E2, dialect + ":ccc")).isFinite();
	}

	@Test
	void allocationsArriveToTheRoundingOfAPercent() {
		for (String control : List.of("ccc", "rc-a", "rc-b", "rsm")) {
			E2Wire wire = new E2Wire(MODEL.manifest().schema(), E2Path.parse("presage:" + control), Clock.SYSTEM);
			for (int prbs = 1; prbs <= 51; prbs++) {
				assertThat(wire.allocate(0, prbs)).as("%d by %s", prbs, control).isBetween(prbs - 1, prbs);
			}
		}
	}

}
