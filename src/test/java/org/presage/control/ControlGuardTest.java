/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Locale;
import java.util.Objects;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.InvalidInputException;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.planner.ActionSpace;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes that follow controls, claim to and do not, refuse, and lose their devices. Every
 * plan asks for 40 PRBs or more; 20 are in force at first.
 */
class ControlGuardTest implements DecisionSink {

	private static final CellId CELL = new CellId("node", "cell");

	private static final int REPORTS = 10;

	private final ManualClock clock = new ManualClock();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ModelRegistry registry = new ModelRegistry();

	private final ControlLoop loop;

	private ControlMode mode = ControlMode.ACTIVE;

	private @Nullable Decision decision;

	ControlGuardTest() {
		this.registry.serve(OnnxWorldModel.load(TestModels.random("m", 1)));
		ControlSettings settings = ControlSettings.defaults().withActions(new ActionSpace(40, 51, 0));
		this.loop = new ControlLoop(settings, this.registry, TestModels.schema(), this.clock,
				new LoopMetrics(this.meters), new Surprise(this.meters));
	}

	@AfterEach
	void close() {
		this.loop.close();
		this.registry.close();
	}

	@Override
	public void decided(Decision made) {
		this.decision = made;
	}

	@Override
	public void rejected(KpiFrame frame, InvalidInputException reason) {
		throw reason;
	}

