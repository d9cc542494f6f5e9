/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.ric.osc.Descriptor;
import org.presage.server.a1.PolicyType;
import org.presage.server.config.LeaseProperties;
import org.presage.server.config.OscProperties;
import org.presage.server.config.ServerSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** The descriptor that the onboarder of the O-RAN SC RIC is given. */
class OnboardingTest {

	private static final Path FOLDER = Path.of("deploy/o-ran-sc");

	private static final OscProperties DEFAULTS = new Binder(new MapConfigurationPropertySource())
		.bindOrCreate("presage.osc", OscProperties.class);

	private static String descriptor() throws IOException {
		return Files.readString(FOLDER.resolve("config-file.json"));
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

	private static List<Error> errors(String schema, String json) {
		Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
		return compiled.validate(json, InputFormat.JSON);
	}

	/** The onboarder's rules, with our schema in the place of its controls. */
	private static List<Error> errors(String descriptor) throws IOException {
		List<Error> errors = new ArrayList<>(
				errors(Files.readString(Path.of("src/test/resources/deploy/onboarder.json")), descriptor));
		errors.addAll(
				errors(Files.readString(FOLDER.resolve("schema.json")), json(descriptor).path("controls").toString()));
		return errors;
	}

	@Test
	void theDescriptorIsTaken() throws IOException {
		assertThat(errors(descriptor())).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "registry.example.org | localhost:5000 | registry",
					"`\"version\": \"0.1.0\"` | `\"version\": \"0.1\"` | version",
					"`\"policies\": [ 20101 ]` | `\"policy\": [ 20101 ]` | policies",
					"`\"periodSeconds\"` | `\"period\"` | periodSeconds",
					"`\"fileStorage\": false` | `\"fileStorage\": true` | fileStorage",
					"`\"fileStorage\": false` | `\"prbs\": 3` | fileStorage" })
	void whatTheOnboarderWouldRefuseIsSeen(String right, String wrong, String named) throws IOException {
		String changed = descriptor().replace(right, wrong);
		assertThat(changed).isNotEqualTo(descriptor());
		assertThat(errors(changed)).isNotEmpty().anyMatch((error) -> error.toString().contains(named));
	}

	/**
	 * Of the ports that the router has, the file says what the program says of itself.
	 */
	@Test
	void messagesAndPortsAreTheProgramsOwn() throws IOException {
		JsonNode file = json(descriptor());
		JsonNode own = json(new Descriptor(DEFAULTS.name(), file.path("version").asString(), DEFAULTS.rmr().port(),
				DEFAULTS.rmr().routePort(), PolicyType.ID)
			.text());
		assertThat(file.path("xapp_name")).isEqualTo(own.path("xapp_name"));
		for (JsonNode port : own.path("messaging").path("ports")) {
			JsonNode told = port(file, port.path("name").asString());
			for (String field : List.of("container", "port", "txMessages", "rxMessages", "policies")) {
				assertThat(told.path(field)).as("%s of %s", field, port.path("name")).isEqualTo(port.path(field));
			}
		}
	}

	/**
	 * The onboarder makes a Deployment with surge, so two pods run at once: never without
	 * a lease.
	 */
	@Test
	void itsServersRefuseToRunWithoutALease() throws IOException {
		List<String> arguments = new ArrayList<>();
		json(descriptor()).path("containers")
			.path(0)
			.path("args")
			.forEach((one) -> arguments.add("--" + one.asString()));
		LeaseProperties lease = ServerSettings.read(arguments.subList(1, arguments.size()).toArray(String[]::new))
			.get(LeaseProperties.class);
		assertThat(lease.mode()).isEqualTo(LeaseProperties.Mode.REQUIRED);
	}

	private static JsonNode port(JsonNode descriptor, String name) {
		for (JsonNode port : descriptor.path("messaging").path("ports")) {
			if (port.path("name").asString().equals(name)) {
				return port;
			}
		}
		throw new AssertionError("no port " + name);
	}

	/**
	 * The onboarder makes service-NAMESPACE-NAME-http of the port that is not the
	 * router's.
	 */
	@Test
	void theWebServerIsWhereTheRicLooks() throws IOException {
		JsonNode file = json(descriptor());
		int http = port(file, "http").path("port").asInt();
		assertThat(DEFAULTS.host()).isEqualTo("service-ricxapp-" + file.path("xapp_name").asString() + "-http.ricxapp");
		assertThat(DEFAULTS.rmr().host()).isEqualTo(DEFAULTS.host().replace("http", "rmr"));
		for (String probe : List.of("livenessProbe", "readinessProbe")) {
			assertThat(file.path(probe).path("httpGet").path("port").asInt()).isEqualTo(http);
		}
		assertThat(new Yaml().<Object>load(Files.readString(Path.of("src/main/resources/application.yaml"))).toString())
			.contains("port=" + http);
	}

	@Test
	void everythingIsOfTheProgramsVersion() throws IOException {
		Matcher pom = Pattern.compile("<artifactId>presage</artifactId>\\s*<version>([0-9.]+)(-SNAPSHOT)?</version>")
			.matcher(Files.readString(Path.of("pom.xml")));
		assertThat(pom.find()).isTrue();
		String version = pom.group(1);
		JsonNode file = json(descriptor());
		assertThat(file.path("version").asString()).isEqualTo(version);
		assertThat(file.path("containers").path(0).path("image").path("tag").asString()).isEqualTo(version);
		assertThat(Files.readString(HelmChart.PRESAGE.folder().resolve("Chart.yaml"))).contains("\nversion: " + version,
				"appVersion: \"" + version + '"');
	}

}
