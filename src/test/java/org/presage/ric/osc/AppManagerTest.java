/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.presage.base.BackOff;
import org.presage.base.InvalidInputException;
import org.presage.sim.osc.RestPeer;
import org.presage.sim.osc.Subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AppManagerTest {

	/** As the xApp frames answer: a text in the object in the list. */
	private static final String CONFIG = """
			[{"metadata": {"xappName": "presage", "configType": "json"},
			  "config": "{\\"name\\": \\"presage\\", \\"messaging\\": {\\"ports\\": []}}"}]""";

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

	private RestPeer ric;

	private XappEndpoint xapp;

	private RestClient client;

	@BeforeEach
	void start() throws IOException {
		this.xapp = new XappEndpoint();
		this.ric = new RestPeer(0, new Subscriptions() {
			@Override
			public int subscribed(SubscriptionBody.ClientEndpoint client, String ranName, int function, byte[] trigger,
					List<byte[]> definitions) {
				return 1;
			}

			@Override
			public void unsubscribed(int e2EventInstanceId) {
				throw new AssertionError();
			}
		});
		this.client = new RestClient("appmgr", this.ric.url(), Duration.ofSeconds(5));
	}

	@AfterEach
	void stop() {
		this.timer.shutdownNow();
		this.client.close();
		this.ric.close();
		this.xapp.close();
	}

	private AppManager manager(String config) {
		return new AppManager(this.client, registration(config), this.timer, new BackOff(100, new SplittableRandom(1)));
	}

	private Registration registration(String config) {
		return new Registration("presage-0", "presage", this.xapp.endpoint(), "presage-rmr:4560", "0.1.0",
				"/ric/v1/config", config);
	}

	@Test
	void itIsRegisteredAndTakenBack() {
		Registration registration = registration("{\"messaging\": {}}");
		AppManager manager = manager(registration.config());
		manager.register().join();
		assertThat(this.ric.registrations()).containsExactly(registration);
		manager.deregister().join();
		assertThat(this.ric.registrations()).isEmpty();
		assertThat(RestClientTest.failure(manager.deregister()).status()).isEqualTo(400);
	}

	@Test
	void withoutAConfigurationTheManagerGetsIt() {
		this.xapp.on("/ric/v1/config", 200, CONFIG);
		manager("").register().join();
		assertThat(this.ric.registrations().getFirst().config())
			.isEqualTo("{\"name\": \"presage\", \"messaging\": {\"ports\": []}}");
	}

	@Test
	void itIsTriedUntilItSucceeds() {
		AtomicInteger asked = new AtomicInteger();
		this.xapp.on("/ric/v1/config", (exchange, body) -> {
			boolean ready = asked.incrementAndGet() > 3;
			XappEndpoint.send(exchange, ready ? 200 : 503, ready ? CONFIG : "");
		});
		manager("").register().join();
		assertThat(asked).hasValue(4);
		assertThat(this.ric.registrations()).hasSize(1);
	}

	@Test
	void aManagerThatIsDownIsWaitedFor() {
		AtomicInteger pauses = new AtomicInteger();
		this.ric.faults().appManagerDown(true);
		BackOff backOff = new BackOff(100, () -> {
			if (pauses.incrementAndGet() == 3) {
				this.ric.faults().appManagerDown(false);
			}
			return 0;
		});
		new AppManager(this.client, registration("{\"messaging\": {}}"), this.timer, backOff).register().join();
		assertThat(pauses).hasValue(3);
	}

	@Test
	void onceClosedItIsTriedNoMore() throws InterruptedException {
		this.ric.faults().appManagerDown(true);
		CountDownLatch failed = new CountDownLatch(1);
		AppManager manager = new AppManager(this.client, registration("{\"messaging\": {}}"), this.timer,
				new BackOff(100, () -> {
					failed.countDown();
					return 0;
				}));
		CompletableFuture<Void> registered = manager.register();
		failed.await();
		manager.close();
		assertThat(registered).isCompletedExceptionally();
		this.ric.faults().appManagerDown(false);
		// Runs what is scheduled, and then ends.
		this.timer.shutdown();
		assertThat(this.timer.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
		assertThat(this.ric.registrations()).isEmpty();
	}

	@Test
	void toTakeItBackFromNobodyFailsOnce() {
		this.ric.faults().appManagerDown(true);
		AppManager manager = manager("{\"messaging\": {}}");
		assertThat(RestClientTest.failure(manager.deregister()).status()).isEqualTo(RestException.NO_ANSWER);
	}

	@Test
	void whatTheManagerWouldBreakOverIsNotMade() {
		wrong("presage-rmr", "/c", "rmrEndpoint: expected host:port, found presage-rmr");
		wrong("http://presage:4560", "/c", "rmrEndpoint: expected host:port, found http://presage:4560");
		wrong("presage-rmr:4560", "c", "configPath: expected a path as /ric/v1/config, or a config, found c");
	}

	private static void wrong(String rmrEndpoint, String configPath, String message) {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> new Registration("a", "b", "h:8080", rmrEndpoint, "", configPath, ""))
			.withMessage(message);
	}

	@Test
	void theRequestIsAsTheManagerReadsIt() {
		assertThat(new Registration("a", "b", "h:8080", "r:4560", "1.0.0", "/c", "").json()).asString()
			.isEqualTo("{\"appName\":\"a\",\"appInstanceName\":\"b\",\"httpEndpoint\":\"h:8080\","
					+ "\"rmrEndpoint\":\"r:4560\",\"appVersion\":\"1.0.0\",\"configPath\":\"/c\",\"config\":\"\"}");
	}

}
