/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.BackOff;

/**
 * Client of the RIC's application manager: registers the xApp as often as it takes, and
 * takes it back once. Thread-safe.
 */
public final class AppManager implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(AppManager.class);

	/** The manager itself asks the xApp for its configuration five times, 4 s apart. */
	private static final Duration REGISTER_WITHIN = Duration.ofSeconds(25);

	private static final Duration DEREGISTER_WITHIN = Duration.ofSeconds(2);

	private final RestClient http;

	private final Registration registration;

	private final ScheduledExecutorService timer;

	private final BackOff backOff;

	private final CompletableFuture<Void> registered = new CompletableFuture<>();

	private boolean told;

	private volatile boolean closed;

	/**
	 * @param http to its base URL, as
	 * {@code http://service-ricplt-appmgr-http.ricplt:8080}
	 * @param timer of one thread: on it attempts are made again; it stays open
	 * @param backOff between attempts, used on that thread only
	 */
	public AppManager(RestClient http, Registration registration, ScheduledExecutorService timer, BackOff backOff) {
		this.http = http;
		this.registration = registration;
		this.timer = timer;
		this.backOff = backOff;
	}

	/**
	 * Begins to register, to be called once.
	 * @return completes when the xApp is registered; cancelled when this is closed before
	 */
	public CompletableFuture<Void> register() {
		onTimer(0);
		return this.registered.copy();
	}

	private void onTimer(long afterMs) {
		try {
			this.timer.schedule(this::attempt, afterMs, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			this.registered.cancel(false);
		}
	}

	private void attempt() {
		if (this.closed) {
			return;
		}
		try {
			this.http.post("/ric/v1/register", this.registration.json(), REGISTER_WITHIN)
				.thenApply((answer) -> answer.expect(201))
				.whenCompleteAsync((answer, failure) -> attempted(failure), this.timer);
		}
		catch (RuntimeException ex) {
			// A failure must not be the last attempt.
			attempted(ex);
		}
	}

	private void attempted(@Nullable Throwable failure) {
		if (failure == null) {
			LOG.info("registered as {} {}", this.registration.appName(), this.registration.appInstanceName());
			this.registered.complete(null);
			return;
		}
		if (!this.told) {
			LOG.warn("not registered yet, tried again until it succeeds: {}", RestClient.cause(failure).getMessage());
			this.told = true;
		}
		onTimer(this.backOff.next());
	}

	/**
	 * Takes the registration back, or gives it up if there is none yet. The attempt is
	 * not repeated and ends within two seconds.
	 * @return fails with a {@link RestException}
	 */
	public CompletableFuture<Void> deregister() {
		close();
		return this.http.post("/ric/v1/deregister", this.registration.ending(), DEREGISTER_WITHIN)
			.thenAccept((answer) -> answer.expect(204));
	}

	/** Registers no more; a registration stays. */
	@Override
	public void close() {
		this.closed = true;
		this.registered.cancel(false);
	}

}
