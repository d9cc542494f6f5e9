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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import org.presage.base.Clock;
import org.presage.e2.control.PrbControl;
import org.presage.kpi.CellShare;
import org.presage.ric.TestNode;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.server.config.KnownKeys;
import org.presage.server.config.ServerSettings;
import org.presage.sim.osc.OscRic;
import org.presage.testing.Pki;

import static org.assertj.core.api.Assertions.assertThat;

/** The server as the chart starts it: its keys exist, and its probes are answered. */
class ChartServerTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final HttpClient http = HttpClient.newHttpClient();

	@ParameterizedTest
	@ValueSource(strings = { "helm/presage/ci/minimal-values.yaml", "helm/presage/ci/tls-values.yaml",
			"helm/presage/ci/gpu-values.yaml", "deploy/o-ran-sc/values.yaml", "deploy/micro-onos/values.yaml" })
	void everyKeyExists(String values) throws IOException {
		Manifests rendered = HelmChart.PRESAGE.template(List.of(Path.of(values)));
		List<String> keys = new ArrayList<>(keys(rendered.configuration()));
		List<String> arguments = rendered.container().getArgs();
		assertThat(arguments).startsWith("serve", "--config", "/etc/presage/config/application.yaml");
		arguments.stream().skip(3).map((pair) -> pair.substring(0, pair.indexOf('='))).forEach(keys::add);
		KnownKeys known = KnownKeys.read();
		assertThat(List.of("presage.loop.budgets", "presage.security.tokens[0].file", "presage.mode"))
			.noneMatch((key) -> known.contains(ConfigurationPropertyName.of(key)));
		assertThat(keys).hasSizeGreaterThan(4)
			.allMatch((key) -> known.contains(ConfigurationPropertyName.adapt(key, '.')));
	}

	@Test
	void misspeltKeyOfConfigStopsTheStart() throws IOException {
		String yaml = HelmChart.PRESAGE.template("config.presage.loop.bugdet=20ms").configuration();
		Path file = Files.writeString(this.folder.resolve("application.yaml"), yaml);
		assertThat(ServerSettings.read("--spring.config.additional-location=file:" + file).problems())
			.filteredOn(ServerSettings.Problem::fatal)
			.singleElement()
			.satisfies((problem) -> assertThat(problem.key()).isEqualTo("presage.loop.bugdet"))
			.satisfies((problem) -> assertThat(problem.remedy()).contains("presage.loop.budget"));
	}

	private static List<String> keys(String yaml) throws IOException {
		List<String> keys = new ArrayList<>();
		for (PropertySource<?> source : new YamlPropertySourceLoader().load("chart",
				new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))) {
			keys.addAll(List.of(((EnumerablePropertySource<?>) source).getPropertyNames()));
		}
		return keys;
	}

	/** With the container's folders in a folder of the test, and free ports. */
	private ConfigurableApplicationContext serve(Manifests rendered, String... more) throws IOException {
		Path file = this.folder.resolve("application.yaml");
		Files.writeString(file,
				rendered.configuration()
					.replace("/etc/presage", this.folder.toString())
					.replace("/var/lib/presage", this.folder.toString()));
		List<String> arguments = new ArrayList<>(List.of(more));
		// As Spring reads the container's environment.
		rendered.container()
			.getEnv()
			.stream()
			.filter((variable) -> variable.getName().startsWith("PRESAGE_"))
			.map((variable) -> "--" + variable.getName().toLowerCase(Locale.ROOT).replace('_', '.') + '='
					+ variable.getValue())
			.forEach(arguments::add);
		arguments.addAll(List.of("--spring.config.additional-location=file:" + file, "--server.port=0",
				"--spring.grpc.server.port=0"));
		return new SpringApplication(PresageServer.class).run(arguments.toArray(String[]::new));
	}

	private void assertProbesAreAnswered(Container container, ConfigurableApplicationContext context)
			throws IOException, InterruptedException {
		int port = context.getBean(ServerAddresses.class).httpPort();
		for (Probe probe : List.of(container.getStartupProbe(), container.getLivenessProbe(),
				container.getReadinessProbe())) {
			HttpResponse<String> answer = this.http
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + probe.getHttpGet().getPath()))
					.build(), HttpResponse.BodyHandlers.ofString());
			assertThat(answer.statusCode()).as(probe.getHttpGet().getPath()).isEqualTo(200);
		}
	}

	@Test
	void defaultsServe() throws IOException, InterruptedException {
		Manifests rendered = HelmChart.PRESAGE.template();
		try (ConfigurableApplicationContext context = serve(rendered)) {
			assertProbesAreAnswered(rendered.container(), context);
		}
	}

	@Test
	void aReplicaServes() throws IOException, InterruptedException {
		Manifests rendered = HelmChart.PRESAGE.template("replicas=3", "transport=plaintext");
		try (ConfigurableApplicationContext context = serve(rendered, "--HOSTNAME=presage-2")) {
			assertProbesAreAnswered(rendered.container(), context);
			assertThat(context.getBean(CellShare.class))
				.isEqualTo(new CellShare(3, 2, "presage-{index}.presage-headless.ricxapp.svc:50051"));
		}
	}

	@Test
	void tlsServesWithTheFilesOfTheSecrets() throws IOException, InterruptedException {
		Manifests rendered = HelmChart.PRESAGE.template(List.of(Path.of("helm/presage/ci/tls-values.yaml")));
		Pki pki = new Pki("our CA");
		for (String name : List.of("tls", "client-ca", "tokens/operations")) {
			Files.createDirectories(this.folder.resolve(name));
		}
		pki.root(this.folder.resolve("client-ca/ca.crt"));
		pki.issue(this.folder.resolve("tls"), "tls");
		Files.writeString(this.folder.resolve("tokens/operations/operations"), "0123456789abcdef0123456789abcdef");
		try (ConfigurableApplicationContext context = serve(rendered)) {
			assertProbesAreAnswered(rendered.container(), context);
			assertThat(this.folder.resolve("decisions.duckdb")).exists();
		}
	}

	@Test
	void theXappIsReadyForItsRic() throws IOException, InterruptedException {
		Manifests rendered = HelmChart.PRESAGE.template(List.of(Path.of("deploy/o-ran-sc/values.yaml")));
		try (OscRic ric = new OscRic(0, 0, List.of(new TestNode(PrbControl.CCC)), Clock.SYSTEM)) {
			String managers = ric.managers().url();
			try (ConfigurableApplicationContext context = serve(rendered, "--presage.osc.rmr.port=0",
					"--presage.osc.rmr.route-port=0", "--presage.osc.subscription-manager=" + managers,
					"--presage.osc.app-manager=" + managers, "--presage.osc.e2-manager=" + managers)) {
				assertProbesAreAnswered(rendered.container(), context);
			}
		}
	}

}
