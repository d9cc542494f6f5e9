/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.base.Clock;
import org.presage.client.ChannelSettings;
import org.presage.e2.control.PrbControl;
import org.presage.e2.dialect.Dialect;
import org.presage.ric.osc.rmr.RmrTypes;
import org.presage.ric.state.RedisSettings;
import org.presage.ric.state.RedisStore;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.SimulatedNode;
import org.presage.sim.e2.E2Network;
import org.presage.sim.e2.KpmCell;
import org.presage.sim.osc.OscRic;
import org.presage.testing.Pki;
import org.presage.testing.Silent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole server in the configuration of {@code deploy/compose}, at a RIC of O-RAN SC,
 * with a simulated node attached over mutual TLS: it decides, its decisions take effect,
 * and then all goes wrong that is counted.
 */
final class LivingServer implements AutoCloseable {

	/** Series that are there once decisions are made and followed. */
	private static final List<String> WELL = List.of("wm_decisions_total\\{outcome=\"planned\"} [1-9]",
			"wm_control_total\\{status=\"took_effect\"", "wm_control_total\\{status=\"acknowledged\"",
			"wm_e2_indications_total\\{result=\"taken\"", "wm_rmr_tables_total");

	/** Series that are there once something has gone wrong. */
	private static final List<String> SICK = List.of("wm_kpi_implausible_total", "wm_osc_ignored_total",
			"wm_calls_refused_total", "wm_e2_renewed_total", "wm_rmr_unreachable_total", "wm_state_missed_total",
			"jvm_gc_pause_seconds_max");

	private final HttpClient http = HttpClient.newHttpClient();

	private final Path folder;

	private final OscRic ric;

	private final E2Network network;

	private final KpmCell cell;

	private final float[] kpis;

	private final ConfigurableApplicationContext context;

	/**
	 * Starts it.
	 * @param folder for its certificates and state
	 */
	LivingServer(Path folder) throws IOException {
		this.folder = folder;
		Pki authority = new Pki("Presage compose CA");
		authority.root(folder.resolve("ca.crt"));
		List.of("xapp", "simulator", "stranger").forEach((name) -> authority.issue(folder, name));
		RanSimulator simulator = new RanSimulator(RanConfig.of(1), 1);
		List<KpmCell> cells = KpmCell.of(simulator, Dialect.load("presage"), PrbControl.CCC);
		this.cell = cells.getFirst();
		this.kpis = new float[simulator.schema().size()];
		this.ric = new OscRic(0, 0, cells, Clock.SYSTEM);
		this.network = new E2Network(simulator, cells, this.ric, Clock.SYSTEM, (number, measured) -> {
		});
		this.context = new SpringApplication(PresageServer.class).run(keys());
	}

	private String[] keys() {
		Map<String, String> keys = new LinkedHashMap<>();
		keys.put("spring.config.additional-location", "file:" + Shipped.COMPOSE.resolve("presage.yaml"));
		keys.put("spring.grpc.server.port", "0");
		keys.put("server.port", "0");
		keys.put("presage.loop.budget", "1s");
		keys.put("presage.security.tls.certificate", this.folder.resolve("xapp.crt").toString());
		keys.put("presage.security.tls.key", this.folder.resolve("xapp.key").toString());
		keys.put("presage.security.tls.client-ca", this.folder.resolve("ca.crt").toString());
		keys.put("presage.e2.mode", "active");
		keys.put("presage.e2.min-interval", "0s");
		keys.put("presage.e2.dialect", "presage");
		keys.put("presage.e2.retry", "100ms");
		String managers = this.ric.managers().url();
		keys.put("presage.osc.enabled", "true");
		keys.put("presage.osc.host", "localhost");
		keys.put("presage.osc.rmr.host", "localhost");
		keys.put("presage.osc.rmr.bind", "127.0.0.1");
		keys.put("presage.osc.rmr.port", "0");
		keys.put("presage.osc.rmr.route-port", "0");
		keys.put("presage.osc.rmr.route-manager", "localhost:" + this.ric.termination().port());
		keys.put("presage.osc.subscription-manager", managers);
		keys.put("presage.osc.app-manager", managers);
		keys.put("presage.osc.e2-manager", managers);
		keys.put("presage.osc.poll", "100ms");
		keys.put("presage.osc.state", this.folder.resolve("state.json").toString());
		List<String> arguments = new ArrayList<>();
		keys.forEach((key, value) -> arguments.add("--" + key + '=' + value));
		return arguments.toArray(String[]::new);
	}

	/** Lives through it all, and says what Prometheus reads then. */
	Scrape live() throws Exception {
		Thread ran = Thread.ofVirtual().start(() -> run(this.network::run));
		try (SimulatedNode node = node("simulator")) {
			Thread.ofVirtual().start(() -> run(node::run));
			await(WELL);
			return goWrong();
		}
		finally {
			this.network.stop();
			ran.join();
		}
	}

	/** What runs until it is stopped. */
	private interface Running {

		void run() throws InterruptedException;

	}

	private static void run(Running what) {
		try {
			what.run();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Attaches in its own name. */
	private SimulatedNode node(String name) {
		return new SimulatedNode(new RanSimulator(RanConfig.of(2), 2),
				"localhost:" + this.context.getBean(ServerAddresses.class).grpcPort(),
				new ChannelSettings(this.folder.resolve("ca.crt"), this.folder.resolve(name + ".crt"),
						this.folder.resolve(name + ".key"), null),
				Clock.SYSTEM, new Silent());
	}

	private Scrape goWrong() throws Exception {
		try (SimulatedNode stranger = node("stranger")) {
			assertThat(stranger.run()).as("a certificate without a role is served").isFalse();
		}
		Arrays.fill(this.kpis, 1e9f);
		this.ric.indicate(this.cell.cell(), this.cell.header(Clock.SYSTEM.epochMillis()), this.cell.message(this.kpis));
		this.ric.termination()
			.send(RmrTypes.INDICATION, 1, this.cell.id(), "no E2AP".getBytes(StandardCharsets.US_ASCII));
		await(SICK.subList(0, 3));
		this.ric.close();
		System.gc();
		RedisSettings nowhere = new RedisSettings("127.0.0.1", 1, "", 0, Duration.ofMillis(200));
		try (RedisStore store = new RedisStore(nowhere, "presage", Clock.SYSTEM,
				this.context.getBean(MeterRegistry.class))) {
			store.get("what is not there");
			return Scrape.of(await(SICK));
		}
	}

	/** Waits until all of these patterns are found, and returns where. */
	private String await(List<String> patterns) throws IOException, InterruptedException {
		String scrape = "";
		List<String> missing = patterns;
		for (int i = 0; i < 300 && !missing.isEmpty(); i++) {
			TimeUnit.MILLISECONDS.sleep(100);
			scrape = scrape();
			String found = scrape;
			missing = patterns.stream().filter((pattern) -> !Pattern.compile(pattern).matcher(found).find()).toList();
		}
		assertThat(missing).as("series that are not there after 30 s").isEmpty();
		return scrape;
	}

	private String scrape() throws IOException, InterruptedException {
		int port = this.context.getBean(ServerAddresses.class).httpPort();
		return this.http
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus")).build(),
					HttpResponse.BodyHandlers.ofString())
			.body();
	}

	@Override
	public void close() {
		this.network.close();
		this.context.close();
	}

}
