/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.presage.benchmark.DelayTargetController.Gains;
import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.server.model.ModelFiles;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Policies without a world model. */
class RivalPoliciesTest {

	private static final KpiSchema SCHEMA = RanConfig.schema();

	private static final Standardizer SCALER = ModelFiles.read(null).manifest().scaler();

	private static float[] kpis(double bufferBytes, double efficiency) {
		float[] kpis = new float[SCHEMA.size()];
		kpis[SCHEMA.indexOf("Buffer")] = (float) bufferBytes;
		kpis[SCHEMA.indexOf("SE")] = (float) efficiency;
		return kpis;
	}

	@Test
	void ruleDrainsTheBufferInTheIntervalsOfItsGain() {
		// 9,000 bytes at 2 bit/s/Hz: 72,000 bits of 72,000 a PRB.
		assertThat(StationaryRule.bufferProportional(SCHEMA, 1).prbs(kpis(9000, 2))).isEqualTo(2 + 1);
		assertThat(StationaryRule.bufferProportional(SCHEMA, 3).prbs(kpis(9000, 2))).isEqualTo(2 + 3);
		assertThat(StationaryRule.bufferProportional(SCHEMA, 0.5).prbs(kpis(90_000, 1))).isEqualTo(2 + 10);
		assertThat(StationaryRule.bufferProportional(SCHEMA, 1).prbs(kpis(9000, Double.NaN))).isEqualTo(2 + 1);
	}

	@Test
	void ruleIsClippedToTheCarrier() {
		RanSimulator network = new RanSimulator(RanConfig.of(2), 1);
		int[] prbs = new int[2];
		StationaryRule.constant(1000).policy().decide(network, prbs);
		assertThat(prbs).containsOnly(51);
		StationaryRule.constant(-3).policy().decide(network, prbs);
		assertThat(prbs).containsOnly(1);
	}

	@Test
	void delayTargetIsAFixedPoint() {
		DelayTargetController controller = new DelayTargetController(SCHEMA, new Gains(40, 0.1, 0.02));
		assertThat(controller.next(17, 40, 51)).isEqualTo(17);
		assertThat(controller.next(17, 40 * Math.E, 51)).as("up").isCloseTo(17 + 5.1, within(1e-9));
		assertThat(controller.next(17, 40 / Math.E, 51)).as("down").isCloseTo(17 - 1.02, within(1e-9));
		assertThat(controller.next(17, Double.NaN, 51)).as("idle").isLessThan(17);
	}

	@Test
	void delayControllerDoesNotIntegrateBeyondTheCarrier() {
		DelayTargetController controller = new DelayTargetController(SCHEMA, new Gains(40, 0.2, 0.1));
		double allocation = 30;
		for (int i = 0; i < 100; i++) {
			allocation = controller.next(allocation, 5000, 51);
		}
		assertThat(allocation).isEqualTo(51);
		assertThat(controller.next(allocation, 40 / Math.E, 51)).as("no windup").isCloseTo(51 - 5.1, within(1e-9));
	}

	@Test
	void delayControllerSettlesWhereThePlantMeetsTheTarget() {
		DelayTargetController controller = new DelayTargetController(SCHEMA, new Gains(50, 0.1, 0.02));
		double allocation = 5;
		for (int i = 0; i < 500; i++) {
			allocation = controller.next(allocation, 1000 / allocation, 51);
		}
		assertThat(allocation).isCloseTo(20, within(0.01));
	}

	@Test
	void statisticsAreThoseOfTheWindow() {
		RanSimulator network = new RanSimulator(RanConfig.of(2), 3);
		WindowStatistics statistics = new WindowStatistics(SCHEMA, SCALER, 5, 2);
		int prbs = SCHEMA.actionIndex();
		double[] taken = new double[7];
		for (int i = 0; i < 7; i++) {
			network.step(new int[] { 10 + i, 40 });
			statistics.add(network);
			taken[i] = SCALER.standardize(prbs, 10 + i);
		}
		double[] out = new double[1 + 2 * statistics.size()];
		assertThat(statistics.write(out, 1)).isEqualTo(out.length);
		assertThat(out[1 + 3 * prbs]).as("last").isCloseTo(taken[6], within(1e-6));
		assertThat(out[1 + 3 * prbs + 1]).as("of four")
			.isCloseTo(Arrays.stream(taken, 3, 7).average().orElseThrow(), within(1e-6));
		assertThat(out[1 + 3 * prbs + 2]).as("of the window")
			.isCloseTo(Arrays.stream(taken, 2, 7).average().orElseThrow(), within(1e-6));
		assertThat(out[1 + statistics.size() + 3 * prbs]).as("of the other cell")
			.isCloseTo(SCALER.standardize(prbs, 40), within(1e-6));
		assertThat(Arrays.stream(out).allMatch(Double::isFinite)).isTrue();
	}

	@Test
	void taskRewardsEachCellForItsOwnInterval() {
		List<RanConfig> configs = List.of(RanConfig.of(2), RanConfig.of(1).withLoad(0.5));
		SimulatedTask task = new SimulatedTask(configs, SCHEMA, SCALER, ControlSettings.defaults(), 32, 9);
		assertThat(task.agents()).isEqualTo(3);
		task.begin(0);
		double[] observed = new double[3 * task.observations()];
		task.observe(observed);
		double[] first = new double[3];
		task.act(new double[] { 0.1, 0.5, 1 }, first);
		double[] next = new double[observed.length];
		task.observe(next);
		int prbs = 3 * SCHEMA.actionIndex();
		assertThat(next[prbs]).as("6 PRBs").isCloseTo(SCALER.standardize(SCHEMA.actionIndex(), 6), within(1e-6));
		assertThat(next[2 * task.observations() + prbs]).as("all PRBs")
			.isCloseTo(SCALER.standardize(SCHEMA.actionIndex(), 51), within(1e-6));
		task.begin(1);
		double[] again = new double[3];
		task.begin(8);
		task.begin(0);
		task.act(new double[] { 0.1, 0.5, 1 }, again);
		assertThat(again).isEqualTo(first);
	}

}
