/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.base.Clock;
import org.presage.e2.control.PrbControl;
import org.presage.ric.TestNode;
import org.presage.ric.osc.Registration;
import org.presage.sim.osc.OscRic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The whole server at the RIC of O-RAN SC, and what the RIC asks of its web server. */
class OscServerTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final HttpClient http = HttpClient.newHttpClient();

	private ConfigurableApplicationContext server(OscRic ric, String... more) {
		String managers = ric.managers().url();
		List<String> keys = new ArrayList<>(List.of("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.osc.enabled=true", "--presage.osc.instance=presage-7", "--presage.osc.host=localhost",
				"--presage.osc.rmr.host=localhost", "--presage.osc.rmr.bind=127.0.0.1", "--presage.osc.rmr.port=0",
				"--presage.osc.rmr.route-port=0",
				"--presage.osc.rmr.route-manager=localhost:" + ric.termination().port(),
				"--presage.osc.subscription-manager=" + managers, "--presage.osc.app-manager=" + managers,
				"--presage.osc.e2-manager=" + managers, "--presage.osc.poll=100ms",
				"--presage.osc.state=" + this.folder.resolve("state.json")));
		for (String key : more) {
			keys.removeIf((known) -> known.startsWith(key.substring(0, key.indexOf('=') + 1)));
			keys.add(key);
		}
		return new SpringApplication(PresageServer.class).run(keys.toArray(String[]::new));
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		for (int i = 0; i < 400 && !condition.getAsBoolean(); i++) {
			Thread.sleep(50);
		}
		assertThat(condition.getAsBoolean()).as("within 20 s").isTrue();
	}

	private HttpResponse<String> get(ConfigurableApplicationContext context, String path)
			throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(uri(context, path)).build(), HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<String> notice(ConfigurableApplicationContext context, String json)
			throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(uri(context, "/ric/v1/subscriptions/response"))
			.POST(HttpRequest.BodyPublishers.ofString(json))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static URI uri(ConfigurableApplicationContext context, String path) {
		return URI.create("http://localhost:" + context.getBean(ServerAddresses.class).httpPort() + path);
	}

	@Test
	void registersSubscribesAndLeavesNothingBehind() throws IOException, InterruptedException {
		try (OscRic ric = new OscRic(0, 0, List.of(new TestNode(PrbControl.CCC)), Clock.SYSTEM)) {
			try (ConfigurableApplicationContext context = server(ric)) {
				await(() -> ric.managers().registrations().size() == 1
						&& ric.termination().subscriptions().size() == 2);
				Registration registration = ric.managers().registrations().getFirst();
				assertThat(registration.appName()).isEqualTo("presage-7");
				assertThat(registration.rmrEndpoint()).startsWith("localhost:");
				assertThat(registration.config()).contains("\"rxMessages\"", "RIC_INDICATION", "RIC_CONTROL_REQ");
				assertThat(get(context, "/ric/v1/config").body()).contains("\"config\":", "RIC_INDICATION");
				assertThat(get(context, "/ric/v1/health/alive").statusCode()).isEqualTo(200);
				await(() -> status(context, "/ric/v1/health/ready") == 200);
			}
			await(() -> ric.managers().registrations().isEmpty() && ric.termination().subscriptions().isEmpty());
		}
	}

	private int status(ConfigurableApplicationContext context, String path) {
		try {
			return get(context, path).statusCode();
		}
		catch (IOException | InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void noticesThatAreNoneAreRefusedByName() throws IOException, InterruptedException {
		try (OscRic ric = new OscRic(0, 0, List.of(new TestNode(PrbControl.CCC)), Clock.SYSTEM);
				ConfigurableApplicationContext context = server(ric)) {
			assertThat(notice(context, "{").statusCode()).isEqualTo(400);
			HttpResponse<String> wrong = notice(context,
					"{\"SubscriptionId\":\"a\",\"SubscriptionInstances\":[{\"XappEventInstanceId\":-1}]}");
			assertThat(wrong.statusCode()).isEqualTo(400);
			assertThat(wrong.body()).contains("XappEventInstanceId", "-1");
			assertThat(notice(context, " ".repeat(100_000)).statusCode()).isEqualTo(400);
			assertThat(notice(context, "{\"SubscriptionId\":\"nobody's\",\"SubscriptionInstances\":[]}").statusCode())
				.as("one of an earlier run")
				.isEqualTo(200);
		}
	}

	/** The xApp answers cells on its own API, whatever the application manager does. */
	@Test
	void applicationManagerMayComeLater() throws IOException, InterruptedException {
		try (OscRic ric = new OscRic(0, 0, List.of(new TestNode(PrbControl.CCC)), Clock.SYSTEM)) {
			ric.managers().faults().appManagerDown(true);
			try (ConfigurableApplicationContext context = server(ric)) {
				await(() -> ric.termination().subscriptions().size() == 2);
				assertThat(ric.managers().registrations()).isEmpty();
				ric.managers().faults().appManagerDown(false);
				await(() -> ric.managers().registrations().size() == 1);
				assertThat(context.isRunning()).isTrue();
			}
		}
	}

	@Test
	void whatIsWrongStopsTheStart() throws IOException {
		try (OscRic ric = new OscRic(0, 0, List.of(new TestNode(PrbControl.CCC)), Clock.SYSTEM)) {
			assertThatThrownBy(() -> server(ric, "--presage.osc.e2-manager=nowhere"))
				.hasStackTraceContaining("presage.osc.e2-manager: expected a URL as http://host:port, found nowhere");
			assertThatThrownBy(() -> server(ric, "--presage.onos.target=localhost:5150"))
				.hasStackTraceContaining("presage.osc.enabled: expected one RIC, found true, and presage.onos.target");
			assertThatThrownBy(() -> server(ric, "--presage.osc.host=a:80"))
				.hasStackTraceContaining("presage.osc.host: expected a host without a port, found \"a:80\"");
			assertThatThrownBy(() -> server(ric, "--presage.osc.rmr.port=" + ric.termination().port()))
				.hasStackTraceContaining("presage.osc.rmr: expected free ports, and routes that can be read, found "
						+ "IOException: cannot listen on 127.0.0.1:" + ric.termination().port());
			assertThatThrownBy(() -> server(ric, "--presage.osc.rmr.routes=" + this.folder.resolve("none.rt")))
				.hasStackTraceContaining("found NoSuchFileException: " + this.folder.resolve("none.rt"));
		}
	}

}
