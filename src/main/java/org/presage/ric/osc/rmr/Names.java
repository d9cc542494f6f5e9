/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.netty.util.NetUtil;

/**
 * What we are called: in headers, and in route tables, which mean us by any of our names.
 *
 * @param host name or address that peers know
 * @param addresses that we listen on, one of IPv4 first
 */
record Names(String host, List<String> addresses) {

	/**
	 * @param host name or address that peers know
	 * @param bound address that is listened on; if it is the wildcard, all of this
	 * machine's but the loopback's are
	 */
	static Names of(String host, InetAddress bound) throws SocketException {
		if (!bound.isAnyLocalAddress()) {
			return new Names(host, List.of(text(bound)));
		}
		List<InetAddress> all = NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.filter((address) -> !address.isLoopbackAddress())
			.toList();
		Stream<InetAddress> four = all.stream().filter(Inet4Address.class::isInstance);
		Stream<InetAddress> six = all.stream().filter((address) -> !(address instanceof Inet4Address));
		return new Names(host, Stream.concat(four, six).map(Names::text).toList());
	}

	/** Without a zone, and IPv6 as RFC 5952 shortens it, as it is in route tables. */
	private static String text(InetAddress address) {
		return NetUtil.toAddressString(address);
	}

	/** Source of messages, host and port. */
	String source(int port) {
		return Address.text(this.host, port);
	}

	/** The same by an address. */
	String address(int port) {
		return Address.text(this.addresses.isEmpty() ? this.host : this.addresses.get(0), port);
	}

	/** All of them, host and port. */
	Set<String> all(int port) {
		return Stream.concat(Stream.of(this.host), this.addresses.stream())
			.map((name) -> Address.text(name, port))
			.collect(Collectors.toUnmodifiableSet());
	}

}
