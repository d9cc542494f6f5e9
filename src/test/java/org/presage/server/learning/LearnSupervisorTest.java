/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Challengers that are better, worse, or no models at all. */
class LearnSupervisorTest extends LearnFixture {

	@Test
	void betterModelPlansForSomeCellsThenForAllAndAfterARestart() {
		this.learner.makes = package_("good", 0.5);
		train(LearnSupervisor.Phase.SHADOW);
		assertThat(this.server.registry.canary()).isNull();
		assertThat(this.server.serving()).isEqualTo("bad");
		until(LearnSupervisor.Phase.CANARY);
		assertThat(Objects.requireNonNull(this.server.registry.canary()).share()).isBetween(0.05, 0.3);
		assertThat(this.server.serving()).isEqualTo("bad");
		until(LearnSupervisor.Phase.IDLE);
		assertThat(this.server.serving()).as(newest().reason()).isEqualTo("good");
		assertThat(this.server.registry.canary()).isNull();
		assertThat(newest().verdict()).isEqualTo(Challenger.Verdict.PROMOTED);
		assertThat(newest().trigger()).isEqualTo("test");
		assertThat(verdicts("promoted")).isOne();
		restart();
		assertThat(this.server.serving()).isEqualTo("good");
	}

	/** What was reported before it is of another network. */
	@Test
	void driftTrainsOnWhatCameAfterIt() {
		this.learner.makes = package_("good", 0.5);
		// Enough to know what is usual.
		while (this.server.live.judged() < 400) {
			look();
		}
		long beforeMs = this.clock.epochMillis();
		assertThat(this.server.supervisor().phase()).isEqualTo(LearnSupervisor.Phase.IDLE);
		this.shift = 1.5;
		until(LearnSupervisor.Phase.TRAINING);
		Triggers.Reason reason = Objects.requireNonNull(this.learner.reason);
		assertThat(reason.why()).startsWith("drift in group all: the ");
		assertThat(Objects.requireNonNull(reason.sinceMs())).isGreaterThan(beforeMs)
			.isLessThanOrEqualTo(this.clock.epochMillis() - 2000);
	}

	@Test
	void worseModelNeverPlans() {
		this.learner.makes = package_("worse", 3);
		train(LearnSupervisor.Phase.SHADOW);
		until(LearnSupervisor.Phase.IDLE);
		assertThat(newest().verdict()).isEqualTo(Challenger.Verdict.REJECTED);
		assertThat(newest().reason()).contains("advantage: expected");
		assertThat(this.server.serving()).isEqualTo("bad");
		restart();
		assertThat(this.server.serving()).isEqualTo("bad");
	}

	/** It forecasts better; the cells that it plans become less predictable. */
	@Test
	void modelWhoseCellsFareWorseIsTakenBackAndNeverTriedAgain() {
		this.learner.makes = package_("good", 0.5);
		this.canaryNoise = 2;
		train(LearnSupervisor.Phase.CANARY);
		until(LearnSupervisor.Phase.IDLE);
		assertThat(newest().verdict()).isEqualTo(Challenger.Verdict.ROLLED_BACK);
		assertThat(newest().reason()).contains("surprise: ");
		assertThat(this.server.registry.canary()).isNull();
		assertThat(this.server.serving()).isEqualTo("bad");
		this.clock.advanceMillis(60_000);
		train(LearnSupervisor.Phase.IDLE);
		assertThat(this.learner.runs).isEqualTo(2);
		assertThat(newest().verdict()).isEqualTo(Challenger.Verdict.REJECTED);
		assertThat(newest().reason()).isEqualTo("this package was rolled back before");
	}

	/** It forecasts better; where it was trained it was found to plan worse. */
	@Test
	void modelThatFailsACheckIsNotTried() {
		this.learner.makes = package_("good", 0.5);
		this.learner.passes = false;
		train(LearnSupervisor.Phase.IDLE);
		assertThat(newest().verdict()).isEqualTo(Challenger.Verdict.REJECTED);
		assertThat(newest().reason()).isEqualTo("signs: expected that more PRBs help, found it");
		assertThat(this.server.serving()).isEqualTo("bad");
	}

	/** The error that the caller gets is all that happens. */
	@Test
	void orderThatCannotBeCarriedOutEndsNothing() {
		this.learner.makes = package_("good", 0.5);
		this.learner.hangs = true;
		train(LearnSupervisor.Phase.TRAINING);
		assertThat(this.server.supervisor().rollBack("test")).completesExceptionallyWithin(Duration.ofSeconds(20));
		assertThat(this.learner.stopped).isFalse();
		assertThat(this.server.supervisor().promote("none.presage"))
			.completesExceptionallyWithin(Duration.ofSeconds(20));
		assertThat(this.server.supervisor().phase()).isEqualTo(LearnSupervisor.Phase.TRAINING);
		assertThat(this.learner.stopped).isFalse();
	}

