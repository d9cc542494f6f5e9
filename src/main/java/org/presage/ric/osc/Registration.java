/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import org.presage.base.JsonValue;
import org.presage.base.InvalidInputException;

/**
 * How the xApp is known to the RIC: {@code registerRequest} of O-RAN SC ric-plt-appmgr,
 * api/appmgr_rest_api.yaml.
 *
 * @param appName of this instance, as its host is named
 * @param appInstanceName of the xApp: the manager makes the name of the RMR service
 * {@code service-ricxapp-NAME-rmr.ricxapp} from it and looks at the host of the RMR
 * endpoint no further
 * @param httpEndpoint {@code host:port}
 * @param rmrEndpoint {@code host:port}
 * @param appVersion may be empty
 * @param configPath where the manager gets the configuration from the HTTP endpoint if it
 * is not given here: a list with one object, whose {@code config} is a text that holds
 * the descriptor
 * @param config the descriptor as JSON; empty to let the manager get it
 */
public record Registration(String appName, String appInstanceName, String httpEndpoint, String rmrEndpoint,
		String appVersion, String configPath, String config) {

	/**
	 * @throws InvalidInputException if the manager would refuse it, or break over it
	 */
	public Registration {
		named("appName", appName);
		named("appInstanceName", appInstanceName);
		endpoint("httpEndpoint", httpEndpoint);
		endpoint("rmrEndpoint", rmrEndpoint);
		if (config.isEmpty() && !configPath.startsWith("/")) {
			throw new InvalidInputException("configPath", "a path as /ric/v1/config, or a config", found(configPath));
		}
	}

	private static void named(String field, String value) {
		if (value.isBlank()) {
			throw new InvalidInputException(field, "a name", "nothing");
		}
	}

	private static void endpoint(String field, String value) {
		if (!value.matches("[^:/\\s]+:[0-9]{1,5}")) {
			throw new InvalidInputException(field, "host:port", found(value));
		}
	}

	private static String found(String value) {
		return value.isEmpty() ? "nothing" : value;
	}

	/** As the manager reads it. */
	public byte[] json() {
		return JsonValue.bytes(JsonValue.object()
			.put("appName", this.appName)
			.put("appInstanceName", this.appInstanceName)
			.put("httpEndpoint", this.httpEndpoint)
			.put("rmrEndpoint", this.rmrEndpoint)
			.put("appVersion", this.appVersion)
			.put("configPath", this.configPath)
			.put("config", this.config));
	}

	/** What ends it. */
	byte[] ending() {
		return JsonValue
			.bytes(JsonValue.object().put("appName", this.appName).put("appInstanceName", this.appInstanceName));
	}

	/**
	 * @throws InvalidInputException if it is something else
	 */
	public static Registration read(byte[] json) {
		JsonValue root = JsonValue.read(json);
		return new Registration(root.field("appName").name(), root.field("appInstanceName").name(),
				root.field("httpEndpoint").text(), root.field("rmrEndpoint").text(),
				root.field("appVersion").textOrEmpty(), root.field("configPath").textOrEmpty(),
				root.field("config").textOrEmpty());
	}

}
