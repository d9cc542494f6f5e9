/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.learning.DriftMonitor.Alarm;
import org.presage.learning.DriftMonitor.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/** Streams of scores of which it is known what changes in them. */
class DriftMonitorTest {

	private static final int NODES = 5;

	private final DriftMonitor monitor = new DriftMonitor(List.of("SINR", "Delay"));

	private final SplittableRandom random = new SplittableRandom(11);

	private final List<Alarm> alarms = new ArrayList<>();

	private long timeMs = 1_700_000_000_000L;

	/** What a node's scores are multiplied by. */
	private interface Factor {

		double of(int node, int round);

	}

	/**
	 * Scores as those of forecasts: log-normal with mean 0.17, a standard deviation of
	 * 0.13.
	 */
	private double score() {
		return 0.135 * Math.exp(0.68 * this.random.nextGaussian());
	}

	/** Scores of all nodes in turn. */
	private void run(int nodes, int rounds, Factor factor) {
		for (int round = 0; round < rounds; round++) {
			this.timeMs += 100;
			for (int node = 0; node < nodes; node++) {
				this.monitor.score("all", "gnb-" + node, factor.of(node, round) * score(), this.timeMs);
			}
			take();
		}
	}

	private void take() {
		for (Alarm alarm = this.monitor.next(); alarm != null; alarm = this.monitor.next()) {
			this.alarms.add(alarm);
		}
	}

	@Test
	void stationaryScoresAreNoAlarms() {
		run(20, 50_000, (node, round) -> 1);
		assertThat(this.alarms).isEmpty();
	}