	/** It starts from the model that is not to serve any more. */
	@Test
	void challengerThatIsTakenBackByHandRests() {
		this.learner.makes = package_("good", 0.5);
		train(LearnSupervisor.Phase.CANARY);
		assertThat(this.server.supervisor().rollBack("test")).succeedsWithin(Duration.ofSeconds(20));
		assertThat(newest().verdict()).isEqualTo(Challenger.Verdict.ROLLED_BACK);
		assertThat(this.server.supervisor().phase()).isEqualTo(LearnSupervisor.Phase.IDLE);
		assertThat(this.server.registry.canary()).isNull();
	}

	@Test
	void trialThatAStopEndsIsOver() {
		this.learner.makes = package_("good", 0.5);
		train(LearnSupervisor.Phase.CANARY);
		restart();
		assertThat(newest().verdict()).isEqualTo(Challenger.Verdict.ABANDONED);
		assertThat(this.server.serving()).isEqualTo("bad");
		assertThat(this.server.registry.canary()).isNull();
		assertThat(this.server.supervisor().phase()).isEqualTo(LearnSupervisor.Phase.IDLE);
	}

	@Test
	void modelThatAnOperatorChoosesEndsTheTrial() {
		this.learner.makes = package_("good", 0.5);
		train(LearnSupervisor.Phase.SHADOW);
		package_("chosen", 1).write(this.folder.resolve("chosen.presage"));
		Objects.requireNonNull(this.server.models).serve("chosen.presage", () -> true);
		look();
		assertThat(this.server.supervisor().phase()).isEqualTo(LearnSupervisor.Phase.IDLE);
		assertThat(newest().verdict()).isEqualTo(Challenger.Verdict.ABANDONED);
		assertThat(newest().reason()).contains("another model serves now: chosen");
		assertThat(this.server.serving()).isEqualTo("chosen");
	}

	/** As in advisory mode, where no cell follows. */
	@Test
	void trialThatIsNeverDecidedEnds() {
		this.learner.makes = package_("good", 0.5);
		train(LearnSupervisor.Phase.SHADOW);
		this.clock.advanceMillis(3_700_000);
		this.server.supervisor().step();
		assertThat(this.server.supervisor().phase()).isEqualTo(LearnSupervisor.Phase.IDLE);
		assertThat(newest().verdict()).isEqualTo(Challenger.Verdict.REJECTED);
		assertThat(newest().reason()).startsWith("undecided after 3600 s: ");
	}

	/** As when the store cannot be written: what is not seen is not judged. */
	@Test
	void cellsThatAreNotSeenEndTheTrial() {
		this.learner.makes = package_("good", 0.5);
		train(LearnSupervisor.Phase.CANARY);
		this.clock.advanceMillis(610_000);
		this.server.supervisor().step();
		assertThat(newest().verdict()).isEqualTo(Challenger.Verdict.ABANDONED);
		assertThat(newest().reason()).isEqualTo("no decision of its cells was seen for 600 s");
		assertThat(this.server.registry.canary()).isNull();
	}

	@Test
	void configuredFileThatIsTouchedChangesNothing() throws IOException {
		this.learner.makes = package_("good", 0.5);
		train(LearnSupervisor.Phase.SHADOW);
		until(LearnSupervisor.Phase.IDLE);
		Files.setLastModifiedTime(this.folder.resolve("configured.presage"),
				java.nio.file.attribute.FileTime.fromMillis(1_000_000));
		Objects.requireNonNull(this.server.models).check();
		look();
		assertThat(this.server.serving()).isEqualTo("good");
		restart();
		assertThat(this.server.serving()).isEqualTo("good");
	}

	@Test
	void trainingThatFailsLeavesTheChampion() {
		this.learner.fails = "exit 1: disk full";
		train(LearnSupervisor.Phase.TRAINING);
		until(LearnSupervisor.Phase.IDLE);
		assertThat(this.server.serving()).isEqualTo("bad");
		assertThat(this.folder.resolve("learnt/snapshot.duckdb")).doesNotExist();
	}

	@Test
	void trainingThatHangsIsStopped() {
		this.learner.hangs = true;
		train(LearnSupervisor.Phase.TRAINING);
		this.clock.advanceMillis(31_000);
		until(LearnSupervisor.Phase.IDLE);
		assertThat(this.learner.stopped).isTrue();
	}

	@Test
	void damagedPackageLeavesTheChampion() throws IOException {
		this.learner.hangs = true;
		train(LearnSupervisor.Phase.TRAINING);
		Files.writeString(this.folder.resolve("learnt/challenger-1.presage"), "half a package");
		this.learner.hangs = false;
		until(LearnSupervisor.Phase.IDLE);
		assertThat(this.server.serving()).isEqualTo("bad");
	}

}
