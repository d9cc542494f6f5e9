/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.Clock;
import org.presage.control.metrics.Metric;
import org.presage.kpi.CellShare;
import org.presage.testing.WaitingTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Two servers at the Redis of this machine, if it has one. */
class RedisLeaseTest {

	private static final Duration LASTS = Duration.ofMillis(2500);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path folder;

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	/** To be closed. */
	private final List<RedisLease> leases = new ArrayList<>();

	/** Null where there is none: the test is skipped. */
	private @Nullable TestRedis redis;

	@BeforeEach
	void start() throws Exception {
		TestRedis started = new TestRedis(this.folder);
		this.redis = started;
		started.start();
	}

	@AfterEach
	void stop() throws Exception {
		for (RedisLease lease : this.leases) {
			lease.close();
		}
		if (this.redis != null) {
			this.redis.kill();
		}
	}

	private TestRedis redis() {
		return Objects.requireNonNull(this.redis);
	}

	private RedisSettings settings() {
		return new RedisSettings("127.0.0.1", redis().port(), "", 0, Duration.ofMillis(500));
	}

	/** Of the first replica. */
	private RedisLease lease(String owner) {
		return lease(owner, 1, 0);
	}

	/** Closed after the test. */
	private RedisLease lease(String owner, int count, int index) {
		return lease(owner, new CellShare(count, index, ""), LASTS);
	}

	/** The longest one lasts {@link #LASTS}. */
	private RedisLease lease(String owner, CellShare share, Duration lasts) {
		RedisLease lease = new RedisLease(settings(), "presage", owner, share, new LeaseTime(lasts, LASTS),
				Clock.SYSTEM, this.meters);
		this.leases.add(lease);
		return lease;
	}

	/** One that is held, as if another server had just released it. */
	private RedisLease held(String owner) throws Exception {
		redis((keys) -> keys.set("{presage-owners},presage/0", "released"));
		RedisLease lease = lease(owner);
		await(lease::held);
		return lease;
	}

	private double lost() {
		return Metric.LEASE_LOST.counter(this.meters, "0").count();
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		for (int attempt = 0; !condition.getAsBoolean(); attempt++) {
			assertThat(attempt).as("attempts").isLessThan(4000);
			Thread.sleep(10);
		}
	}

	/** Looks every 10 ms that no two of them are held. */
	private static void neverBoth(RedisLease first, RedisLease second, Duration within) throws InterruptedException {
		for (long leftMs = within.toMillis(); leftMs > 0; leftMs -= 10) {
			assertThat(first.held() && second.held()).as("two owners").isFalse();
			Thread.sleep(10);
		}
	}

	@WaitingTest
	void standbyTakesOverAtOnceWhenTheLeaseIsReleased() throws Exception {
		AtomicInteger begun = new AtomicInteger();
		RedisLease first = held("a");
		RedisLease standby = lease("b");
		standby.onceHeld(begun::incrementAndGet);
		Thread.sleep(2 * LASTS.toMillis());
		assertThat(standby.held()).isFalse();
		assertThat(first.held()).isTrue();
		assertThat(begun).hasValue(0);
		first.close();
		long releasedNs = System.nanoTime();
		await(standby::held);
		assertThat(Duration.ofNanos(System.nanoTime() - releasedNs)).isLessThan(LASTS);
		await(() -> begun.get() == 1);
		standby.onceHeld(begun::incrementAndGet);
		assertThat(begun).hasValue(2);
		assertThat(lost()).isZero();
	}

	/** It never acted, so it does not know whether another one still does. */
	@WaitingTest
	void serverThatOnlyWaitedHandsNothingOver() throws Exception {
		RedisLease first = held("a");
		redis().kill();
		redis().start();
		first.hang();
		RedisLease passing = lease("b");
		Thread.sleep(LASTS.toMillis() / 4);
		passing.close();
		RedisLease second = lease("c");
		neverBoth(first, second, LASTS);
		await(second::held);
	}

	/** The holder stops by its own clock before the standby begins. */
	@WaitingTest
	void hasNoTwoOwnersWhileRedisIsAway() throws Exception {
		RedisLease first = held("a");
		redis().kill();
		// It may act until its time is over, and no answer is needed to end that.
		await(() -> !first.held());
		redis().start();
		RedisLease second = lease("b");
		await(() -> {
			assertThat(first.held() && second.held()).isFalse();
			return first.held() || second.held();
		});
		assertThat(lost()).isEqualTo(1);
	}

