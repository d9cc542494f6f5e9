/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.control.metrics.Metric;
import org.presage.kpi.CellShare;
import org.presage.ric.Lease;
import org.presage.ric.state.LeaseTime;
import org.presage.ric.state.RedisLease;
import org.presage.ric.state.RedisSettings;
import org.presage.server.config.LeaseProperties;
import org.presage.server.config.LeaseProperties.Mode;
import org.presage.server.config.OnosProperties;
import org.presage.server.config.OscProperties;
import org.presage.server.config.ReplicaProperties;

/**
 * Wires what keeps two servers from controlling one cell of a RIC. Without a RIC there is
 * nothing to guard: who sends reports carries out the answers.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LeaseProperties.class)
class LeaseConfiguration {

	private static final Logger LOG = LoggerFactory.getLogger(LeaseConfiguration.class);

	@Bean
	LeaseHolder leaseHolder(LeaseProperties properties, OnosProperties onos, ObjectProvider<OscProperties> osc,
			CellShare share, Clock clock, MeterRegistry meters) {
		boolean attached = onos.target() != null || osc.getIfAvailable() != null;
		Lease lease = attached ? open(properties, System.getenv(), share, clock, meters) : Lease.ALWAYS;
		String replica = Integer.toString(share.index());
		Metric.LEASE_HELD.gauge(meters, lease, (one) -> one.held() ? 1 : 0, replica);
		Metric.LEASE_LOST.counter(meters, replica);
		return new LeaseHolder(lease);
	}

	/** Released after the edges have left the RIC. */
	@Bean
	Lease lease(LeaseHolder holder) {
		return holder.lease();
	}

	static Lease open(LeaseProperties properties, Map<String, String> environment, CellShare share, Clock clock,
			MeterRegistry meters) {
		if (properties.mode() == Mode.NONE) {
			return Lease.ALWAYS;
		}
		Optional<RedisSettings> shared = RedisSettings.from(environment, RedisLease.NAMESPACE, Stores.WITHIN);
		if (shared.isEmpty()) {
			if (properties.mode() == Mode.REQUIRED) {
				throw new InvalidInputException("presage.lease.mode",
						"a shared data layer (DBAAS_SERVICE_HOST) where it is required", "none");
			}
			LOG.debug("no lease: the environment names no shared data layer");
			return Lease.ALWAYS;
		}
		String owner = environment.getOrDefault(ReplicaProperties.HOST, "server") + ' ' + UUID.randomUUID();
		LeaseTime time = new LeaseTime(properties.time(), LeaseProperties.LONGEST);
		return new RedisLease(shared.get(), properties.name(), owner, share, time, clock, meters);
	}

	/**
	 * Releases a lease when the context is closed.
	 *
	 * @param lease of this server's cells
	 */
	record LeaseHolder(Lease lease) implements AutoCloseable {

		@Override
		public void close() {
			if (this.lease instanceof RedisLease shared) {
				shared.close();
			}
		}

	}

}
