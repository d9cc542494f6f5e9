/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

import org.testcontainers.containers.GenericContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a Prometheus in a container answers. */
final class PrometheusApi {

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient http = HttpClient.newHttpClient();

	private final String url;

	PrometheusApi(GenericContainer<?> container) {
		this.url = "http://" + container.getHost() + ':' + container.getMappedPort(9090) + "/api/v1/";
	}

	/** The first value of an instant query; empty if there is none. */
	OptionalDouble query(String promql) throws IOException, InterruptedException {
		JsonNode value = get("query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8))
			.at("/data/result/0/value/1");
		return value.isMissingNode() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(value.asString()));
	}

	/** Names of the alerts that fire. */
	Set<String> firing() throws IOException, InterruptedException {
		return get("alerts").at("/data/alerts")
			.valueStream()
			.filter((alert) -> alert.get("state").asString().equals("firing"))
			.map((alert) -> alert.at("/labels/alertname").asString())
			.collect(Collectors.toSet());
	}

	private JsonNode get(String path) throws IOException, InterruptedException {
		HttpResponse<String> answer = this.http.send(HttpRequest.newBuilder(URI.create(this.url + path)).build(),
				HttpResponse.BodyHandlers.ofString());
		if (answer.statusCode() != 200) {
			throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
		}
		return JSON.readTree(answer.body());
	}

}
