/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * How an endpoint listens and sends.
 *
 * @param host name or address under which peers and route tables know us, at most 57
 * characters
 * @param bind address to listen on, {@code 0.0.0.0} for all; IPv6 with or without
 * brackets, with a zone where it is of a link
 * @param port for messages, by convention 4560; 0 for any
 * @param routePort for route tables, by convention 4561; 0 for any, -1 for none
 * @param seed file with a route table to begin with
 * @param routeManager host and port that is asked for a route table until one comes
 * @param queue messages that may wait for one peer, and for one connection that is
 * replied on; together at most 4 MiB, or one message
 * @param maxPayload longest payload in octets, sent and received
 * @param retryMs longest pause between two attempts to connect, in ms
 */
public record RmrSettings(String host, String bind, int port, int routePort, @Nullable Path seed,
		@Nullable String routeManager, int queue, int maxPayload, long retryMs) {

	private static final int MOST_HOST = FrameLayout.SOURCE_LENGTH - 1 - ":65535".length();

	private static final int MOST_PAYLOAD = 64 << 20;

	public RmrSettings {
		check(!host.isBlank() && host.length() <= MOST_HOST, "host", "1 to " + MOST_HOST + " characters", host);
		check(isAddress(bind), "bind", "an address of this machine, or a name of one", bind);
		check(port >= 0 && port <= 65535, "port", "0 to 65535", port);
		check(routePort >= -1 && routePort <= 65535, "routePort", "-1 to 65535", routePort);
		check(routeManager == null || Address.isOne(routeManager), "routeManager", Address.EXPECTED, routeManager);
		check(queue > 0, "queue", "1 or more", queue);
		check(maxPayload > 0 && maxPayload <= MOST_PAYLOAD, "maxPayload", "1 to " + MOST_PAYLOAD, maxPayload);
		check(retryMs > 0, "retryMs", "1 or more", retryMs);
	}

	private static boolean isAddress(String bind) {
		try {
			return !bind.isBlank() && InetAddress.getByName(bind).getAddress().length > 0;
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

	private static void check(boolean good, String field, String expected, @Nullable Object found) {
		if (!good) {
			throw new InvalidInputException(field, expected, found);
		}
	}

}
