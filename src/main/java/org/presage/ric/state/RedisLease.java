/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.Clock;
import org.presage.base.TaskTimer;
import org.presage.control.metrics.Metric;
import org.presage.kpi.CellShare;
import org.presage.ric.Lease;

/**
 * A lease in the RIC's shared data layer, a key that expires. No clock is compared with
 * another: Redis counts the key's remaining time, and the holder stops by its own clock
 * ({@link LeaseTerm}) when {@value LeaseTerm#VALID_PERCENT} % of that time are over since
 * it sent its last renewal that was answered. The rest covers messages that are on their
 * way.
 * <p>
 * Redis may forget: it is restarted without a copy on disk, or a replica of it that lags
 * becomes the master. So whoever finds no key, rather than one that its holder has
 * released, waits for as long as the longest lease of any server lasts before it acts.
 * Servers that split the cells by another number do not hold leases at the same time,
 * since their shares overlap. Sources: C. Gray, D. Cheriton, Leases, SOSP 1989; O-RAN SC
 * ric-plt-sdlgo keeps its locks the same way, by SET NX PX and scripts.
 */
public final class RedisLease implements Lease, AutoCloseable {

	/** Namespace in the shared data layer. */
	public static final String NAMESPACE = "presage-owners";

	/** Value of a key that its holder has released. */
	public static final String RELEASED = "released";

	private static final Logger LOG = LoggerFactory.getLogger(RedisLease.class);

	/** Renewals in the time of a lease. */
	private static final int RENEWALS = 8;

	private static final String RENEW = """
			local owner = redis.call('GET', KEYS[1])
			local count = redis.call('GET', KEYS[2])
			if owner and owner ~= ARGV[1] and owner ~= 'released' then return owner end
			if count and count ~= ARGV[2] then
				if owner == ARGV[1] then redis.call('DEL', KEYS[1]) end
				return 'servers that split the cells by ' .. count
			end
			redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
			redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
			if owner == ARGV[1] then return 'kept' end
			if owner then return 'handed over' end
			return 'taken'
			""";

	/** Only who acted may let the next one act at once. */
	private static final String RELEASE = """
			if redis.call('GET', KEYS[1]) == ARGV[1] then
				if ARGV[3] == 'acted' then
					redis.call('SET', KEYS[1], 'released', 'PX', ARGV[2])
				else
					redis.call('DEL', KEYS[1])
				end
			end
			return 'released'
			""";

	private final RedisSettings settings;

	private final String[] keys;

	private final String owner;

	private final String count;

	private final LeaseTime time;

	private final String cells;

	private final LeaseTerm term;

	private final Counter lost;

	private final ClientResources resources = DefaultClientResources.builder()
		.ioThreadPoolSize(2)
		.computationThreadPoolSize(2)
		.build();

	private final RedisClient client;

	private final TaskTimer thread;

	private final List<Runnable> begins = new ArrayList<>();

	/** What was logged last. */
	private String logged = "";

	private boolean wasHeld;

	private @Nullable StatefulRedisConnection<String, String> connection;

	/**
	 * Begins to ask for the lease.
	 * @param name of the group of servers that stand in for each other
	 * @param owner of this process, never used by another
	 * @param share cells of this server
	 * @param time of a lease without renewal
	 */
	public RedisLease(RedisSettings settings, String name, String owner, CellShare share, LeaseTime time, Clock clock,
			MeterRegistry meters) {
		this.settings = settings;
		String prefix = '{' + NAMESPACE + "},";
		this.keys = new String[] { prefix + key(name, share.index()), prefix + name + "/count" };
		this.owner = owner;
		this.count = Integer.toString(share.count());
		this.cells = "the cells of " + share + " of " + name;
		this.time = time;
		this.term = new LeaseTerm(time, clock);
		this.thread = new TaskTimer("presage-lease", clock,
				Metric.TASKS_FAILED.counter(meters, "presage-lease")::increment);
		this.lost = Metric.LEASE_LOST.counter(meters, Integer.toString(share.index()));
		this.client = RedisClient.create(this.resources, RedisStore.uri(settings));
		this.client.setOptions(ClientOptions.builder()
			.autoReconnect(false)
			.socketOptions(SocketOptions.builder().connectTimeout(settings.timeout()).build())
			.build());
		this.thread.scheduleWithFixedDelay(this::renew, 0, time.lasts().toMillis() / RENEWALS, TimeUnit.MILLISECONDS);
	}

