/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.Clock;
import org.presage.client.ChannelSettings;
import org.presage.client.ControlLoopClient;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.SimulatedNode;
import org.presage.testing.Silent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole server over real ports, the simulator that may be attached to it, and what it
 * answers.
 */
final class WebServer implements AutoCloseable {

	static final JsonMapper JSON = JsonMapper.builder().build();

	private static final int TIMES = 10;

	private final HttpClient http = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private @Nullable SimulatedNode node;

	/**
	 * @param keys over those of a test: free ports, and time enough for a crowded machine
	 */
	WebServer(String... keys) {
		List<String> all = new ArrayList<>(
				List.of("--spring.grpc.server.port=0", "--server.port=0", "--presage.loop.budget=1s"));
		for (String key : keys) {
			String name = "--" + key.substring(0, key.indexOf('=') + 1);
			all.removeIf((known) -> known.startsWith(name));
			all.add("--" + key);
		}
		this.context = new SpringApplication(PresageServer.class).run(all.toArray(String[]::new));
	}

	int port() {
		return this.context.getBean(ServerAddresses.class).httpPort();
	}

	String url() {
		return "http://localhost:" + port();
	}

	String grpc() {
		return "localhost:" + this.context.getBean(ServerAddresses.class).grpcPort();
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/** Attaches the simulator, which runs until this is closed. */
	WebServer simulate(int cells) {
		SimulatedNode attached = new SimulatedNode(new RanSimulator(RanConfig.of(cells), 1), grpc(),
				ChannelSettings.PLAINTEXT, Clock.SYSTEM, new Silent());
		this.node = attached;
		Thread.ofVirtual().start(() -> {
			try {
				attached.run();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		return this;
	}

	ControlLoopClient client() {
		return new ControlLoopClient(grpc(), false, (message) -> {
		});
	}

	/** Waits until a cell is planned. */
	WebServer awaitPlans() {
		await("a plan", () -> get("/api/v1/cells?outcome=planned").path("matching").asInt() > 0);
		return this;
	}

	static void await(String what, BooleanSupplier condition) {
		boolean holds = condition.getAsBoolean();
		for (int i = 0; i < 600 && !holds; i++) {
			try {
				Thread.sleep(50);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			holds = condition.getAsBoolean();
		}
		assertThat(holds).as(what).isTrue();
	}

	/** What a path answers, which must be well. */
	JsonNode get(String path) {
		HttpResponse<String> answer = send(request(path));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.body()).doesNotContain("NaN", "Infinity");
		return JSON.readTree(answer.body());
	}

	/** A request that can be changed. */
	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(url() + path));
	}

	HttpRequest.Builder post(String path, String json) {
		return request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json));
	}

	/** Asks again while a crowded machine gives the loop no time to answer. */
	HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			HttpResponse<String> answer;
			int times = 0;
			do {
				answer = this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
				times++;
			}
			while (times < TIMES && answer.body().contains("the control loop did not answer within"));
			return answer;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** A counter's value; 0 if it was never counted. */
	double counted(String name, String... tags) {
		return bean(MeterRegistry.class).find(name).tags(tags).counters().stream().mapToDouble(Counter::count).sum();
	}

	@Override
	public void close() {
		SimulatedNode attached = this.node;
		if (attached != null) {
			attached.close();
		}
		this.context.close();
	}

}
