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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.kpi.CellId;
import org.presage.server.a1.PolicyStore;
import org.presage.testing.Pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The whole server: policies over its web server, from files, and after a restart. */
class IntentServerTest {

	private static final String POLICIES = "/a1-p/policytypes/20101/policies";

	private static final String FEW = "{\"scope\": {\"network\": true}, \"prbs\": {\"max\": 20}}";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final HttpClient http = HttpClient.newHttpClient();

	private ConfigurableApplicationContext server(String... more) {
		List<String> keys = new ArrayList<>(List.of("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.loop.threads=1", "--presage.intent.state=" + this.folder.resolve("state/intent.json")));
		keys.addAll(List.of(more));
		return new SpringApplication(PresageServer.class).run(keys.toArray(String[]::new));
	}

	private HttpResponse<String> send(ConfigurableApplicationContext server, String method, String path, String body)
			throws IOException, InterruptedException {
		int port = server.getBean(ServerAddresses.class).httpPort();
		return this.http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.header("Content-Type", "application/json")
			.method(method, HttpRequest.BodyPublishers.ofString(body))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		for (int i = 0; i < 400 && !condition.getAsBoolean(); i++) {
			Thread.sleep(50);
		}
		assertThat(condition.getAsBoolean()).as("within 20 s").isTrue();
	}

	@Test
	void policiesComeAreAskedForAndGo() throws IOException, InterruptedException {
		try (ConfigurableApplicationContext server = server()) {
			assertThat(send(server, "GET", "/a1-p/policytypes", "").body()).isEqualTo("[20101]");
			assertThat(send(server, "GET", "/a1-p/policytypes/20101", "").body()).contains("\"create_schema\"");
			HttpResponse<String> created = send(server, "PUT", POLICIES + "/few", FEW);
			assertThat(created.statusCode()).isEqualTo(201);
			assertThat(created.headers().firstValue("Location").orElse("")).endsWith(POLICIES + "/few");
			assertThat(send(server, "PUT", POLICIES + "/few", FEW).statusCode()).isEqualTo(200);
			assertThat(send(server, "GET", POLICIES + "/few", "").body()).isEqualTo(FEW.replace(" ", ""));
			assertThat(send(server, "GET", POLICIES, "").body()).isEqualTo("[\"few\"]");
			assertThat(send(server, "GET", POLICIES + "/few/status", "").body())
				.startsWith("{\"enforceStatus\":\"ENFORCED\",\"source\":\"REST\",\"received\":\"")
				.endsWith("\"validity\":\"always\",\"overridden\":[]}");
			send(server, "PUT", POLICIES + "/a", FEW.replace("20", "21"));
			assertThat(send(server, "GET", POLICIES + "/few/status", "").body()).contains(
					"\"enforceStatus\":\"NOT_ENFORCED\",\"enforceReason\":\"OTHER_REASON\",\"reason\":\"overridden by a\"",
					"{\"statement\":\"prbs.max\",\"by\":\"a\",\"where\":\"the network\"}");
			assertThat(send(server, "DELETE", POLICIES + "/few", "").statusCode()).isEqualTo(204);
			for (String method : List.of("GET", "DELETE")) {
				assertThat(send(server, method, POLICIES + "/few", "").statusCode()).isEqualTo(404);
			}
			assertThat(send(server, "GET", POLICIES + "/few/status", "").statusCode()).isEqualTo(404);
			assertThat(send(server, "PUT", "/a1-p/policytypes/20008/policies/few", FEW).body())
				.contains("policy type: expected 20101, found 20008");
			assertThat(send(server, "GET", "/actuator/prometheus", "").body())
				.contains("wm_policies{state=\"enforced\"} 1.0", "wm_policy_refused_total{reason=\"schema\"} 0.0");
		}
	}