	private Decision report(float... values) {
		this.clock.advanceMillis(100);
		this.loop.offer(new Arrival(new KpiFrame(CELL, 1, this.clock.epochMillis(), values), TestModels.schema(),
				this.clock.nanoTime(), this.mode, this));
		try {
			this.loop.doWork(0);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
		return Objects.requireNonNull(this.decision);
	}

	/** A calm report. */
	private Decision calm(float prbs) {
		return report(10, 2000, prbs, 20);
	}

	private Decision warmUp() {
		for (int i = 1; i < TestModels.WINDOW; i++) {
			assertThat(calm(20).outcome()).isEqualTo(Outcome.WARMING_UP);
		}
		Decision first = calm(20);
		assertThat(first.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(first.prbs()).isGreaterThanOrEqualTo(40);
		assertThat(first.control()).isNull();
		return first;
	}

	private ControlResult control(Decision of) {
		return Objects.requireNonNull(of.control());
	}

	private double count(ControlStage status) {
		return this.meters.counter("wm.control", "status", status.name().toLowerCase(Locale.ROOT)).count();
	}

	@Test
	void controlThatIsCarriedOutTakesEffect() {
		Decision last = warmUp();
		ControlResult first = control(calm(last.prbs()));
		assertThat(first.status()).isEqualTo(ControlStage.TOOK_EFFECT);
		assertThat(first.decisionId()).isEqualTo(last.id());
		assertThat(first.seen()).isEqualTo(first.asked());
		for (int i = 0; i < 5 * REPORTS; i++) {
			last = calm(last.prbs());
			assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		}
		assertThat(count(ControlStage.TOOK_EFFECT)).isPositive();
		assertThat(count(ControlStage.NO_EFFECT)).isZero();
	}

	/** As a simulator does that needs seconds for an interval, or a hundredth of it. */
	@ParameterizedTest
	@ValueSource(longs = { 1, 5_000 })
	void simulatorThatDoesNotCarryOutIsDistrustedWhateverItsPace(long msAnInterval) throws InterruptedException {
		this.mode = ControlMode.SIMULATED;
		for (int i = 1; i < TestModels.WINDOW + REPORTS; i++) {
			this.clock.advanceMillis(msAnInterval);
			queued(this.clock.epochMillis() - 100 * i, 10, 2000, 20, 20);
			assertThat(work().outcome()).as("report %d", i)
				.isEqualTo((i < TestModels.WINDOW) ? Outcome.WARMING_UP : Outcome.PLANNED);
		}
		this.clock.advanceMillis(msAnInterval);
		queued(this.clock.epochMillis() - 100 * (TestModels.WINDOW + REPORTS), 10, 2000, 20, 20);
		assertThat(work().outcome()).isEqualTo(Outcome.DISTRUSTED);
	}

	/** A report that was received so many milliseconds after its interval had ended. */
	private void queued(float prbs, long waitedMs) {
		queued(waitedMs, 10, 2000, prbs, 20);
	}

	private void queued(long waitedMs, float... values) {
		this.loop.offer(new Arrival(new KpiFrame(CELL, 1, this.clock.epochMillis() - waitedMs, values),
				TestModels.schema(), this.clock.nanoTime(), this.mode, this));
	}

	private Decision work() throws InterruptedException {
		this.loop.doWork(0);
		return Objects.requireNonNull(this.decision);
	}

	@Test
	void reportsThatWaitedOnTheirWayAreNoEvidenceAgainstNode() throws InterruptedException {
		for (int i = 1; i < TestModels.WINDOW; i++) {
			calm(20);
		}
		this.clock.advanceMillis(3000);
		for (int i = 1; i <= 3 * REPORTS; i++) {
			queued(20, 3000 - 100 * i);
			assertThat(work().outcome()).as("report %d, of before the first decision", i).isEqualTo(Outcome.PLANNED);
		}
		assertThat(count(ControlStage.NO_EFFECT)).isZero();
		for (int i = 0; i <= REPORTS; i++) {
			calm(20);
		}
		assertThat(count(ControlStage.NO_EFFECT)).as("reports of after it").isEqualTo(1);
	}

	@Test
	void nodeThatHoldsAsLateDecisionsSayIsTrusted() throws InterruptedException {
		warmUp();
		for (int i = 0; i < 3 * REPORTS; i++) {
			this.clock.advanceMillis(100);
			queued(20, 0);
			this.clock.advanceMillis(11);
			Decision late = work();
			assertThat(late.outcome()).isEqualTo(Outcome.DEADLINE);
			assertThat(late.prbs()).isEqualTo(20);
			this.clock.advanceMillis(-11);
			assertThat(calm(20).outcome()).as("report %d", i).isEqualTo(Outcome.PLANNED);
		}
		assertThat(count(ControlStage.NO_EFFECT)).isZero();
	}

	@Test
	void collapseOfBeforeTheDecisionIsNotBlamedOnIt() throws InterruptedException {
		for (int i = 1; i < TestModels.WINDOW; i++) {
			calm(20);
		}
		this.clock.advanceMillis(3000);
		queued(20, 2900);
		assertThat(work().outcome()).isEqualTo(Outcome.PLANNED);
		for (int i = 2; i <= REPORTS; i++) {
			queued(3000 - 100 * i, Float.NaN, Float.NaN, Float.NaN, Float.NaN);
			assertThat(work().outcome()).as("report %d", i).isIn(Outcome.PLANNED, Outcome.BLIND);
		}
	}

	/** Its reports seem to wait from then on, but do not. */
	@Test
	void nodeWhoseClockWasSetBackIsGuardedAsBefore() throws InterruptedException {
		Decision last = calm(warmUp().prbs());
		for (int i = 0; i <= 20; i++) {
			this.clock.advanceMillis(100);
			queued(last.prbs(), 2000);
			assertThat(work().outcome()).as("report %d", i).isEqualTo((i < 20) ? Outcome.STALE : Outcome.PLANNED);
		}
		for (int i = 0; i < 15 && last.outcome() != Outcome.ROLLED_BACK; i++) {
			this.clock.advanceMillis(100);
			queued(2000, -25, 1e8f, last.prbs(), 50_000);
			last = work();
		}
		assertThat(last.outcome()).isEqualTo(Outcome.ROLLED_BACK);
	}

	@Test
	void acknowledgedControlWithoutEffectIsDistrustedAndTriedAgain() {
		Decision last = warmUp();
		long asked = last.id();
		for (int i = 1; i < REPORTS; i++) {
			this.loop.received(new ControlFeedback(CELL, last.id(), ControlStage.ACKNOWLEDGED, ""));
			last = calm(20);
			assertThat(last.outcome()).as("report %d", i).isEqualTo(Outcome.PLANNED);
			assertThat(control(last).status()).isEqualTo(ControlStage.ACKNOWLEDGED);
		}
		last = calm(20);
		assertThat(last.outcome()).isEqualTo(Outcome.DISTRUSTED);
		assertThat(last.prbs()).as("held").isEqualTo(20);
		assertThat(last.detail()).contains("20 in force as before");
		assertThat(control(last).status()).isEqualTo(ControlStage.NO_EFFECT);
		assertThat(control(last).decisionId()).isEqualTo(asked);
		assertThat(count(ControlStage.NO_EFFECT)).isEqualTo(1);
		assertThat(count(ControlStage.ACKNOWLEDGED)).isEqualTo(REPORTS - 1);
		int held = 0;
		while (calm(20).outcome() == Outcome.DISTRUSTED) {
			held++;
		}
		assertThat(held).as("30 s").isEqualTo(299);
	}

	@Test
	void adviceIsNotExpectedToTakeEffect() {
		this.mode = ControlMode.ADVISORY;
		warmUp();
		for (int i = 0; i < 3 * REPORTS; i++) {
			assertThat(calm(20).outcome()).isEqualTo(Outcome.PLANNED);
		}
		assertThat(count(ControlStage.SENT)).isZero();
	}

	@Test
	void morePrbsWithoutDemandSayNothing() {
		warmUp();
		for (int i = 0; i < 3 * REPORTS; i++) {
			assertThat(report(10, 0, 20, 20).outcome()).isEqualTo(Outcome.PLANNED);
		}
	}

	/** What was allowed before was not used, so more will not be either. */
	@Test
	void morePrbsThanWereUsedBeforeSayNothing() {
		Decision last = warmUp();
		last = calm(last.prbs());
		for (int i = 0; i < 5 * REPORTS; i++) {
			last = calm(20);
			assertThat(last.outcome()).as("report %d", i).isEqualTo(Outcome.PLANNED);
		}
	}

	/** A raise that nobody can see must not hide that the next change is not made. */
	@Test
	void changeThatCannotBeSeenGivesWay() {
		Decision last = warmUp();
		for (int i = 0; i < REPORTS; i++) {
			last = report(10, 0, 20, 20);
		}
		assertThat(last.control()).as("not followed any more").isNull();
		assertThat(control(report(10, 0, 20, 20)).decisionId()).as("the one after").isEqualTo(last.id());
	}

	@Test
	void nodeThatAnswersIsWaitedFor() {
		this.mode = ControlMode.actuated(0);
		Decision last = warmUp();
		for (int i = 0; i < 2 * REPORTS; i++) {
			last = calm(20);
			assertThat(control(last).status()).as("not answered").isEqualTo(ControlStage.SENT);
		}
		this.loop.received(new ControlFeedback(CELL, last.id(), ControlStage.ACKNOWLEDGED, ""));
		for (int i = 0; i < REPORTS; i++) {
			last = calm(20);
		}
		assertThat(last.outcome()).isEqualTo(Outcome.DISTRUSTED);
	}

	@Test
	void gapForgetsWhatWasAsked() {
		warmUp();
		calm(20);
		this.clock.advanceMillis(5_000);
		for (int i = 1; i < TestModels.WINDOW; i++) {
			assertThat(calm(20).control()).isNull();
		}
	}

	@Test
	void receiverThatFailsCostsOnlyItsOwnAnswer() {
		warmUp();
		this.clock.advanceMillis(100);
		this.loop.offer(new Arrival(
				new KpiFrame(new CellId("node", "other"), 1, this.clock.epochMillis(),
						new float[] { 10, 2000, 20, 20 }),
				TestModels.schema(), this.clock.nanoTime(), this.mode, new DecisionSink() {
					@Override
					public void decided(Decision made) {
						throw new IllegalStateException("broken");
					}

					@Override
					public void rejected(KpiFrame frame, InvalidInputException reason) {
						throw reason;
					}
				}));
		assertThat(calm(20).outcome()).isEqualTo(Outcome.PLANNED);
	}

	@Test
	void allocationThatIsNotReportedSaysNothing() {
		Decision last = warmUp();
		for (int i = 0; i < 3 * REPORTS; i++) {
			last = calm(Float.NaN);
			assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		}
		assertThat(control(last).status()).isEqualTo(ControlStage.SENT);
		assertThat(control(last).seen()).isEqualTo(Decision.UNKNOWN);
	}

	@Test
	void nodeThatRefusesIsLeftAlone() {
		Decision last = warmUp();
		for (int i = 0; i < 3; i++) {
			assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
			this.loop.received(new ControlFeedback(CELL, last.id(), ControlStage.REFUSED, "ACTION_NOT_SUPPORTED"));
			last = calm(20);
		}
		assertThat(last.outcome()).isEqualTo(Outcome.DISTRUSTED);
		assertThat(last.detail()).contains("REFUSED 3 times", "ACTION_NOT_SUPPORTED");
		assertThat(count(ControlStage.REFUSED)).isEqualTo(3);
	}

	@Test
	void devicesThatAreGoneBringTheOldAllocationBack() {
		Decision last = calm(warmUp().prbs());
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		float none = Float.NaN;
		for (int i = 0; i < 3; i++) {
			last = report(none, none, none, none);
		}
		assertThat(last.outcome()).isEqualTo(Outcome.ROLLED_BACK);
		assertThat(last.prbs()).isEqualTo(20);
		assertThat(last.detail()).contains("no KPI is reported any more");
		for (int i = 0; i < REPORTS; i++) {
			assertThat(calm(20).outcome()).as("stays for a while").isEqualTo(Outcome.ROLLED_BACK);
		}
		assertThat(calm(20).outcome()).isEqualTo(Outcome.PLANNED);
	}

	@Test
	void fallOfTheRewardThatNobodyExpectedBringsTheOldAllocationBack() {
		Decision last = calm(warmUp().prbs());
		for (int i = 0; i < 20 && last.outcome() == Outcome.PLANNED; i++) {
			last = report(-25, 1e8f, last.prbs(), 50_000);
		}
		assertThat(last.outcome()).isEqualTo(Outcome.ROLLED_BACK);
		assertThat(last.prbs()).isEqualTo(20);
		assertThat(last.detail()).contains("reward from");
	}

	@Test
	void changesKeepTheirDistance() {
		this.mode = ControlMode.actuated(1_000_000_000L);
		Decision last = warmUp();
		for (int i = 1; i < 10; i++) {
			Decision held = calm(last.prbs());
			assertThat(held.outcome()).as("%d ms later", 100 * i).isEqualTo(Outcome.RATE_LIMITED);
			assertThat(held.prbs()).isEqualTo(last.prbs());
		}
		assertThat(calm(last.prbs()).outcome()).isEqualTo(Outcome.PLANNED);
	}

}
