/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * An endpoint as tables and headers write it: {@code name:port}, {@code 10.0.0.1:port} or
 * {@code [fd00::1]:port}.
 *
 * @param host without brackets
 * @param port 1 to 65535
 */
record Address(String host, int port) {

	static final String EXPECTED = "host:port";

	private static final int MOST = 260;

	static boolean isOne(String text) {
		int colon = text.lastIndexOf(':');
		if (colon <= 0 || text.length() > MOST || text.chars().anyMatch((c) -> c <= ' ' || c > '~')) {
			return false;
		}
		boolean inBrackets = text.charAt(0) == '[' && text.charAt(colon - 1) == ']' && colon > 2;
		return (inBrackets || text.indexOf(':') == colon) && isPort(text.substring(colon + 1));
	}

	private static boolean isPort(String text) {
		boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch((c) -> c >= '0' && c <= '9');
		return digits && Integer.parseInt(text) > 0 && Integer.parseInt(text) <= 65535;
	}

	/** Of a text that {@linkplain #isOne is one}. */
	static Address of(String text) {
		int colon = text.lastIndexOf(':');
		String host = text.substring(0, colon);
		boolean inBrackets = host.startsWith("[");
		return new Address(inBrackets ? host.substring(1, host.length() - 1) : host,
				Integer.parseInt(text.substring(colon + 1)));
	}

	/** Host and port as they are written, an IPv6 address in brackets. */
	static String text(String host, int port) {
		return ((host.indexOf(':') >= 0 && !host.startsWith("[")) ? '[' + host + ']' : host) + ':' + port;
	}

	/** Asks the name service, which may take seconds. */
	InetSocketAddress resolved() throws UnknownHostException {
		return new InetSocketAddress(InetAddress.getByName(this.host), this.port);
	}

}
