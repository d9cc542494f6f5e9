/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.util.Optional;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.presage.base.Clock;
import org.presage.control.metrics.Metric;
import org.presage.ric.state.RedisLease;
import org.presage.ric.state.RedisSettings;
import org.presage.ric.state.RedisStore;
import org.presage.server.config.LeaseProperties;
import org.presage.server.config.LeaseProperties.Mode;

/**
 * Whether something keeps two servers from controlling one cell, and who controls now.
 */
final class LeaseCheck implements Check {

	private static final String ONE = "Make sure that one runs at a time: a StatefulSet, or a Deployment with strategy "
			+ "Recreate.";

	private final LeaseProperties properties;

	private final int index;

	private final Optional<RedisSettings> shared;

	private final Clock clock;

	/**
	 * @param index of this server among the replicas
	 * @param shared where the shared data layer is; empty if there is none
	 */
	LeaseCheck(LeaseProperties properties, int index, Optional<RedisSettings> shared, Clock clock) {
		this.properties = properties;
		this.index = index;
		this.shared = shared;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "lease";
	}

	@Override
	public void look(Findings findings) {
		if (this.properties.mode() == Mode.NONE) {
			findings.warn("presage.lease.mode is none: nothing keeps a second server from controlling the same cells",
					ONE);
			return;
		}
		if (this.shared.isEmpty()) {
			if (this.properties.mode() == Mode.REQUIRED) {
				findings.fail("presage.lease.mode: required, and the environment names no shared data layer",
						"Set DBAAS_SERVICE_HOST: the server refuses to start without.");
			}
			else {
				findings.ok("none, because the environment names no shared data layer (DBAAS_SERVICE_HOST): only a "
						+ "StatefulSet, or a Deployment with strategy Recreate, keeps a second server away");
			}
			return;
		}
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		try (RedisStore store = new RedisStore(this.shared.get(), RedisLease.NAMESPACE, this.clock, meters)) {
			Optional<String> holder = store.get(RedisLease.key(this.properties.name(), this.index));
			if (Metric.STATE_MISSED.counter(meters).count() > 0) {
				findings.warn("the shared data layer at " + this.shared.get().host() + " does not answer",
						"Without it no server gets a lease, and no cell of a RIC is controlled.");
			}
			else {
				findings.ok(holder.filter((one) -> !one.equals(RedisLease.RELEASED))
					.map((one) -> "held by " + one)
					.orElse("held by no server now"));
			}
		}
	}

}