	/** Key of a lease in its namespace; its value names the holder. */
	public static String key(String name, int index) {
		return name + '/' + index;
	}

	@Override
	public boolean held() {
		return this.term.held();
	}

	@Override
	public void onceHeld(Runnable begin) {
		boolean now;
		synchronized (this.begins) {
			now = held();
			if (!now) {
				this.begins.add(begin);
			}
		}
		if (now) {
			begin.run();
		}
	}

	private void renew() {
		LeaseTerm.Sent sent = this.term.sent();
		try {
			answered(ask(RENEW, this.owner, this.count, Long.toString(this.time.lasts().toMillis())), sent);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException | RedisException ex) {
			this.term.unanswered();
			disconnect();
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			say((cause instanceof RedisCommandExecutionException) ? "the shared data layer refuses keys "
					+ String.join(" and ", this.keys) + ": " + cause.getMessage()
					: "the shared data layer does not answer: " + cause);
		}
		check();
	}

	private void answered(String answer, LeaseTerm.Sent sent) {
		boolean before = this.term.held();
		switch (answer) {
			case "kept" -> this.term.kept(sent);
			case "handed over" -> this.term.handedOver(sent);
			case "taken" -> this.term.taken(sent);
			default -> {
				this.term.refused();
				say("held by " + answer);
				return;
			}
		}
		if (!this.term.held()) {
			say("no other server is known to hold it: waiting " + this.time.longest().toMillis()
					+ " ms, because the shared data layer may have forgotten one");
		}
		else if (before && answer.equals("taken")) {
			LOG.warn("lease of {}: the shared data layer had forgotten it, and has it again", this.cells);
		}
	}

	/** Notices when it is gained, or lost. */
	private void check() {
		boolean now = held();
		if (now && !this.wasHeld) {
			say("held by this server");
		}
		else if (!now && this.wasHeld) {
			this.lost.increment();
			LOG.error("{} are not controlled by this server any more: the lease is lost; {}", this.cells, this.logged);
		}
		this.wasHeld = now;
		List<Runnable> first;
		synchronized (this.begins) {
			first = now ? List.copyOf(this.begins) : List.of();
			this.begins.removeAll(first);
		}
		// Not on this thread, which has to renew in time.
		first.forEach((task) -> Thread.ofPlatform().daemon().name("presage-lease-begin").start(() -> begin(task)));
	}

	private void begin(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			LOG.error("{} are left to another server: the connection to the RIC could not begin", this.cells, ex);
			giveBack();
		}
	}

	private void giveBack() {
		if (!this.thread.isShutdown()) {
			this.thread.execute(this::release);
			this.thread.shutdown();
		}
	}

	private void say(String what) {
		if (!what.equals(this.logged)) {
			LOG.info("lease of {}: {}", this.cells, what);
			this.logged = what;
		}
	}

	private String ask(String script, String... values)
			throws InterruptedException, ExecutionException, TimeoutException {
		long withinMs = this.settings.timeout().toMillis();
		StatefulRedisConnection<String, String> open = this.connection;
		if (open == null) {
			// A sentinel is asked again each time: another server may be the master now.
			open = this.client.connectAsync(StringCodec.UTF8, RedisStore.uri(this.settings))
				.toCompletableFuture()
				.get(2 * withinMs, TimeUnit.MILLISECONDS);
			this.connection = open;
		}
		return open.async()
			.<String>eval(script, ScriptOutputType.VALUE, this.keys, values)
			.get(withinMs, TimeUnit.MILLISECONDS);
	}

	private void disconnect() {
		if (this.connection != null) {
			this.connection.closeAsync();
			this.connection = null;
		}
	}

	/** Renews nothing more, as a process that hangs. */
	void hang() {
		this.thread.shutdownNow();
	}

	/** Hands it over, so that a standby need not wait. */
	@Override
	public void close() {
		giveBack();
		try {
			if (!this.thread.awaitTermination(4 * this.settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
				this.thread.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.client.shutdown(Duration.ZERO, this.settings.timeout());
		this.resources.shutdown(0, this.settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
	}

	private void release() {
		try {
			String acted = this.term.held() ? "acted" : "waited";
			this.term.refused();
			ask(RELEASE, this.owner, Long.toString(this.time.lasts().toMillis()), acted);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException | RedisException ex) {
			LOG.info("the lease was not released, it ends by itself: {}", ex.toString());
		}
	}

}
