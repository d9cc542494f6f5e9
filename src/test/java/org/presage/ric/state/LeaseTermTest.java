/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.presage.testing.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;

/** A lease of 10 s, so a term of 6 s. The clock wraps within the test. */
class LeaseTermTest {

	private final ManualClock clock = new ManualClock();

	private final LeaseTerm term = new LeaseTerm(time(10), this.clock);

	/** Where no lease is longer than 10 s. */
	private static LeaseTime time(int seconds) {
		return new LeaseTime(Duration.ofSeconds(seconds), Duration.ofSeconds(10));
	}

	@BeforeEach
	void isNotHeldAtFirst() {
		assertThat(this.term.held()).isFalse();
	}

	private void keep() {
		this.term.kept(this.term.sent());
	}

	private void hold() {
		this.term.handedOver(this.term.sent());
		assertThat(this.term.held()).isTrue();
	}

	private void holdsAfterTheWait() {
		this.clock.advanceMillis(10_000);
		keep();
		assertThat(this.term.held()).isTrue();
	}

	@Test
	void endsWithoutAnAnswer() {
		hold();
		this.clock.advanceMillis(5_999);
		assertThat(this.term.held()).isTrue();
		this.clock.advanceMillis(1);
		assertThat(this.term.held()).isFalse();
	}

	@Test
	void lastsAsLongAsItIsRenewed() {
		hold();
		for (int i = 0; i < 10; i++) {
			this.clock.advanceMillis(5_000);
			assertThat(this.term.held()).isTrue();
			keep();
		}
	}

	/**
	 * SIGSTOP, or a long collection: it wakes up without a term, before it asks anyone.
	 */
	@Test
	void stoppedProcessWakesUpWithoutIt() {
		hold();
		this.clock.advanceMillis(20_000);
		assertThat(this.term.held()).isFalse();
	}

	/** The answer of before the stop is the first thing that it reads. */
	@Test
	void answerOfBeforeAStopDoesNotProlong() {
		hold();
		LeaseTerm.Sent sent = this.term.sent();
		this.clock.advanceMillis(20_000);
		this.term.kept(sent);
		assertThat(this.term.held()).isFalse();
	}

	@Test
	void countsFromBeforeTheRequest() {
		hold();
		LeaseTerm.Sent sent = this.term.sent();
		this.clock.advanceMillis(5_000);
		this.term.kept(sent);
		this.clock.advanceMillis(1_000);
		assertThat(this.term.held()).isFalse();
	}

	/** A suspended machine's monotonic clock stands still. */
	@Test
	void suspendedMachineWakesUpWithoutIt() {
		hold();
		this.clock.advanceMillis(20_000);
		this.clock.advanceNanos(-20_000_000_000L);
		assertThat(this.term.held()).isFalse();
	}

	@Test
	void waitsWhenNobodyIsKnownToHoldIt() {
		this.term.taken(this.term.sent());
		for (int i = 0; i < 10; i++) {
			keep();
			assertThat(this.term.held()).as("after %d s", i).isFalse();
			this.clock.advanceMillis(1_000);
		}
		assertThat(this.term.held()).as("not renewed since the wait").isFalse();
		keep();
		assertThat(this.term.held()).isTrue();
	}

	/** Its own unanswered request may have taken a key that Redis had forgotten. */
	@Test
	void unansweredRequestBeginsTheWaitAgain() {
		keep();
		this.clock.advanceMillis(9_000);
		this.term.unanswered();
		this.clock.advanceMillis(1_000);
		keep();
		assertThat(this.term.held()).isFalse();
		holdsAfterTheWait();
	}

	/** The others wait for longer than its term, so it need not stop. */
	@Test
	void goesOnWhenRedisForgetsWhileItIsHeld() {
		hold();
		this.clock.advanceMillis(3_000);
		this.term.unanswered();
		this.term.taken(this.term.sent());
		assertThat(this.term.held()).isTrue();
	}

	@Test
	void waitsWhenItHadEndedBeforeRedisAnswersAgain() {
		hold();
		this.clock.advanceMillis(6_000);
		this.term.unanswered();
		keep();
		assertThat(this.term.held()).isFalse();
		holdsAfterTheWait();
	}

	@Test
	void endsAtOnceWhenAnotherOneHasIt() {
		hold();
		this.term.refused();
		assertThat(this.term.held()).isFalse();
		keep();
		assertThat(this.term.held()).isFalse();
	}

	/** Its lease was forgotten, and it does not know. */
	@Test
	void waitsForAHolderWithALongerLease() {
		hold();
		LeaseTerm other = new LeaseTerm(time(5), this.clock);
		other.taken(other.sent());
		for (int i = 0; i < 100; i++) {
			this.clock.advanceMillis(100);
			assertThat(this.term.held() && other.held()).isFalse();
			other.kept(other.sent());
		}
		assertThat(other.held()).isTrue();
		this.clock.advanceMillis(2_999);
		assertThat(other.held()).isTrue();
		this.clock.advanceMillis(1);
		assertThat(other.held()).isFalse();
	}

}
