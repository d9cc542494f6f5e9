/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Sockets of this machine that listen, as the kernel lists them: {@code proc(5)},
 * {@code /proc/net/tcp}.
 */
final class Listeners {

	private static final String LISTEN = "0A";

	private static final int WORD = 4;

	private Listeners() {
	}

	/** Addresses that somebody listens on at a port; empty if that is not known. */
	static List<String> on(int port) {
		List<String> found = new ArrayList<>();
		for (String table : new String[] { "/proc/net/tcp", "/proc/net/tcp6" }) {
			try {
				for (String line : Files.readAllLines(Path.of(table))) {
					String[] fields = line.strip().split("\\s+");
					if (fields.length > 3 && fields[3].equals(LISTEN)
							&& fields[1].endsWith(String.format(":%04X", port))) {
						found.add(address(fields[1].substring(0, fields[1].indexOf(':'))) + ':' + port);
					}
				}
			}
			catch (IOException ex) {
				return found;
			}
		}
		return found.stream().distinct().toList();
	}

	/** Words of four octets, each with its least significant octet first. */
	private static String address(String hex) throws IOException {
		byte[] octets = HexFormat.of().parseHex(hex);
		byte[] ordered = new byte[octets.length];
		for (int i = 0; i < octets.length; i++) {
			ordered[i] = octets[i - i % WORD + WORD - 1 - i % WORD];
		}
		return InetAddress.getByAddress(ordered).getHostAddress();
	}

}