	@Test
	void whatIsRefusedIsAProblem() throws IOException, InterruptedException {
		try (ConfigurableApplicationContext server = server("--presage.intent.max-policies=1")) {
			HttpResponse<String> wrong = send(server, "PUT", POLICIES + "/x", FEW.replace("20", "\"20\""));
			assertThat(wrong.statusCode()).isEqualTo(400);
			assertThat(wrong.headers().firstValue("Content-Type")).contains("application/problem+json");
			assertThat(wrong.body()).isEqualTo("{\"title\":\"Bad Request\",\"status\":400,"
					+ "\"detail\":\"$.prbs.max: expected of type integer, found \\\"20\\\"\",\"instance\":\"" + POLICIES
					+ "/x\"}");
			assertThat(send(server, "PUT", POLICIES + "/x", FEW.substring(0, 30)).statusCode()).isEqualTo(400);
			assertThat(send(server, "PUT", POLICIES + "/x", "").statusCode()).isEqualTo(400);
			assertThat(send(server, "PUT", POLICIES + "/x", " ".repeat(1 << 20)).statusCode()).isEqualTo(413);
			assertThat(send(server, "PUT", POLICIES + "/x", FEW.replace("20", "120")).body())
				.contains("at most the carrier's");
			assertThat(send(server, "PUT", POLICIES + "/x", FEW).statusCode()).isEqualTo(201);
			assertThat(send(server, "PUT", POLICIES + "/y", FEW).statusCode()).isEqualTo(507);
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void policyThatCannotBeStoredIsRefused() throws IOException, InterruptedException {
		Path full = this.folder.resolve("state/intent.json.part");
		try (ConfigurableApplicationContext server = server()) {
			assertThat(send(server, "PUT", POLICIES + "/first", FEW).statusCode()).isEqualTo(201);
			Files.createSymbolicLink(full, Path.of("/dev/full"));
			HttpResponse<String> refused = send(server, "PUT", POLICIES + "/few", FEW);
			assertThat(refused.statusCode()).isEqualTo(503);
			assertThat(refused.body()).contains("state: expected one that can be written (presage.intent.state");
			assertThat(send(server, "GET", POLICIES, "").body()).isEqualTo("[\"first\"]");
			assertThat(Files.readString(this.folder.resolve("state/intent.json"))).doesNotContain("few");
			Files.createSymbolicLink(full, Path.of("/dev/full"));
			assertThat(send(server, "DELETE", POLICIES + "/first", "").statusCode()).isEqualTo(503);
			assertThat(send(server, "GET", POLICIES, "").body()).isEqualTo("[\"first\"]");
			assertThat(send(server, "GET", "/actuator/prometheus", "").body())
				.contains("wm_policy_refused_total{reason=\"state\"} 2.0", "wm_state_missed_total 2.0");
			assertThat(send(server, "DELETE", POLICIES + "/first", "").statusCode()).isEqualTo(204);
		}
	}

	@Test
	void theySurviveARestartEvenIfWhatWasKeptIsDamaged() throws IOException, InterruptedException {
		try (ConfigurableApplicationContext server = server()) {
			send(server, "PUT", POLICIES + "/few", FEW);
		}
		try (ConfigurableApplicationContext server = server()) {
			assertThat(server.getBean(PolicyStore.class).get().of(new CellId("n", "c")).cell().max()).isEqualTo(20);
		}
		Files.writeString(this.folder.resolve("state/intent.json"), "{\"policy/few\": \"{\\\"so");
		try (ConfigurableApplicationContext server = server()) {
			assertThat(send(server, "GET", POLICIES, "").body()).isEqualTo("[]");
			assertThat(this.folder.resolve("state/intent.json.corrupt")).exists();
		}
	}

	@Test
	void fileWithAnIdThatWasSentBeforeDoesNotStopTheStart() throws IOException, InterruptedException {
		try (ConfigurableApplicationContext server = server()) {
			send(server, "PUT", POLICIES + "/night", FEW);
		}
		Path file = Files.writeString(this.folder.resolve("night.yaml"),
				"scope: {network: true}\nprbs: {max: 11}\nreward_weights: {Jitter: 1}\n");
		try (ConfigurableApplicationContext server = server("--presage.intent.file=" + file)) {
			assertThat(server.getBean(PolicyStore.class).get().of(new CellId("n", "c")).cell().max()).isEqualTo(11);
			assertThat(send(server, "GET", POLICIES + "/night/status", "").body()).contains("STATEMENT_NOT_APPLICABLE",
					"$.reward_weights.Jitter");
		}
	}

	@Test
	void filesAreWatched() throws IOException, InterruptedException {
		Path policies = Files.createDirectory(this.folder.resolve("policies"));
		Files.writeString(policies.resolve("night.yaml"), "scope: {network: true}\nprbs: {max: 11}\n");
		String[] keys = { "--presage.intent.file=" + policies, "--presage.intent.watch=50ms" };
		try (ConfigurableApplicationContext server = server(keys)) {
			PolicyStore book = server.getBean(PolicyStore.class);
			assertThat(book.get().of(new CellId("n", "c")).cell().max()).isEqualTo(11);
			assertThat(send(server, "PUT", POLICIES + "/night", FEW).statusCode()).isEqualTo(409);
			assertThat(send(server, "DELETE", POLICIES + "/night", "").statusCode()).isEqualTo(409);
			Pki.replace(policies.resolve("more.json"), FEW);
			await(() -> book.ids().equals(List.of("more", "night")));
			Pki.replace(policies.resolve("more.json"), "{");
			await(() -> metrics(server).contains("wm_policy_reload_failed_total 1.0"));
			assertThat(book.ids()).as("as before").containsExactly("more", "night");
			Files.delete(policies.resolve("more.json"));
			await(() -> book.ids().equals(List.of("night")));
		}
		Files.writeString(policies.resolve("night.yaml"), "scope: {network: true}\nprbs: {max: 0}\n");
		assertThatThrownBy(() -> server(keys))
			.hasStackTraceContaining("night.yaml, night: $.prbs.max: expected 1 or more, found 0");
	}

	private String metrics(ConfigurableApplicationContext server) {
		try {
			return send(server, "GET", "/actuator/prometheus", "").body();
		}
		catch (IOException | InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