	/** Nodes need not be alike: what is usual for each is compared. */
	@Test
	void unlikeNodesAreNoAlarms() {
		run(20, 20_000, (node, round) -> 0.3 + 0.1 * node);
		assertThat(this.alarms).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 5, 20 })
	void growingErrorsOfAllNodesAreDrift(int nodes) {
		run(nodes, 3000, (node, round) -> 1);
		long changeMs = this.timeMs;
		run(nodes, 3000, (node, round) -> 1.5);
		assertThat(this.alarms).singleElement().satisfies((alarm) -> {
			assertThat(alarm.group()).isEqualTo("all");
			assertThat(alarm.kind()).isEqualTo(Kind.DRIFT);
			assertThat(alarm.before()).isCloseTo(0.17, within(0.02));
			assertThat(alarm.after()).isCloseTo(0.255, within(0.04));
			assertThat(alarm.timeMs() - changeMs).isBetween(0L, 100_000L);
		});
	}

	@Test
	void fallingErrorsAreNoAlarms() {
		run(NODES, 3000, (node, round) -> 2);
		run(NODES, 3000, (node, round) -> 0.7);
		assertThat(this.alarms).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 5, 20 })
	void oneNodeOfSeveralIsFault(int nodes) {
		run(nodes, 3000, (node, round) -> 1);
		run(nodes, 5000, (node, round) -> (node == 1) ? 3 : 1);
		assertThat(this.alarms).singleElement().satisfies((alarm) -> {
			assertThat(alarm.kind()).isEqualTo(Kind.DATA_FAULT);
			assertThat(alarm.reason()).contains("gnb-1");
			assertThat(alarm.after()).isGreaterThan(alarm.before());
		});
	}

	/** Its fault is usual then; that of all nodes is not. */
	@Test
	void driftIsFoundAfterFault() {
		run(NODES, 3000, (node, round) -> 1);
		run(NODES, 3000, (node, round) -> (node == 1) ? 3 : 1);
		run(NODES, 3000, (node, round) -> (node == 1) ? 4.5 : 1.5);
		assertThat(this.alarms).extracting(Alarm::kind).containsExactly(Kind.DATA_FAULT, Kind.DRIFT);
	}

	@Test
	void oneOfTwoNodesIsDrift() {
		run(2, 3000, (node, round) -> 1);
		run(2, 3000, (node, round) -> (node == 1) ? 3 : 1);
		assertThat(this.alarms).extracting(Alarm::kind).containsExactly(Kind.DRIFT);
	}

	@Test
	void severalNodesAreDrift() {
		run(NODES, 3000, (node, round) -> 1);
		run(NODES, 3000, (node, round) -> (node < 2) ? 2 : 1);
		assertThat(this.alarms).extracting(Alarm::kind).containsExactly(Kind.DRIFT);
	}

	/** One node of forty hardly moves the mean of the group. */
	@Test
	void nodeAloneIsFaultOnceAnHour() {
		run(40, 2000, (node, round) -> 1);
		for (int times = 0; times < 2; times++) {
			run(40, 1000, (node, round) -> (node == 7) ? 2 : 1);
			run(40, 3000, (node, round) -> 1);
		}
		assertThat(this.alarms).singleElement().satisfies((alarm) -> {
			assertThat(alarm.kind()).isEqualTo(Kind.DATA_FAULT);
			assertThat(alarm.reason()).contains("gnb-7");
			assertThat(alarm.before()).isCloseTo(0.17, within(0.02));
			assertThat(alarm.after()).isCloseTo(0.34, within(0.1));
		});
		this.timeMs += 3_600_000;
		run(40, 1000, (node, round) -> (node == 7) ? 2 : 1);
		assertThat(this.alarms).hasSize(2);
	}

	/**
	 * Errors of a cell follow each other: of independent values as many as here would
	 * make a hundred alarms (river's ADWIN) of them.
	 */
	@Test
	void correlatedScoresAreNoAlarms() {
		double[] states = new double[20];
		for (int round = 0; round < 50_000; round++) {
			for (int node = 0; node < states.length; node++) {
				states[node] = 0.9 * states[node] + Math.sqrt(1 - 0.9 * 0.9) * this.random.nextGaussian();
				this.monitor.score("all", "gnb-" + node, 0.135 * Math.exp(0.68 * states[node]), round);
			}
		}
		take();
		assertThat(this.alarms).isEmpty();
	}

	@Test
	void slowRampIsDrift() {
		run(NODES, 3000, (node, round) -> 1);
		run(NODES, 10_000, (node, round) -> 1 + round / 10_000.0);
		assertThat(this.alarms).isNotEmpty().extracting(Alarm::kind).containsOnly(Kind.DRIFT);
		assertThat(this.alarms.size()).isLessThan(10);
	}

	@Test
	void shortBurstIsNoAlarm() {
		run(NODES, 3000, (node, round) -> 1);
		run(NODES, 30, (node, round) -> 8);
		run(NODES, 3000, (node, round) -> 1);
		assertThat(this.alarms).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 20, 1000 })
	void implausibleReportsAreFault(int every) {
		run(NODES, 3000, (node, round) -> 1);
		for (int round = 0; round < 3000; round++) {
			run(NODES, 1, (node, none) -> 1.5);
			if (round % every == 0) {
				this.monitor.implausible("all", "gnb-3", this.timeMs);
				this.monitor.implausible("all", "gnb-3", this.timeMs);
			}
		}
		// Two in a hundred reports, or two in five thousand.
		Kind kind = (every == 20) ? Kind.DATA_FAULT : Kind.DRIFT;
		assertThat(this.alarms).singleElement().satisfies((alarm) -> {
			assertThat(alarm.kind()).isEqualTo(kind);
			assertThat(alarm.reason().contains("implausible, most of node gnb-3")).isEqualTo(every == 20);
		});
	}

	@Test
	void groupsDoNotDisturbEachOther() {
		for (int i = 0; i < 40_000; i++) {
			this.timeMs += 10;
			this.monitor.score("north", "a", score(), this.timeMs);
			this.monitor.score("south", "b", ((i < 20_000) ? 1 : 1.5) * score(), this.timeMs);
			take();
		}
		assertThat(this.alarms).singleElement().satisfies((alarm) -> assertThat(alarm.group()).isEqualTo("south"));
	}

	/**
	 * Of more than 16 groups the others are one, and of nodes the oldest are forgotten.
	 */
	@Test
	void groupsAndNodesAreBounded() {
		for (int i = 0; i < 3 * DriftMonitor.NODES; i++) {
			this.monitor.score("group-" + i % 30, "gnb-" + i, score(), i);
		}
		for (int i = 0; i < 40_000; i++) {
			this.monitor.score("group-29", "a", ((i < 20_000) ? 1 : 3) * score(), 100_000 + i);
		}
		take();
		assertThat(this.alarms).singleElement().satisfies((alarm) -> assertThat(alarm.group()).isEqualTo("other"));
	}

	/** Errors of a busy network: they follow each other, and grow and shrink together. */
	private final double[][] error = new double[20][2];

	/** Signed errors of all nodes in turn; what is added to those of the SINR. */
	private int signs(int nodes, int rounds, Factor shift) {
		int windows = 0;
		for (int round = 0; round < rounds && this.alarms.isEmpty(); round++) {
			this.timeMs += 100;
			double busy = 1 + 0.5 * Math.sin(round / 200.0);
			for (int node = 0; node < nodes; node++) {
				for (int k = 0; k < 2; k++) {
					this.error[node][k] = 0.5 * this.error[node][k] + 0.7 * this.random.nextGaussian();
				}
				double[] found = { busy * this.error[node][0] + shift.of(node, round), busy * this.error[node][1],
						this.coverage - 0.1 * this.random.nextDouble() };
				this.monitor.signs("all", "gnb-" + node, found, this.timeMs);
				windows++;
			}
			take();
		}
		return windows;
	}

	private double coverage = 0.95;

	@Test
	void balancedErrorsAreNoAlarmHoweverLargeTheyAre() {
		signs(20, 20_000, (node, round) -> 0.1);
		assertThat(this.alarms).isEmpty();
	}

	/** 20 cells that complete 25 windows a second: it is known within 20 seconds. */
	@Test
	void errorsThatShiftToOneSideAreDriftSoon() {
		signs(20, 300, (node, round) -> 0);
		assertThat(signs(20, 300, (node, round) -> 0.7)).isLessThan(600);
		assertThat(this.alarms).singleElement().satisfies((alarm) -> {
			assertThat(alarm.kind()).isEqualTo(Kind.DRIFT);
			assertThat(alarm.reason()).startsWith("the mean error of SINR is 0.");
			assertThat(alarm.after() - alarm.before()).isCloseTo(0.7, within(0.25));
		});
		this.alarms.clear();
		signs(20, 3000, (node, round) -> 0.7);
		assertThat(this.alarms).as("it is usual now").isEmpty();
	}

	@Test
	void manySmallShiftsAreDriftTogether() {
		signs(5, 1000, (node, round) -> 0);
		signs(5, 40_000, (node, round) -> round / 40_000.0);
		assertThat(this.alarms).singleElement()
			.satisfies((alarm) -> assertThat(alarm.after() - alarm.before()).isBetween(0.5, 0.9));
	}

	/**
	 * One node has grown for long, with a few reports that cannot be true, when all do.
	 */
	@Test
	void implausibleReportsOfBeforeTheChangeDoNotCount() {
		DriftWait wait = new DriftWait(200, 0.2);
		wait.grown("a", 10_000);
		for (int i = 0; i < 8000; i++) {
			wait.add(0.2);
			if (i % 200 == 0) {
				wait.implausible("b");
			}
		}
		wait.groupGrows(0.2, 1);
		for (int i = 0; i < 200; i++) {
			wait.add(0.3);
		}
		assertThat(wait.tooManyImplausible()).isFalse();
	}

	@Test
	void shiftOfOneNodeIsItsFault() {
		signs(4, 1000, (node, round) -> 0);
		signs(4, 1000, (node, round) -> (node == 2) ? 3 : 0);
		assertThat(this.alarms).singleElement().satisfies((alarm) -> {
			assertThat(alarm.kind()).isEqualTo(Kind.DATA_FAULT);
			assertThat(alarm.reason()).endsWith(", only because of node gnb-2");
		});
	}

	@Test
	void shiftBesideReportsThatCannotBeTrueIsAFault() {
		signs(4, 1000, (node, round) -> 0);
		for (int round = 0; round < 500 && this.alarms.isEmpty(); round++) {
			signs(4, 1, (node, at) -> 1);
			this.monitor.implausible("all", "gnb-" + round % 4, this.timeMs);
		}
		assertThat(this.alarms).singleElement().satisfies((alarm) -> {
			assertThat(alarm.kind()).isEqualTo(Kind.DATA_FAULT);
			assertThat(alarm.reason()).contains(" of the reports are implausible");
		});
	}

	@Test
	void coverageThatChangesByATenthIsDrift() {
		signs(5, 500, (node, round) -> 0);
		this.coverage = 0.75;
		assertThat(signs(5, 500, (node, round) -> 0)).isLessThan(1000);
		assertThat(this.alarms).singleElement()
			.satisfies((alarm) -> assertThat(alarm.reason())
				.matches("the coverage of the 90 % intervals is (69|70|71)\\.\\d %, it was (89|90|91).*"));
	}

	@Test
	void kpiThatIsNeverMeasuredIsNoAlarm() {
		for (int i = 0; i < 5000; i++) {
			this.monitor.signs("all", "gnb-" + i % 3, new double[] { Double.NaN, this.random.nextGaussian(), 0.9 }, i);
		}
		take();
		assertThat(this.alarms).isEmpty();
	}

	@Test
	void sameScoresGiveSameAlarms() {
		List<List<Alarm>> runs = new ArrayList<>();
		for (int run = 0; run < 2; run++) {
			DriftMonitorTest test = new DriftMonitorTest();
			test.run(NODES, 2000, (node, round) -> 1);
			test.run(NODES, 2000, (node, round) -> (node == 2) ? 3 : 1);
			test.run(NODES, 2000, (node, round) -> (node == 2) ? 5 : 2);
			runs.add(test.alarms);
		}
		assertThat(runs.getFirst()).isNotEmpty().isEqualTo(runs.getLast());
	}

	@Test
	void scoresAreClipped() {
		for (int i = 0; i < 20_000; i++) {
			this.monitor.score("all", "a", (i % 2 == 0) ? -5 : 0, i);
		}
		for (int i = 0; i < 20_000; i++) {
			this.monitor.score("all", "a", (i % 2 == 0) ? Double.POSITIVE_INFINITY : 2, i);
		}
		take();
		assertThat(this.alarms).singleElement().satisfies((alarm) -> {
			assertThat(alarm.before()).isZero();
			assertThat(alarm.after()).isEqualTo(2);
		});
		assertThatIllegalArgumentException().isThrownBy(() -> this.monitor.score("all", "a", Double.NaN, 0))
			.withMessage("score: expected a number, found NaN");
	}

}
