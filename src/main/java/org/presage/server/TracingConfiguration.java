/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import org.presage.base.Clock;
import org.presage.control.DecisionTracer;
import org.presage.control.metrics.Metric;
import org.presage.server.config.TracingProperties;
import org.presage.server.tracing.DecisionTraces;

/** Wires the traces. Without a receiver nothing of OpenTelemetry is loaded. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TracingProperties.class)
class TracingConfiguration {

	@Bean
	DecisionTracer decisionTracer(TracingProperties tracing, Clock clock, MeterRegistry meters) {
		String endpoint = tracing.endpoint();
		Counter dropped = Metric.TRACES_DROPPED.counter(meters);
		return (endpoint == null) ? DecisionTracer.NONE
				: new DecisionTraces(endpoint, tracing.headers(), tracing.ratio(), tracing.instance(), clock, dropped);
	}

}