	/** It reads the renewals that wait in its sockets when it continues. */
	@WaitingTest
	void hasNoTwoOwnersWhileRedisStandsStill() throws Exception {
		RedisLease first = held("a");
		RedisLease second = lease("b");
		redis().signal("STOP");
		await(() -> !first.held());
		redis().signal("CONT");
		neverBoth(first, second, LASTS.multipliedBy(3));
		await(() -> first.held() || second.held());
	}

	/** Redis begins empty while the holder still may act, and somebody else is first. */
	@WaitingTest
	void waitsForTheHolderOfAForgottenLease() throws Exception {
		RedisLease first = held("a");
		redis().kill();
		redis().start();
		RedisLease second = lease("b");
		neverBoth(first, second, LASTS.multipliedBy(2));
	}

	/**
	 * The holder has the longest lease, and cannot reach Redis, which has forgotten it.
	 */
	@WaitingTest
	void waitsForTheHolderOfALongerLease() throws Exception {
		RedisLease first = held("a");
		first.hang();
		redis().kill();
		redis().start();
		RedisLease second = lease("b", new CellShare(1, 0, ""), LASTS.dividedBy(2));
		neverBoth(first, second, LASTS);
		await(second::held);
	}

	@WaitingTest
	void holderGoesOnWhenRedisHasForgottenItsLease() throws Exception {
		RedisLease first = held("a");
		redis().kill();
		redis().start();
		for (long leftMs = 2 * LASTS.toMillis(); leftMs > 0; leftMs -= 10) {
			assertThat(first.held()).isTrue();
			Thread.sleep(10);
		}
	}

	@WaitingTest
	void takesOverWhenTheHolderHangs() throws Exception {
		RedisLease first = held("a");
		first.hang();
		RedisLease second = lease("b");
		await(() -> {
			assertThat(second.held() && first.held()).as("two owners").isFalse();
			return second.held();
		});
	}

	/** Their shares of the cells overlap. */
	@WaitingTest
	void serversThatSplitTheCellsOtherwiseWait() throws Exception {
		RedisLease first = lease("a", 2, 0);
		RedisLease beside = lease("b", 2, 1);
		await(() -> first.held() && beside.held());
		RedisLease other = lease("c", 3, 2);
		Thread.sleep(LASTS.toMillis() + LASTS.toMillis() / 2);
		assertThat(other.held()).isFalse();
		first.close();
		beside.close();
		await(other::held);
	}

	/** Somebody has removed or overwritten the key that says how cells are split. */
	@WaitingTest
	void holderStopsWhenTheCellsAreSplitOtherwise() throws Exception {
		RedisLease first = lease("a", 2, 0);
		await(first::held);
		redis((keys) -> keys.set("{presage-owners},presage/count", "3"));
		await(() -> !first.held());
	}

	/** Nobody gets it, and nobody loses what is there. */
	@ParameterizedTest
	@Execution(ExecutionMode.CONCURRENT)
	@ValueSource(strings = { "presage/0", "presage/count" })
	void isNotHeldWhileAKeyIsOfAnotherType(String key) throws Exception {
		redis((keys) -> keys.lpush("{presage-owners}," + key, "an item"));
		RedisLease first = lease("a");
		Thread.sleep(LASTS.toMillis() + LASTS.toMillis() / 2);
		assertThat(first.held()).isFalse();
		redis((keys) -> {
			assertThat(keys.lrange("{presage-owners}," + key, 0, -1)).containsExactly("an item");
			keys.del("{presage-owners}," + key);
		});
		await(first::held);
	}

	/** Other servers must not wait for one that cannot control. */
	@WaitingTest
	void givesItBackWhenTheConnectionCannotBegin() throws Exception {
		redis((keys) -> keys.set("{presage-owners},presage/0", "released"));
		RedisLease first = lease("a");
		first.onceHeld(() -> {
			throw new IllegalStateException("the port is taken");
		});
		RedisLease second = lease("b");
		await(second::held);
		assertThat(first.held()).isFalse();
	}

	private void redis(Consumer<RedisCommands<String, String>> use) {
		RedisClient client = RedisClient.create(RedisStore.uri(settings()));
		try (StatefulRedisConnection<String, String> connection = client.connect()) {
			use.accept(connection.sync());
		}
		finally {
			client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
		}
	}

}
