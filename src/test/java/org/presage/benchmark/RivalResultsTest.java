/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.presage.benchmark.RivalFamily.Outcomes;
import org.presage.benchmark.RivalFamily.Setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** From outcomes to the report. */
class RivalResultsTest {

	private static LoopOutcome outcome(double reward) {
		return new LoopOutcome(List.of(new LoopOutcome.Slice(reward, 0.25, 10 - reward, 0)), 0.25);
	}

	/** One row a setting, one column a network. */
	private static Outcomes outcomes(String name, double[]... rewards) {
		return outcomes(name, name, rewards);
	}

	/** One row a setting, one column a network. */
	private static Outcomes outcomes(String name, String policy, double[]... rewards) {
		Setting setting = new Setting(rewards.length, SimplePolicies::holdLast, 1);
		RivalFamily family = new RivalFamily(name, policy, setting,
				Collections.nCopies(rewards.length - 1, new Setting(7, SimplePolicies::holdLast, 2)));
		return new Outcomes(family,
				Arrays.stream(rewards)
					.map((row) -> Arrays.stream(row).mapToObj(RivalResultsTest::outcome).toList())
					.toList());
	}

	private static final Outcomes PRESAGE = outcomes("presage", new double[] { 3, 5, 4 });

	private static final Outcomes CONSTANT = outcomes(RivalFamilies.CONSTANT, RivalFamilies.ALL_PRBS,
			new double[] { 1, 2, 3 }, new double[] { 0, 4, 0 });

	private static final Outcomes BUFFER = outcomes(RivalFamilies.BUFFER, new double[] { 2, 0, 1 });

	@Test
	void intervalIsStudents() {
		// Mean 4, deviation 1, t(0.975, 2) = 4.3027.
		Estimate estimate = Estimate.of(new double[] { 3, 5, 4 });
		assertThat(estimate.mean()).isEqualTo(4);
		assertThat(estimate.low()).isCloseTo(4 - 4.3027 / Math.sqrt(3), within(1e-3));
		assertThat(estimate.high()).isCloseTo(4 + 4.3027 / Math.sqrt(3), within(1e-3));
		assertThat(Estimate.of(new double[] { 3 }).low()).isNaN();
	}

	@Test
	void bestRuleIsChosenForEachNetwork() {
		assertThat(RivalFamily.bestRule(List.of(PRESAGE, CONSTANT, BUFFER))).containsExactly(outcome(2), outcome(4),
				outcome(3));
	}

	@Test
	void gainIsPairedByNetwork() {
		RivalsReport.Policy constant = Objects.requireNonNull(
				RivalResults.policies(List.of(PRESAGE, CONSTANT, BUFFER), List.of()).get(RivalFamilies.ALL_PRBS));
		// 2, 3 and 1: far tighter than the rewards themselves would allow.
		assertThat(constant.curve()).as("all PRBs are one of the constant allocations")
			.isEqualTo(RivalFamilies.CONSTANT);
		assertThat(constant.presageGain()).isEqualTo(Estimate.of(new double[] { 2, 3, 1 }));
		assertThat(constant.rewardBySeed()).containsExactly(1.0, 2.0, 3.0);
		assertThat(constant.point().prbs().mean()).isEqualTo(8);
		assertThat(constant.point().delayOverLimit()).isEqualTo(new Estimate(0.25, 0.25, 0.25));
	}

	@Test
	void curveIsSortedByItsKnob() {
		assertThat(RivalResults.curves(List.of(CONSTANT), List.of()).get(RivalFamilies.CONSTANT))
			.extracting(RivalsReport.Point::knob)
			.containsExactly(2.0, 7.0);
	}

	@Test
	void ceilingIsMeasuredFromTheBestRule() {
		List<Outcomes> all = List.of(PRESAGE, CONSTANT, BUFFER);
		List<LoopOutcome> oracle = List.of(outcome(5), outcome(6), outcome(7));
		RivalsReport.Ceiling ceiling = RivalResults.ceiling(2, 9, all, oracle);
		assertThat(ceiling.best()).isEqualTo("presage");
		assertThat(ceiling.oracleGain()).isEqualTo(Estimate.of(new double[] { 2, 1, 3 }));
		// From 3, the best rule, Presage reaches 4 of 6.
		// Gone 1, 1, 1 of 3, 2, 4: t² = 18.513, so Fieller's roots are those of
		// 2.829 s² - 6 s + 1.
		assertThat(ceiling.ceilingShare()).isEqualTo(new Estimate(0.3333, 0.1823, 1.9385));
		assertThat(ceiling.policies()).containsKeys("presage", "best-rule", "oracle");
		assertThat(ceiling.shares()).containsEntry("presage", ceiling.ceilingShare())
			.containsEntry("best-rule", new Estimate(0, 0, 0))
			.containsEntry("oracle", new Estimate(1, 1, 1));
		assertThat(Objects.requireNonNull(ceiling.shares().get(RivalFamilies.ALL_PRBS)).mean()).isEqualTo(-0.3333);
		List<LoopOutcome> low = List.of(outcome(0), outcome(0), outcome(0));
		assertThat(RivalResults.ceiling(2, 9, all, low).ceilingShare().mean()).as("below the rule").isNaN();
	}

	@Test
	void oracleOnTheSameNetworksIsAPolicyAndAPoint() {
		List<Outcomes> all = List.of(PRESAGE, CONSTANT, BUFFER);
		List<LoopOutcome> oracle = List.of(outcome(5), outcome(6), outcome(7));
		RivalsReport.Policy policy = Objects.requireNonNull(RivalResults.policies(all, oracle).get("oracle"));
		assertThat(policy.rewardBySeed()).containsExactly(5.0, 6.0, 7.0);
		assertThat(policy.presageGain()).isEqualTo(Estimate.of(new double[] { -2, -1, -3 }));
		assertThat(RivalResults.curves(all, oracle).get(policy.curve())).containsExactly(policy.point());
		assertThat(RivalResults.curves(all, oracle)).containsKey("best-rule");
		assertThat(RivalResults.policies(all, List.of())).doesNotContainKey("oracle");
	}

	@Test
	void shareOfAWayThatIsNotThereIsUnknown() {
		double[] rule = { 1, 2, 3 };
		assertThat(Estimate.shareOfWay(new double[] { 2, 3, 4 }, rule, new double[] { 5, 6, 7 }))
			.isEqualTo(new Estimate(0.25, 0.25, 0.25));
		assertThat(Estimate.shareOfWay(new double[] { 2, 3, 4 }, rule, rule).mean()).isNaN();
		assertThat(Estimate.shareOfWay(new double[] { 2, 3, 4 }, rule, new double[] { 9, 2, 2.9 }).mean()).isNaN();
		assertThat(Estimate.shareOfWay(new double[] { 2 }, new double[] { 1 }, new double[] { 3 }).mean())
			.as("one network says nothing of others")
			.isNaN();
		assertThat(Estimate.shareOfWay(new double[0], new double[0], new double[0]).mean()).isNaN();
	}

}
