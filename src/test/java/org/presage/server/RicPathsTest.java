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

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** What the platform asks of an xApp that is attached to no RIC. */
class RicPathsTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final HttpClient http = HttpClient.newHttpClient();

	private ConfigurableApplicationContext server(Path model) {
		return new SpringApplication(PresageServer.class).run("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.model.path=" + model, "--presage.model.watch=50ms");
	}

	private HttpResponse<String> get(ConfigurableApplicationContext context, String path, String... headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + context.getBean(ServerAddresses.class).httpPort() + path));
		return this.http.send(((headers.length > 0) ? request.headers(headers) : request).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	private static ServingStatus grpcHealth(ConfigurableApplicationContext context) {
		ManagedChannel channel = Grpc
			.newChannelBuilder("localhost:" + context.getBean(ServerAddresses.class).grpcPort(),
					InsecureChannelCredentials.create())
			.build();
		try {
			return HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance()).getStatus();
		}
		finally {
			channel.shutdownNow();
		}
	}

	/** A node may attach all the same: its cells are answered, and held. */
	@Test
	void xappWithoutModelLivesAndIsNotReadyUntilItHasOne() throws IOException, InterruptedException {
		Path model = Files.writeString(this.folder.resolve("model.presage"), "no package");
		try (ConfigurableApplicationContext context = server(model)) {
			assertThat(get(context, "/ric/v1/health/alive").statusCode()).isEqualTo(200);
			HttpResponse<String> ready = get(context, "/ric/v1/health/ready");
			assertThat(ready.statusCode()).isEqualTo(503);
			assertThat(ready.body()).isEqualTo("no model\n");
			HttpResponse<String> readiness = get(context, "/actuator/health/readiness");
			assertThat(readiness.statusCode()).isEqualTo(503);
			assertThat(readiness.body()).contains("no model");
			assertThat(get(context, "/actuator/health/liveness").statusCode()).isEqualTo(200);
			assertThat(grpcHealth(context)).isEqualTo(ServingStatus.SERVING);
			TestModels.random("good", 1).write(model);
			for (int i = 0; i < 200 && get(context, "/ric/v1/health/ready").statusCode() != 200; i++) {
				Thread.sleep(50);
			}
			assertThat(get(context, "/ric/v1/health/ready").statusCode()).isEqualTo(200);
			assertThat(get(context, "/actuator/health/readiness").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void metricsAreThoseThatPrometheusScrapes() throws IOException, InterruptedException {
		TestModels.random("good", 1).write(this.folder.resolve("model.presage"));
		try (ConfigurableApplicationContext context = server(this.folder.resolve("model.presage"))) {
			HttpResponse<String> metrics = get(context, "/ric/v1/metrics");
			assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain")
				.contains("version=0.0.4");
			assertThat(metrics.body()).contains("\nwm_cells 0.0\n", "\nwm_model_info{");
			HttpResponse<String> open = get(context, "/ric/v1/metrics", "Accept",
					"application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");
			assertThat(open.headers().firstValue("Content-Type").orElse("")).startsWith("application/openmetrics-text");
			assertThat(open.body()).endsWith("# EOF\n");
			assertThat(get(context, "/ric/v1/config").statusCode()).as("not at a RIC").isEqualTo(404);
		}
	}

}
