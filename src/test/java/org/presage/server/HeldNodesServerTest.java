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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.ric.NodeGuard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an operator sees and does about nodes that are sent nothing more. */
class HeldNodesServerTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private ConfigurableApplicationContext server(String... more) {
		List<String> keys = new ArrayList<>(List.of("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.onos.target=localhost:1", "--presage.onos.tls.verification=plaintext",
				"--presage.e2.held-nodes=" + this.folder.resolve("held.json")));
		keys.addAll(List.of(more));
		return new SpringApplication(PresageServer.class).run(keys.toArray(String[]::new));
	}

	private static HttpResponse<String> ask(ConfigurableApplicationContext context, String method, String query)
			throws IOException, InterruptedException {
		URI uri = URI.create(
				"http://localhost:" + context.getBean(ServerAddresses.class).httpPort() + "/api/v1/held-nodes" + query);
		try (HttpClient http = HttpClient.newHttpClient()) {
			return http.send(HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build(),
					HttpResponse.BodyHandlers.ofString());
		}
	}

	@Test
	void operatorSeesAndReleasesHeldNodes() throws IOException, InterruptedException {
		Path file = Files.writeString(this.folder.resolve("held.json"),
				"{\"subscription e2:4/e00/2/64\": \"2026-11-29T10:00:00Z\"}");
		try (ConfigurableApplicationContext context = server("--presage.dashboard.enabled=false")) {
			assertThat(ask(context, "GET", "").body()).contains("\"node\":\"e2:4/e00/2/64\"")
				.contains("\"from\":\"subscription\"")
				.contains("vanished within 10 s");
			assertThat(ask(context, "DELETE", "?node=other").statusCode()).isEqualTo(404);
			assertThat(ask(context, "DELETE", "?node=e2:4/e00/2/64").statusCode()).isEqualTo(200);
			assertThat(ask(context, "GET", "").body()).isEqualTo("{\"held\":[]}");
			assertThat(context.getBean(NodeGuard.class).held()).isEmpty();
		}
		assertThat(Files.readString(file)).doesNotContain("e2:4");
	}

	/** It has no plugin of E2SM-CCC. */
	@Test
	void activeControlByCccIsRefusedAtMicroOnos() {
		assertThatThrownBy(() -> server("--presage.e2.mode=active", "--presage.e2.control=ccc"))
			.hasStackTraceContaining("presage.e2.control: expected rsm, rc-a or rc-b");
		server("--presage.e2.mode=active").close();
		server("--presage.e2.mode=active", "--presage.e2.control=ccc", "--presage.onos.model.name=oran-e2sm-ccc")
			.close();
	}

}
