/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The containers of {@code deploy/compose} fit together and to the files of the
 * repository. That the xApp starts with its configuration is {@link LivingServer}'s.
 */
class ComposeTest {

	private static final String SECRETS = "/run/secrets/";

	private final JsonNode compose = Shipped.yaml(Shipped.COMPOSE.resolve("compose.yaml"));

	private final JsonNode services = this.compose.get("services");

	private static List<String> strings(JsonNode array) {
		return array.valueStream().map(JsonNode::asString).toList();
	}

	@Test
	void everyServiceIsConfinedAndOfAnImageThatASiteMayReplace() {
		assertThat(this.services.propertyNames()).containsExactlyInAnyOrder("xapp", "simulator", "prometheus",
				"grafana");
		this.services.propertyStream().forEach((service) -> {
			JsonNode one = service.getValue();
			assertThat(one.get("image").asString()).as(service.getKey())
				.matches("\\$\\{[A-Z]+_IMAGE:-[a-z/]+:[a-z0-9.]+}");
			assertThat(one.get("read_only").asBoolean()).as(service.getKey()).isTrue();
			assertThat(strings(one.get("cap_drop"))).as(service.getKey()).containsExactly("ALL");
		});
		assertThat(this.services.at("/simulator/image")).isEqualTo(this.services.at("/xapp/image"));
	}

	@Test
	void whatIsMountedIsInTheRepository() {
		for (JsonNode service : this.services) {
			for (String volume : strings(service.path("volumes"))) {
				String source = volume.split(":")[0];
				if (source.startsWith(".")) {
					assertThat(Shipped.COMPOSE.resolve(source)).exists();
					assertThat(volume).endsWith(":ro");
				}
				else {
					assertThat(this.compose.get("volumes").propertyNames()).contains(source);
				}
			}
		}
		Path build = Shipped.COMPOSE.resolve(this.services.at("/xapp/build/context").asString());
		assertThat(build.resolve("pom.xml")).exists();
	}

	@Test
	void grafanaAndPrometheusFindTheirFiles() {
		assertThat(strings(this.services.at("/prometheus/command")))
			.contains("--config.file=" + mounted("prometheus", "../prometheus") + "/prometheus.yaml");
		assertThat(mounted("grafana", "../grafana/provisioning")).isEqualTo("/etc/grafana/provisioning");
		JsonNode provider = Shipped.yaml(Shipped.GRAFANA.resolve("provisioning/dashboards/presage.yaml"));
		assertThat(provider.at("/providers/0/options/path").asString())
			.isEqualTo(mounted("grafana", "../grafana/dashboards"));
		String variable = Shipped.yaml(Shipped.GRAFANA.resolve("provisioning/datasources/prometheus.yaml"))
			.at("/datasources/0/url")
			.asString();
		assertThat(this.services.at("/grafana/environment").propertyNames()).contains(variable.replaceAll("[${}]", ""));
		assertThat(strings(Shipped.yaml(Shipped.PROMETHEUS.resolve("prometheus.yaml"))
			.at("/scrape_configs/0/static_configs/0/targets"))).containsExactly("xapp:8080");
	}

	private String mounted(String service, String source) {
		return strings(this.services.get(service).get("volumes")).stream()
			.filter((volume) -> volume.startsWith(source + ':'))
			.map((volume) -> volume.split(":")[1])
			.findFirst()
			.orElseThrow();
	}

	@Test
	void onlyTheApiIsReachedByOtherMachines() {
		for (JsonNode service : this.services) {
			assertThat(strings(service.path("ports")))
				.allMatch((port) -> port.startsWith("127.0.0.1:") || port.equals("50051:50051"));
		}
	}

	@Test
	void filesThatAreReadAreSecretsOfTheService() {
		Set<String> files = Shipped.text(Shipped.COMPOSE.resolve("presage.yaml"))
			.lines()
			.filter((line) -> line.contains(SECRETS))
			.map((line) -> line.substring(line.indexOf(SECRETS) + SECRETS.length()))
			.collect(Collectors.toSet());
		assertThat(strings(this.services.at("/xapp/secrets"))).hasSize(3).containsAll(files);
		assertThat(strings(this.services.at("/simulator/command")).stream()
			.filter((argument) -> argument.contains(SECRETS))
			.map((argument) -> argument.substring(argument.indexOf(SECRETS) + SECRETS.length())))
			.containsExactlyInAnyOrderElementsOf(strings(this.services.at("/simulator/secrets")));
	}

	@Test
	void scriptWritesTheCertificatesThatAreConfigured(@TempDir Path folder)
			throws IOException, InterruptedException, CertificateException {
		Assumptions.assumeTrue(runs(folder, "openssl", "version"), "openssl is not on the PATH");
		assertThat(runs(folder, "sh", Shipped.COMPOSE.resolve("certificates.sh").toAbsolutePath().toString(),
				folder.toString()))
			.isTrue();
		this.compose.get("secrets")
			.propertyStream()
			.forEach((secret) -> assertThat(
					folder.resolve(Path.of(secret.getValue().get("file").asString()).getFileName()))
				.exists());
		JsonNode identity = Shipped.yaml(Shipped.COMPOSE.resolve("presage.yaml"))
			.at("/presage/security/certificates/0/subject");
		assertThat(certificate(folder, "simulator").getSubjectX500Principal().getName()).isEqualTo(identity.asString());
		assertThat(String.valueOf(certificate(folder, "xapp").getSubjectAlternativeNames())).contains("xapp");
		assertThat(folder.resolve("ca.key")).doesNotExist();
	}

	private static X509Certificate certificate(Path folder, String name) throws IOException, CertificateException {
		try (InputStream pem = Files.newInputStream(folder.resolve(name + ".crt"))) {
			return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
		}
	}

	private static boolean runs(Path folder, String... command) throws InterruptedException {
		try {
			return new ProcessBuilder(command).directory(folder.toFile())
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
