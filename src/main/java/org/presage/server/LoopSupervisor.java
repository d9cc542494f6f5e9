/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import org.presage.base.TaskTimer;
import org.presage.server.grpc.ControlLoopService;

/**
 * Watches the planning threads. While one does not answer any more, the process is not
 * alive: its platform is to restart it. Streams end with the reason, because a report of
 * theirs may never be answered, and none is accepted.
 */
final class LoopSupervisor implements HealthIndicator, AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(LoopSupervisor.class);

	private final LoopThreads threads;

	private final ControlLoopService service;

	private final TaskTimer timer;

	private boolean broken;

	/**
	 * @param timer of its own
	 */
	LoopSupervisor(LoopThreads threads, ControlLoopService service, TaskTimer timer) {
		this.threads = threads;
		this.service = service;
		this.timer = timer;
		timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
	}

	void look() {
		List<String> now = this.threads.broken();
		if (!now.isEmpty()) {
			String reason = String.join("; ", now);
			if (!this.broken) {
				LOG.error("{}: streams end, and this process should be restarted", reason);
			}
			this.service.suspend(reason);
		}
		else if (this.broken) {
			LOG.info("all planning threads answer again");
			this.service.resume();
		}
		this.broken = !now.isEmpty();
	}

	/** Planning threads that do not answer any more, a line each. */
	List<String> broken() {
		return this.threads.broken();
	}

	/** Planning threads that have a model and cannot plan with it, a line each. */
	List<String> withoutPlanner() {
		return this.threads.withoutPlanner();
	}

	@Override
	public Health health() {
		List<String> now = broken();
		return now.isEmpty() ? Health.up().build() : Health.down().withDetail("broken", now).build();
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
	}

}
