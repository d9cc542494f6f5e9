/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

import org.presage.worldmodel.ModelRegistry;

/**
 * Whether cells can be planned: there is a model, every planning thread answers and can
 * plan with it, and every edge to E2 nodes that is configured listens, or waits for
 * another server to end. A RIC that is unavailable for a while does not count: it could
 * not send anything either.
 */
final class Readiness implements HealthIndicator {

	private final ModelRegistry registry;

	private final ServerAddresses addresses;

	private final ObjectProvider<OscEdge> ric;

	private final LoopSupervisor loops;

	private volatile boolean leaving;

	Readiness(ModelRegistry registry, ServerAddresses addresses, ObjectProvider<OscEdge> ric, LoopSupervisor loops) {
		this.loops = loops;
		this.registry = registry;
		this.addresses = addresses;
		this.ric = ric;
	}

	/** New streams are refused from now on. */
	@EventListener(ContextClosedEvent.class)
	void leaves() {
		this.leaving = true;
	}

	/** What is missing, a line each. */
	List<String> missing() {
		List<String> missing = new ArrayList<>();
		if (this.leaving) {
			missing.add("shutting down");
		}
		if (this.registry.manifest() == null) {
			missing.add("no model");
		}
		if (this.addresses.grpcPort() == 0) {
			missing.add("the gRPC server does not listen");
		}
		missing.addAll(this.loops.broken());
		missing.addAll(this.loops.withoutPlanner());
		this.ric.ifAvailable((edge) -> {
			if (!edge.listening() && !edge.standby()) {
				missing.add("the message router does not listen");
			}
		});
		return missing;
	}

	@Override
	public Health health() {
		List<String> missing = missing();
		return missing.isEmpty() ? Health.up().build() : Health.outOfService().withDetail("missing", missing).build();
	}

}
