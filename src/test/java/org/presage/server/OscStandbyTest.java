/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.e2.control.PrbControl;
import org.presage.kpi.CellShare;
import org.presage.ric.Lease;
import org.presage.ric.TestNode;
import org.presage.ric.state.RedisLease;
import org.presage.server.config.LeaseProperties;
import org.presage.server.config.ServerSettings;
import org.presage.sim.osc.OscRic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The second pod of a rollout at the RIC of O-RAN SC. */
class OscStandbyTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final HttpClient http = HttpClient.newHttpClient();

	/** What runs once the lease is held. */
	private final AtomicReference<Runnable> begin = new AtomicReference<>(() -> {
	});

	private volatile boolean held;

	private final Lease lease = new Lease() {

		@Override
		public boolean held() {
			return OscStandbyTest.this.held;
		}

		@Override
		public void onceHeld(Runnable task) {
			if (held()) {
				task.run();
			}
			else {
				OscStandbyTest.this.begin.set(task);
			}
		}

	};

	private ConfigurableApplicationContext server(OscRic ric, int rmrPort) {
		String managers = ric.managers().url();
		SpringApplication application = new SpringApplication(PresageServer.class);
		application.addInitializers((context) -> ((GenericApplicationContext) context).registerBean("givenLease",
				Lease.class, () -> this.lease, (definition) -> definition.setPrimary(true)));
		return application.run("--spring.grpc.server.port=0", "--server.port=0", "--presage.osc.enabled=true",
				"--presage.osc.instance=presage-7", "--presage.osc.host=localhost", "--presage.osc.rmr.host=localhost",
				"--presage.osc.rmr.bind=127.0.0.1", "--presage.osc.rmr.port=" + rmrPort,
				"--presage.osc.rmr.route-port=0",
				"--presage.osc.rmr.route-manager=localhost:" + ric.termination().port(),
				"--presage.osc.subscription-manager=" + managers, "--presage.osc.app-manager=" + managers,
				"--presage.osc.e2-manager=" + managers, "--presage.osc.poll=100ms",
				"--presage.osc.state=" + this.folder.resolve("state.json"));
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		for (int i = 0; i < 400 && !condition.getAsBoolean(); i++) {
			Thread.sleep(50);
		}
		assertThat(condition.getAsBoolean()).as("within 20 s").isTrue();
	}

	private int status(ConfigurableApplicationContext context, String path) {
		try {
			URI uri = URI.create("http://localhost:" + context.getBean(ServerAddresses.class).httpPort() + path);
			return this.http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
				.statusCode();
		}
		catch (IOException | InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private void give() {
		this.held = true;
		this.begin.getAndSet(() -> {
		}).run();
	}

	/** It must be ready, or the rollout would wait for it for ever. */
	@Test
	void standbyIsReadyAndDoesNothingUntilTheLeaseIsHeld() throws IOException, InterruptedException {
		try (OscRic ric = new OscRic(0, 0, List.of(new TestNode(PrbControl.CCC)), Clock.SYSTEM);
				ConfigurableApplicationContext context = server(ric, 0)) {
			await(() -> status(context, "/ric/v1/health/ready") == 200);
			Thread.sleep(500);
			assertThat(status(context, "/ric/v1/config")).isEqualTo(503);
			assertThat(ric.managers().registrations()).isEmpty();
			assertThat(ric.termination().subscriptions()).isEmpty();
			give();
			await(() -> ric.managers().registrations().size() == 1 && ric.termination().subscriptions().size() == 2);
			assertThat(status(context, "/ric/v1/config")).isEqualTo(200);
		}
	}

	@Test
	void standbyThatCannotListenIsNotReady() throws IOException, InterruptedException {
		try (OscRic ric = new OscRic(0, 0, List.of(new TestNode(PrbControl.CCC)), Clock.SYSTEM);
				ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
				ConfigurableApplicationContext context = server(ric, taken.getLocalPort())) {
			await(() -> status(context, "/ric/v1/health/ready") == 200);
			assertThatExceptionOfType(InvalidInputException.class).isThrownBy(this::give)
				.withMessageStartingWith("presage.osc.rmr: ");
			await(() -> status(context, "/ric/v1/health/ready") == 503);
		}
	}

	private static Lease open(Map<String, String> environment, String... keys) {
		return LeaseConfiguration.open(ServerSettings.read(keys).get(LeaseProperties.class), environment, CellShare.ALL,
				Clock.SYSTEM, new SimpleMeterRegistry());
	}

	@Test
	void sharedDataLayerAndModeDecideWhetherThereIsALease() {
		Map<String, String> shared = Map.of("DBAAS_SERVICE_HOST", "127.0.0.1", "DBAAS_SERVICE_PORT", "1");
		assertThat(open(Map.of())).isSameAs(Lease.ALWAYS);
		assertThat(open(shared, "--presage.lease.mode=none")).isSameAs(Lease.ALWAYS);
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> open(Map.of(), "--presage.lease.mode=required"))
			.withMessageStartingWith("presage.lease.mode: ");
		try (RedisLease lease = (RedisLease) open(shared)) {
			assertThat(lease.held()).as("nobody answers").isFalse();
		}
	}

}
