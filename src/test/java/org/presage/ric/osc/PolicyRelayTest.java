/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.presage.base.Clock;
import org.presage.base.TaskTimer;
import org.presage.control.metrics.Metric;
import org.presage.ric.osc.rmr.RmrEndpoint;
import org.presage.ric.osc.rmr.RmrHandler;
import org.presage.ric.osc.rmr.RmrMessage;
import org.presage.ric.osc.rmr.RmrSettings;
import org.presage.ric.osc.rmr.RmrTypes;
import org.presage.ric.osc.rmr.RouteTable;
import org.presage.ric.osc.rmr.SendResult;

import static org.assertj.core.api.Assertions.assertThat;

/** A mediator that is not there yet, and an end that comes while a policy is taken. */
class PolicyRelayTest implements PolicyInbox {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final RmrEndpoint router = endpoint(0, (message, reply) -> {
	});

	private final PolicyRelay relay = new PolicyRelay(this, this.router,
			new TaskTimer("osc-policies", Clock.SYSTEM, () -> {
			}));

	private final CountDownLatch taking = new CountDownLatch(1);

	private final AtomicBoolean taken = new AtomicBoolean();

	private RmrEndpoint endpoint(int port, RmrHandler handler) {
		return new RmrEndpoint(new RmrSettings("127.0.0.1", "127.0.0.1", port, -1, null, null, 100, 4096, 200), handler,
				Clock.SYSTEM, this.meters, new SplittableRandom(1));
	}

	@AfterEach
	void close() {
		this.relay.close();
		this.router.close();
	}

	@Override
	public byte[] received(int subscription, byte[] request) {
		this.taking.countDown();
		try {
			Thread.sleep(200);
			this.taken.set(true);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return request;
	}

	@Override
	public byte[] query() {
		return "all".getBytes(StandardCharsets.UTF_8);
	}

	private static int freePort() throws IOException {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return free.getLocalPort();
		}
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		for (int i = 0; i < 4000 && !condition.getAsBoolean(); i++) {
			Thread.sleep(5);
		}
		assertThat(condition.getAsBoolean()).as("within 20 s").isTrue();
	}

	@Test
	void asksAgainWhereAQueryWasLost() throws IOException, InterruptedException {
		int port = freePort();
		this.router.start();
		this.router.routes(RouteTable
			.parse("newrt|start\nmse|" + RmrTypes.A1_POLICY_QUERY + "|-1|127.0.0.1:" + port + "\nnewrt|end|1\n"));
		this.relay.start();
		await(() -> this.meters.counter(Metric.RMR_DROPPED.id(), "reason", "expired").count() == 1);
		AtomicInteger queries = new AtomicInteger();
		try (RmrEndpoint mediator = endpoint(port, (message, reply) -> queries.incrementAndGet())) {
			mediator.start();
			await(() -> queries.get() == 1);
		}
	}

	@Test
	void whatIsBeingTakenIsTakenBeforeTheEnd() throws InterruptedException {
		this.relay.received(new RmrMessage(RmrTypes.A1_POLICY_REQUEST, RmrMessage.NO_SUBSCRIPTION, "", "", query()),
				(answer) -> SendResult.QUEUED);
		assertThat(this.taking.await(20, TimeUnit.SECONDS)).isTrue();
		this.relay.close();
		assertThat(this.taken).isTrue();
	}

}
