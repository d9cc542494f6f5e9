/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.testing.Allocations;
import org.presage.testing.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;

/** A storm is a few lines, and none of it is lost without being counted. */
class LogThrottleTest {

	private final Logger log = (Logger) LoggerFactory.getLogger(LogThrottleTest.class);

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	private final ManualClock clock = new ManualClock();

	private final Deque<Runnable> later = new ArrayDeque<>();

	private final List<Long> delaysNs = new ArrayList<>();

	private final LogThrottle limit = new LogThrottle(this.log, Level.WARN, "bad frames", this.clock, LogThrottle.FEW,
			(delayNs) -> {
				this.delaysNs.add(delayNs);
				return this.later::add;
			});

	@BeforeEach
	void listen() {
		this.lines.start();
		this.log.setAdditive(false);
		this.log.addAppender(this.lines);
	}

	@AfterEach
	void stop() {
		this.log.detachAppender(this.lines);
	}

	private int happens(int times) {
		int admitted = 0;
		for (int i = 0; i < times; i++) {
			admitted += this.limit.admits() ? 1 : 0;
		}
		return admitted;
	}

	private List<String> told() {
		return this.lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	@Test
	void theFirstFewAreLoggedAndTheOthersTold() {
		assertThat(happens(1000)).isEqualTo(LogThrottle.FEW);
		this.clock.advanceMillis(59_999);
		assertThat(happens(1)).isZero();
		assertThat(told()).isEmpty();
		this.clock.advanceMillis(1);
		assertThat(happens(1)).isOne();
		assertThat(told()).containsExactly("996 more in the last minute: bad frames");
		assertThat(this.lines.list.getFirst().getLevel()).isEqualTo(ch.qos.logback.classic.Level.WARN);
	}

	@Test
	void whatIsLeftOutIsToldAlsoIfNothingMoreHappens() {
		happens(LogThrottle.FEW + 3);
		assertThat(this.later).as("one look is enough").hasSize(1);
		assertThat(this.delaysNs).containsExactly(LogThrottle.MINUTE_NS);
		this.clock.advanceMillis(60_000);
		this.later.remove().run();
		assertThat(told()).containsExactly("3 more in the last minute: bad frames");
		assertThat(happens(1)).isOne();
		assertThat(told()).hasSize(1);
	}

	@Test
	void aLookThatComesLateTellsNothingTwice() {
		happens(LogThrottle.FEW + 3);
		this.clock.advanceMillis(60_000);
		happens(1);
		this.later.remove().run();
		assertThat(told()).hasSize(1);
	}

	@Test
	void aStormThatGoesOnIsOneLineAMinuteAndItsSum() {
		int admitted = 0;
		for (int second = 0; second < 600; second++) {
			admitted += happens(10);
			this.clock.advanceMillis(1000);
		}
		assertThat(admitted).isEqualTo(LogThrottle.FEW + 9);
		assertThat(told()).hasSize(9).endsWith("599 more in the last minute: bad frames");
	}

	@Test
	void afterCalmTheFirstFewAreLoggedAgain() {
		happens(100);
		this.clock.advanceMillis(60_000);
		this.later.remove().run();
		this.clock.advanceMillis(60_000);
		assertThat(happens(100)).isEqualTo(LogThrottle.FEW);
	}

	@Test
	void whatHappensSeldomIsAlwaysLogged() {
		for (int minute = 0; minute < 20; minute++) {
			assertThat(happens(LogThrottle.FEW)).isEqualTo(LogThrottle.FEW);
			this.clock.advanceMillis(60_000);
		}
		assertThat(told()).isEmpty();
		assertThat(this.later).isEmpty();
	}

	@Test
	void whatIsNotLoggedAllocatesNothing() {
		happens(20_000);
		long before = Allocations.ofThisThread();
		happens(20_000);
		assertThat(Allocations.ofThisThread() - before).isLessThan(20_000);
	}

}
