/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.presage.kpi.KpiSchema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RanSimulatorTest {

	private static final int CELLS = 4;

	private final KpiSchema schema = KpiSchema.standard(100, 51);

	private static RanSimulator run(RanSimulator simulator, int steps, int... prbs) {
		int[] all = (prbs.length == 1) ? new int[CELLS] : prbs;
		if (prbs.length == 1) {
			Arrays.fill(all, prbs[0]);
		}
		for (int i = 0; i < steps; i++) {
			simulator.step(all);
		}
		return simulator;
	}

	private static RanSimulator network(long seed) {
		return new RanSimulator(RanConfig.of(CELLS), seed);
	}

	/** Mean over the intervals that measure the KPI. */
	private double mean(String kpi, int steps, int... prbs) {
		RanSimulator simulator = run(network(3), 100, prbs);
		return IntStream.range(0, steps)
			.mapToDouble((step) -> run(simulator, 1, prbs).kpis(0)[this.schema.indexOf(kpi)])
			.filter(Double::isFinite)
			.average()
			.orElseThrow();
	}

	@Test
	void sameSeedSameNetwork() {
		assertThat(run(network(1), 50, 20).kpis(2)).isEqualTo(run(network(1), 50, 20).kpis(2));
		assertThat(run(network(1), 50, 20).kpis(2)).isNotEqualTo(run(network(2), 50, 20).kpis(2));
	}

	@Test
	void alignedBranchesDifferInWhatTheirAllocationsCauseAlone() {
		RanSimulator present = run(network(2), 60, 30);
		int buffer = this.schema.indexOf("Buffer");
		double[] spread = new double[2];
		double[] mean = new double[2];
		int futures = 60;
		for (int aligned = 0; aligned < 2; aligned++) {
			double squares = 0;
			double sum = 0;
			for (int f = 0; f < futures; f++) {
				double less = Math.log1p(future(present, aligned == 1, f, 28).kpis(0)[buffer]);
				double more = Math.log1p(future(present, aligned == 1, f, 32).kpis(0)[buffer]);
				sum += less - more;
				squares += (less - more) * (less - more);
				mean[aligned] += (less + more) / 2 / futures;
			}
			spread[aligned] = Math.sqrt(squares / futures - Math.pow(sum / futures, 2));
		}
		assertThat(spread[1]).as("of differences").isLessThan(0.4 * spread[0]);
		assertThat(mean[1]).as("the same distribution").isCloseTo(mean[0], within(0.25 * mean[0]));
	}

	private static RanSimulator future(RanSimulator present, boolean aligned, long salt, int prbs) {
		return run(aligned ? present.alignedBranch(salt) : present.branch(salt), 12, prbs);
	}

	@Test
	void alignedBranchesOfDifferentSaltsDiffer() {
		RanSimulator present = run(network(2), 60, 30);
		assertThat(future(present, true, 1, 30).kpis(0)).isEqualTo(future(present, true, 1, 30).kpis(0));
		assertThat(future(present, true, 1, 30).kpis(0)).isNotEqualTo(future(present, true, 2, 30).kpis(0));
	}

	@Test
	void loadScalesUesOfEachKind() {
		assertThat(RanConfig.of(2).withLoad(0.5).slices()).containsExactly(new SliceTraffic("cell", "", 6, 2, 2));
		assertThat(RanConfig.of(2).withLoad(1.25).slices()).containsExactly(new SliceTraffic("cell", "", 15, 5, 5));
		assertThat(RanConfig.of(2).withLoad(1)).isEqualTo(RanConfig.of(2));
		assertThat(RanConfig.sliced(2).withLoad(0.01).slices()).extracting(SliceTraffic::ues).containsExactly(1, 1, 1);
	}

	@Test
	void moreLoadWaitsLonger() {
		double[] delays = new double[3];
		double[] loads = { 0.5, 1, 1.25 };
		for (int i = 0; i < loads.length; i++) {
			RanSimulator simulator = new RanSimulator(RanConfig.of(CELLS).withLoad(loads[i]), 3);
			for (int step = 0; step < 1500 * CELLS; step++) {
				if (step % CELLS == 0) {
					run(simulator, 1, 51);
				}
				float delay = simulator.kpis(step % CELLS)[this.schema.indexOf("Delay")];
				delays[i] += Float.isNaN(delay) ? 0 : Math.log(delay);
			}
		}
		assertThat(delays[1]).isGreaterThan(delays[0]);
		assertThat(delays[2]).isGreaterThan(delays[1]);
	}

	@Test
	void rejectsLoadOutOfRange() {
		for (double load : new double[] { 0, -1, 11, Double.NaN }) {
			assertThatThrownBy(() -> RanConfig.of(1).withLoad(load))
				.hasMessageContaining("load: expected above 0 and at most 10, found " + load);
		}
	}

	@Test
	void copyHasTheSameFutureAndABranchItsOwn() {
		RanSimulator present = run(network(1), 50, 20);
		RanSimulator copy = present.copy();
		RanSimulator branch = present.branch(1);
		RanSimulator sameBranch = present.branch(1);
		assertThat(branch.kpis(0)).isEqualTo(present.kpis(0));
		float[] future = run(present, 5, 20).kpis(0);
		assertThat(run(copy, 5, 20).kpis(0)).isEqualTo(future);
		float[] other = run(branch, 5, 20).kpis(0);
		assertThat(other).isNotEqualTo(future);
		assertThat(run(sameBranch, 5, 20).kpis(0)).isEqualTo(other);
	}

	@Test
	void everyKpiStaysInsideTheSchema() {
		RanSimulator simulator = network(5);
		Exploration[] policies = new Exploration[CELLS];
		Arrays.setAll(policies, (c) -> new Exploration(1, 51, c));
		int[] prbs = new int[CELLS];
		for (int i = 0; i < 2000; i++) {
			Arrays.setAll(prbs, (c) -> policies[c].next());
			simulator.step(prbs);
			for (int c = 0; c < CELLS; c++) {
				float[] kpis = simulator.kpis(c);
				assertThat(kpis[this.schema.actionIndex()]).isEqualTo(prbs[c]);
				for (int k = 0; k < kpis.length; k++) {
					assertThat(this.schema.kpi(k).admits(kpis[k])).as("%s = %s", this.schema.kpi(k).name(), kpis[k])
						.isTrue();
				}
			}
		}
	}

	@Test
	void morePrbsDrainTheBuffer() {
		assertThat(mean("Buffer", 400, 40)).isLessThan(0.5 * mean("Buffer", 400, 4));
		assertThat(mean("Delay", 400, 40)).isLessThan(0.5 * mean("Delay", 400, 4));
	}

	@Test
	void morePrbsSpreadThePowerThinner() {
		assertThat(mean("SINR", 400, 51, 10, 10, 10)).isLessThan(mean("SINR", 400, 12, 10, 10, 10) - 1);
	}

	@Test
	void anIdleCellReportsItsChannel() {
		RanSimulator simulator = new RanSimulator(RanConfig.of(1).withLoad(0.05), 3);
		double[] sinr = new double[2];
		int[] intervals = new int[2];
		for (int i = 0; i < 2000; i++) {
			simulator.step(new int[] { 25 });
			int idle = Float.isNaN(simulator.kpis(0)[this.schema.indexOf("SE")]) ? 1 : 0;
			sinr[idle] += simulator.kpis(0)[this.schema.indexOf("SINR")];
			intervals[idle]++;
		}
		assertThat(sinr[1] / intervals[1]).as("dB in %d idle intervals, as in %d others", intervals[1], intervals[0])
			.isCloseTo(sinr[0] / intervals[0], within(2.0));
	}

	@Test
	void neighboursInterfere() {
		assertThat(mean("SINR", 400, 20, 51, 51, 51)).isLessThan(mean("SINR", 400, 20, 2, 2, 2) - 1);
	}

	@Test
	void outerLoopKeepsTheBlockErrorsAtTheirTarget() {
		assertThat(mean("BLER", 1000, 40)).isCloseTo(0.1, within(0.05));
	}

	@Test
	void explorationIsIndependentOfTheStateAndCoversTheRange() {
		Exploration policy = new Exploration(3, 40, 9);
		int[] histogram = new int[41];
		for (int i = 0; i < 50_000; i++) {
			histogram[policy.next()]++;
		}
		assertThat(Arrays.stream(histogram, 0, 3).sum()).isZero();
		assertThat(Arrays.stream(histogram, 3, 41).min().orElse(0)).isPositive();
	}

	@Test
	void propagationFollowsTheTables() {
		// TR 38.901 table 7.4.1-1, UMa at 3.5 GHz: hand-computed at 100 m (p = 0.18 +
		// 0.82·e^(−100/63)) on the ground.
		double distance = Math.hypot(100, 23.5);
		double los = 28 + 22 * Math.log10(distance) + 20 * Math.log10(3.5);
		double nlos = 13.54 + 39.08 * Math.log10(distance) + 20 * Math.log10(3.5);
		double p = 0.18 + 0.82 * Math.exp(-100 / 63.0);
		assertThat(Propagation.pathLossDb(100)).isCloseTo(p * los + (1 - p) * nlos, within(1e-9));
		assertThat(Propagation.lineOfSight(18)).isEqualTo(1);
		assertThat(Propagation.pathLossDb(500)).isGreaterThan(Propagation.pathLossDb(200));
	}

	@Test
	void linkAdaptationFollowsTheTables() {
		assertThat(LinkAdaptation.cqi(-20)).isZero();
		assertThat(LinkAdaptation.cqi(40)).isEqualTo(15);
		assertThat(LinkAdaptation.mcs(40)).isEqualTo(28);
		assertThat(LinkAdaptation.efficiency(28)).isEqualTo(5.5547);
		double threshold = 2 + 10 * Math.log10(Math.pow(2, 5.5547) - 1);
		assertThat(LinkAdaptation.blockError(threshold, 28)).isCloseTo(0.1, within(1e-9));
		assertThat(LinkAdaptation.blockError(threshold + 5, 28)).isLessThan(0.01);
	}

}
