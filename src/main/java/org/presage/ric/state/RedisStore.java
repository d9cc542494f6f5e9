/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.TaskTimer;
import org.presage.control.metrics.Metric;

/**
 * State in the RIC's shared data layer, as its own clients keep it: a text under
 * <code>{namespace},key</code>, written with MSET, read with GET. A method waits for
 * Redis no longer than twice the time out, and not at all while it is known to be away:
 * then memory answers, and is written when Redis is back. What this process has written
 * is written again after each interruption, because the RIC's Redis may forget.
 */
public final class RedisStore implements StateStore {

	private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);

	private static final long RETRY_MS = 500;

	private final RedisSettings settings;

	private final String prefix;

	private final Counter missed;

	private final ClientResources resources;

	private final RedisClient client;

	private final TaskTimer thread;

	private final CompletableFuture<Void> tried = new CompletableFuture<>();

	private final Map<String, String> known = new TreeMap<>();

	/** Keys that this process has set. */
	private final Set<String> own = new HashSet<>();

	/** What Redis does not know yet; without a value what is to be removed. */
	private final Map<String, Optional<String>> unwritten = new LinkedHashMap<>();

	private @Nullable StatefulRedisConnection<String, String> connection;

	private boolean told;

	private boolean closed;

	/**
	 * Waits for the first attempt to connect, no longer than the time out.
	 * @param namespace of this xApp: letters, digits and {@code . _ : -}
	 * @throws InvalidInputException if the namespace has other characters
	 */
	public RedisStore(RedisSettings settings, String namespace, Clock clock, MeterRegistry metrics) {
		if (!namespace.matches("[A-Za-z0-9._:-]+")) {
			throw new InvalidInputException("namespace", "letters, digits and . _ : -", namespace);
		}
		this.settings = settings;
		this.prefix = '{' + namespace + "},";
		this.thread = new TaskTimer("presage-state", clock,
				Metric.TASKS_FAILED.counter(metrics, "presage-state")::increment);
		this.missed = Metric.STATE_MISSED.counter(metrics);
		this.resources = DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
		this.client = RedisClient.create(this.resources, uri(settings));
		this.client.setOptions(ClientOptions.builder()
			.autoReconnect(false)
			.socketOptions(SocketOptions.builder().connectTimeout(settings.timeout()).keepAlive(true).build())
			.build());
		connect();
		waitFor(this.tried);
	}

	static RedisURI uri(RedisSettings settings) {
		RedisURI uri = (settings.sentinelPort() == 0) ? RedisURI.create(settings.host(), settings.port())
				: RedisURI.Builder.sentinel(settings.host(), settings.sentinelPort(), settings.masterName()).build();
		uri.setTimeout(settings.timeout());
		uri.getSentinels().forEach((sentinel) -> sentinel.setTimeout(settings.timeout()));
		return uri;
	}

	private void waitFor(CompletableFuture<Void> future) {
		try {
			future.get(this.settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			LOG.debug("not connected yet", ex);
		}
	}

	private void connect() {
		// A sentinel is asked again each time: another server may be the master now.
		this.client.connectAsync(StringCodec.UTF8, uri(this.settings))
			.toCompletableFuture()
			.whenCompleteAsync(this::connected, this.thread);
	}

	private synchronized void connected(@Nullable StatefulRedisConnection<String, String> opened,
			@Nullable Throwable failure) {
		try {
			use(opened, failure);
		}
		catch (RuntimeException | Error ex) {
			// Without another attempt the store would stay in memory for good.
			away(ex);
		}
		this.tried.complete(null);
	}

	private void use(@Nullable StatefulRedisConnection<String, String> opened, @Nullable Throwable failure) {
		if (opened == null || failure != null) {
			away(failure);
		}
		else if (this.closed) {
			opened.closeAsync();
		}
		else {
			this.connection = opened;
			this.own.forEach((key) -> this.unwritten.putIfAbsent(key, Optional.ofNullable(this.known.get(key))));
			if (flush() && this.told) {
				LOG.info("the shared data layer is back");
				this.told = false;
			}
		}
	}

	private void away(@Nullable Throwable cause) {
		if (!this.told && !this.closed) {
			LOG.warn("the shared data layer at {} is unavailable, state is kept in memory until it is back: {}",
					this.settings.host(), String.valueOf(cause));
		}
		this.told = true;
		if (this.connection != null) {
			this.connection.closeAsync();
			this.connection = null;
		}
		if (!this.closed) {
			this.thread.schedule(this::connect, RETRY_MS, TimeUnit.MILLISECONDS);
		}
	}

	/** Redis was not reached. */
	private static final class Missed extends Exception {

		private static final long serialVersionUID = 1L;

		@Override
		public synchronized Throwable fillInStackTrace() {
			return this;
		}

	}

	private <T extends @Nullable Object> T ask(
			Function<RedisAsyncCommands<String, String>, ? extends Future<T>> command) throws Missed {
		StatefulRedisConnection<String, String> open = this.connection;
		if (open != null) {
			try {
				return command.apply(open.async()).get(this.settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			catch (ExecutionException | TimeoutException | RedisException ex) {
				away((ex.getCause() != null) ? ex.getCause() : ex);
			}
		}
		this.missed.increment();
		throw new Missed();
	}

	@Override
	public synchronized Optional<String> get(String key) {
		if (this.connection == null || !this.unwritten.containsKey(key)) {
			try {
				String value = this.<@Nullable String>ask((redis) -> redis.get(this.prefix + key));
				remember(key, value);
			}
			catch (Missed ex) {
				LOG.trace("{} comes from memory", key);
			}
		}
		return Optional.ofNullable(this.known.get(key));
	}

	private void remember(String key, @Nullable String value) {
		if (value != null) {
			this.known.put(key, value);
			return;
		}
		this.known.remove(key);
		this.own.remove(key);
	}

	@Override
	public synchronized boolean set(String key, String value) {
		this.known.put(key, value);
		this.own.add(key);
		this.unwritten.put(key, Optional.of(value));
		return flush();
	}

	@Override
	public synchronized boolean remove(String key) {
		this.known.remove(key);
		this.own.remove(key);
		this.unwritten.put(key, Optional.empty());
		return flush();
	}

	@Override
	public synchronized Set<String> keys() {
		try {
			Set<String> keys = new TreeSet<>();
			for (String key : ask((redis) -> redis.keys(this.prefix + '*'))) {
				keys.add(key.substring(this.prefix.length()));
			}
			return keys;
		}
		catch (Missed ex) {
			return new TreeSet<>(this.known.keySet());
		}
	}

	private boolean flush() {
		Map<String, String> values = new LinkedHashMap<>();
		Set<String> removed = new HashSet<>();
		this.unwritten.forEach((key, value) -> value.ifPresentOrElse((text) -> values.put(this.prefix + key, text),
				() -> removed.add(this.prefix + key)));
		try {
			if (!values.isEmpty()) {
				ask((redis) -> redis.mset(values));
			}
			if (!removed.isEmpty()) {
				ask((redis) -> redis.del(removed.toArray(String[]::new)));
			}
			this.unwritten.clear();
			return true;
		}
		catch (Missed ex) {
			if (this.connection != null && !this.closed) {
				// The caller was interrupted.
				this.thread.execute(this::flushLater);
			}
			return false;
		}
	}

	private synchronized void flushLater() {
		flush();
	}

	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
		}
		this.thread.shutdownNow();
		this.client.shutdown(Duration.ZERO, this.settings.timeout());
		this.resources.shutdown(0, this.settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
	}

}
