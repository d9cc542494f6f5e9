/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;

import tools.jackson.databind.node.ArrayNode;

import org.presage.base.JsonValue;
import org.presage.base.InvalidInputException;
import org.presage.ric.osc.Registration;
import org.presage.ric.osc.RestClient;
import org.presage.ric.osc.RestException;

/** The application manager. */
final class PeerApps {

	private static final Duration CONFIG_WITHIN = Duration.ofSeconds(2);

	private final Map<String, Registration> apps = new ConcurrentSkipListMap<>();

	/**
	 * The real one tries five times to get the configuration; here the xApp tries again.
	 */
	RestAnswer register(byte[] request) {
		try {
			Registration registration = Registration.read(request);
			String config = registration.config().isEmpty() ? fetched(registration) : registration.config();
			if (!JsonValue.read(config.getBytes(StandardCharsets.UTF_8)).field("messaging").exists()) {
				return RestAnswer.of(400, "no messaging in the configuration");
			}
			this.apps.put(key(registration.appName(), registration.appInstanceName()),
					new Registration(registration.appName(), registration.appInstanceName(),
							registration.httpEndpoint(), registration.rmrEndpoint(), registration.appVersion(),
							registration.configPath(), config));
			return RestAnswer.of(201);
		}
		catch (InvalidInputException | RestException ex) {
			return RestAnswer.of(400, String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * A list with one object, whose {@code config} is a text that holds the descriptor.
	 */
	private static String fetched(Registration registration) {
		try (RestClient xapp = new RestClient("httpEndpoint", "http://" + registration.httpEndpoint(), CONFIG_WITHIN)) {
			List<JsonValue> list = xapp.get(registration.configPath()).join().expect(200).json().list();
			if (list.isEmpty()) {
				throw new InvalidInputException("configPath", "a list with one object", "an empty one");
			}
			return list.getFirst().field("config").text();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RestException failure) {
				throw failure;
			}
			throw ex;
		}
	}

	RestAnswer deregister(byte[] request) {
		try {
			JsonValue json = JsonValue.read(request);
			String key = key(json.field("appName").name(), json.field("appInstanceName").name());
			return RestAnswer.of((this.apps.remove(key) != null) ? 204 : 400);
		}
		catch (InvalidInputException ex) {
			return RestAnswer.of(400, String.valueOf(ex.getMessage()));
		}
	}

	private static String key(String name, String instance) {
		return name + '/' + instance;
	}

	List<Registration> registrations() {
		return List.copyOf(this.apps.values());
	}

	RestAnswer list() {
		ArrayNode list = JsonValue.array();
		for (Registration app : this.apps.values()) {
			list.addObject()
				.put("name", app.appName())
				.put("status", "deployed")
				.put("version", app.appVersion())
				.putArray("instances")
				.addObject()
				.put("name", app.appInstanceName())
				.put("status", "deployed")
				.put("ip", "service-ricxapp-" + app.appInstanceName() + "-rmr.ricxapp");
		}
		return RestAnswer.of(200, list);
	}

}
