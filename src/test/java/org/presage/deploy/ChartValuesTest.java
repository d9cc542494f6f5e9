/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Values that cannot be are refused by name; those that can are listed in values.yaml.
 */
class ChartValuesTest {

	private static final Path VALUES = HelmChart.PRESAGE.folder().resolve("values.yaml");

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "replicas=0 | '/replicas': minimum: got 0, want 1",
			"transport=none | 'loopback', 'tls', 'plaintext'",
			"replica=1 | additional properties 'replica' not allowed",
			"gpu.count=0 | '/gpu/count': minimum: got 0, want 1",
			"model.source=s3 | '/model/source': value must be one of", "model.file=../m.presage | '/model/file'",
			"extraArgs[0]=--debug | '/extraArgs/0'",
			"tls.clientAuth=sometimes | '/tls/clientAuth': value must be one of 'none', 'optional', 'required'",
			"podDisruptionBudget.maxUnavailable=2 | maximum: got 2, want 1",
			"networkPolicy.grpcCidrs[0]=10.0.0.1 | '/networkPolicy/grpcCidrs/0'",
			"terminationGracePeriodSeconds=5 | minimum: got 5, want 15",
			"resources.limit.cpu=1 | additional properties 'limit' not allowed",
			"tokens[0].name=a | missing property 'roles'",
			"transport=tls | transport: tls wants tls.existingSecret or tls.certManager.issuer.name, found neither",
			"tls.existingSecret=s | tls: expected transport: tls, found transport: loopback",
			"model.source=configMap | model.name: expected the name of a configMap, found none",
			"fullnameOverride=1abc | /fullnameOverride",
			"extraEnv[0].name=PRESAGE_REPLICAS_COUNT | PRESAGE_REPLICAS_COUNT follows from replicas",
			"service.externalTrafficPolicy=local | /service/externalTrafficPolicy",
			"config.server.port=1 | config: server.port follows from other values of this chart, omit it" })
	void whatCannotBeIsNamed(String pair, String message) {
		assertThatThrownBy(() -> HelmChart.PRESAGE.template(pair)).hasMessageContaining(message);
	}

	/** Names that the API server refuses, after half of the objects were created. */
	@ParameterizedTest
	@ValueSource(strings = { "5g", "a.b", "-a" })
	void refusesReleaseThatNamesNoService(String release) {
		assertThatThrownBy(() -> HelmChart.PRESAGE.template(release, "ricxapp", List.of())).message()
			.containsAnyOf("the name of the Services: expected 1 to 63 of a-z, 0-9 and -, a letter first",
					"invalid release name");
	}

	@Test
	void refusesServiceNamesOfRicAbove63Characters() {
		String namespace = "n".repeat(43);
		HelmChart.PRESAGE.template("presage", "n".repeat(42), List.of(), "osc.enabled=true");
		assertThatThrownBy(() -> HelmChart.PRESAGE.template("presage", namespace, List.of(), "osc.enabled=true"))
			.hasMessageContaining("shorten the namespace or osc.name");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"tls.existingSecret=s tls.certManager.issuer.name=i | expected existingSecret or certManager.issuer.name, found both",
			"tls.existingSecret=s tls.clientAuth=required | clientAuth and clientCa.secretName go together",
			"tls.existingSecret=s tokens[0].name=a tokens[0].roles[0]=node | tokens[0]: expected sha256 or secretName",
			"tls.existingSecret=s tokens[0].name=a tokens[0].roles[0]=king | /tokens/0/roles/0",
			"tls.existingSecret=s config.presage.security.tls.key=/k | presage.security.tls.key follows from other values" })
	void whatDoesNotGoTogetherIsNamed(String more, String message) {
		assertThatThrownBy(() -> HelmChart.PRESAGE.template(("transport=tls " + more).split(" ")))
			.hasMessageContaining(message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"osc.enabled=true | replicas: expected 1 with osc.enabled, found 3: the RIC finds an xApp by the name of one",
			"transport=plaintext service.type=NodePort | service.type: expected ClusterIP with several replicas, found Node",
			"config.presage.replicas.index=1 | presage.replicas.index follows from other values",
			"config.presage.replicas.count=2 | presage.replicas.count follows from other values" })
	void whatReplicasCannotHaveIsNamed(String more, String message) {
		assertThatThrownBy(() -> HelmChart.PRESAGE.template(("replicas=3 " + more).split(" ")))
			.hasMessageContaining(message);
	}

	/**
	 * In both directions: no value that is refused, no admitted one that is not
	 * documented.
	 */
	@Test
	void schemaAndValuesNameTheSame() throws IOException {
		JsonNode schema = JsonMapper.shared()
			.readTree(Files.readString(HelmChart.PRESAGE.folder().resolve("values.schema.json")));
		TreeSet<String> admitted = new TreeSet<>();
		collect("", schema, admitted);
		TreeSet<String> told = new TreeSet<>();
		collect("", new Yaml().<Map<String, Object>>load(Files.readString(VALUES)), told);
		assertThat(told).isEqualTo(admitted);
	}

	private static void collect(String prefix, JsonNode schema, TreeSet<String> keys) {
		for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
			if (property.getKey().equals("global") || prefix.equals("resources.")) {
				continue;
			}
			keys.add(prefix + property.getKey());
			collect(prefix + property.getKey() + ".", property.getValue(), keys);
		}
	}

	private static void collect(String prefix, Map<?, ?> values, TreeSet<String> keys) {
		values.forEach((key, value) -> {
			keys.add(prefix + key);
			if (value instanceof Map<?, ?> map && !key.equals("resources")) {
				collect(prefix + key + ".", map, keys);
			}
		});
	}

}
