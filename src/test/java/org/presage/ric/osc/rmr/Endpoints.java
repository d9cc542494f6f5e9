/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGeneratorFactory;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.presage.base.Clock;
import org.presage.control.metrics.Metric;

import static org.assertj.core.api.Assertions.assertThat;

/** Endpoints on the loopback, closed at the end of a test. */
final class Endpoints implements AutoCloseable {

	static final int QUEUE = 100;

	static final int MOST_PAYLOAD = 4096;

	private final List<RmrEndpoint> endpoints = new ArrayList<>();

	static RmrSettings settings() {
		return new RmrSettings("127.0.0.1", "127.0.0.1", 0, -1, null, null, QUEUE, MOST_PAYLOAD, 200);
	}

	RmrEndpoint start(RmrHandler handler) throws IOException {
		return start(settings(), handler, new SimpleMeterRegistry());
	}

	RmrEndpoint start(RmrHandler handler, MeterRegistry registry) throws IOException {
		return start(settings(), handler, registry);
	}

	RmrEndpoint start(RmrSettings settings, RmrHandler handler, MeterRegistry registry) throws IOException {
		return start(settings, handler, registry, Clock.SYSTEM);
	}

	RmrEndpoint start(RmrSettings settings, RmrHandler handler, MeterRegistry registry, Clock clock)
			throws IOException {
		RmrEndpoint endpoint = new RmrEndpoint(settings, handler, clock, registry,
				RandomGeneratorFactory.of("L64X128MixRandom").create(1));
		this.endpoints.add(endpoint);
		endpoint.start();
		return endpoint;
	}

	/** Sends type 12040 to these ports, one of each group. */
	static RouteTable control(String groups) {
		return RouteTable.parse("newrt|start\nmse|12040|-1|" + groups + "\nnewrt|end|1\n");
	}

	static RmrMessage control(byte[] payload) {
		return new RmrMessage(RmrTypes.CONTROL_REQUEST, RmrMessage.NO_SUBSCRIPTION, "gnb_001", "tx-1", payload);
	}

	static double lost(MeterRegistry registry, Loss loss) {
		return registry.counter(Metric.RMR_DROPPED.id(), "reason", loss.name().toLowerCase(Locale.ROOT)).count();
	}

	static double messages(MeterRegistry registry, String result) {
		Counter counter = registry.counter(Metric.RMR_MESSAGES.id(), "result", result.toLowerCase(Locale.ROOT));
		return counter.count();
	}

	static double connections(MeterRegistry registry, String direction) {
		return registry.get(Metric.RMR_CONNECTIONS.id()).tag("direction", direction).gauge().value();
	}

	static void await(String what, BooleanSupplier condition) throws InterruptedException {
		for (int i = 0; i < 4000 && !condition.getAsBoolean(); i++) {
			Thread.sleep(5);
		}
		assertThat(condition.getAsBoolean()).as(what).isTrue();
	}

	@Override
	public void close() {
		this.endpoints.forEach(RmrEndpoint::close);
	}

}
