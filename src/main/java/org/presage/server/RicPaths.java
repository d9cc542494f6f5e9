/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.util.List;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.worldmodel.ModelRegistry;

/**
 * The paths that every xApp of a RIC of O-RAN SC answers to, whatever this one is
 * attached to: its platform probes and scrapes them.
 */
@Configuration(proxyBeanMethods = false)
class RicPaths {

	/** The text format of Prometheus, which is meant where a scraper does not say. */
	private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

	@Bean
	Readiness xappHealthIndicator(ModelRegistry registry, ServerAddresses addresses, ObjectProvider<OscEdge> ric,
			LoopSupervisor loops) {
		return new Readiness(registry, addresses, ric, loops);
	}

	@Bean
	RouterFunction<ServerResponse> platformPaths(Readiness readiness, LoopSupervisor loops,
			ObjectProvider<PrometheusMeterRegistry> meters) {
		return RouterFunctions.route()
			.GET("/ric/v1/health/alive", (request) -> ready(loops.broken()))
			.GET("/ric/v1/health/ready", (request) -> ready(readiness.missing()))
			.GET("/ric/v1/metrics", (request) -> metrics(request, meters.getObject()))
			.build();
	}

	private static ServerResponse ready(List<String> missing) {
		return missing.isEmpty() ? ServerResponse.ok().build() : away(String.join("\n", missing));
	}

	/** Not now, and why. */
	static ServerResponse away(String why) {
		return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE).contentType(MediaType.TEXT_PLAIN).body(why + "\n");
	}

	private static ServerResponse metrics(ServerRequest request, PrometheusMeterRegistry meters) {
		boolean open = request.headers()
			.accept()
			.stream()
			.anyMatch((type) -> "openmetrics-text".equals(type.getSubtype()));
		String type = open ? "application/openmetrics-text; version=1.0.0; charset=utf-8" : TEXT;
		return ServerResponse.ok().header("Content-Type", type).body(meters.scrape(type));
	}

}
