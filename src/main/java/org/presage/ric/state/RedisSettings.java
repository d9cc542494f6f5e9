/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

import org.presage.base.InvalidInputException;

/**
 * Where the RIC's shared data layer is, in the terms of O-RAN SC ric-plt-sdlgo,
 * internal/sdlgoredis: database 0, no password.
 *
 * @param host of Redis, or of its sentinel if that has a port
 * @param port of Redis; unused with a sentinel
 * @param masterName what the sentinel calls the group; empty without
 * @param sentinelPort 0 without
 * @param timeout to connect, and for each answer
 */
public record RedisSettings(String host, int port, String masterName, int sentinelPort, Duration timeout) {

	/** Of the shared data layer's own clients. */
	private static final int PORT = 6379;

	/**
	 * @throws InvalidInputException if a sentinel is to be asked for no name
	 */
	public RedisSettings {
		if (sentinelPort != 0 && masterName.isEmpty()) {
			throw new InvalidInputException("DBAAS_MASTER_NAME", "the name that the sentinel knows", "nothing");
		}
	}

	/**
	 * As the platform tells every xApp: {@code DBAAS_SERVICE_HOST, DBAAS_SERVICE_PORT,
	 * DBAAS_MASTER_NAME, DBAAS_SERVICE_SENTINEL_PORT}, and for several groups
	 * {@code DBAAS_CLUSTER_ADDR_LIST}, of which the namespace chooses one as in all its
	 * clients: by CRC-32.
	 * @return empty without a host
	 * @throws InvalidInputException if a port is none
	 */
	public static Optional<RedisSettings> from(Map<String, String> environment, String namespace, Duration timeout) {
		String[] list = environment.getOrDefault("DBAAS_CLUSTER_ADDR_LIST", "").split(",");
		CRC32 hash = new CRC32();
		hash.update(namespace.getBytes(StandardCharsets.UTF_8));
		String one = list[(int) (hash.getValue() % list.length)];
		String host = one.isEmpty() ? environment.getOrDefault("DBAAS_SERVICE_HOST", "") : one;
		if (host.isEmpty()) {
			return Optional.empty();
		}
		return Optional.of(new RedisSettings(host, port(environment, "DBAAS_SERVICE_PORT", PORT),
				environment.getOrDefault("DBAAS_MASTER_NAME", ""), port(environment, "DBAAS_SERVICE_SENTINEL_PORT", 0),
				timeout));
	}

	private static int port(Map<String, String> environment, String name, int otherwise) {
		String port = environment.getOrDefault(name, "");
		if (port.isEmpty()) {
			return otherwise;
		}
		if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
			throw new InvalidInputException(name, "a port", port);
		}
		return Integer.parseInt(port);
	}

}
