/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.server.config.GrpcAddress;

/** Whether the server could listen where it is to. */
final class PortCheck implements Check {

	private static final int PRIVILEGED = 1024;

	private final List<Listener> listeners;

	private final @Nullable Path socket;

	/**
	 * Where something is to listen.
	 *
	 * @param what listens
	 * @param key of the port
	 * @param address null for all
	 * @param port 0 for any, negative for none
	 */
	record Listener(String what, String key, @Nullable String address, int port) {

		private String at() {
			return ((this.address != null) ? this.address : "*") + ':' + this.port;
		}

		private @Nullable InetAddress resolved() throws UnknownHostException {
			return (this.address != null) ? InetAddress.getByName(this.address) : null;
		}

		private boolean meets(Listener other) {
			try {
				InetAddress one = resolved();
				InetAddress two = other.resolved();
				return this.port == other.port && (one == null || two == null || one.isAnyLocalAddress()
						|| two.isAnyLocalAddress() || one.equals(two));
			}
			catch (UnknownHostException ex) {
				return false;
			}
		}

	}

	/**
	 * @param listeners over TCP
	 * @param socket that gRPC is to listen on instead; null for none
	 */
	PortCheck(List<Listener> listeners, @Nullable Path socket) {
		this.socket = socket;
		this.listeners = listeners.stream().filter((listener) -> listener.port >= 0).toList();
	}

	@Override
	public String name() {
		return "ports";
	}

	@Override
	public void look(Findings findings) {
		if (this.socket != null) {
			bind(this.socket, findings);
		}
		List<Listener> seen = new ArrayList<>();
		for (Listener listener : this.listeners) {
			Listener same = seen.stream()
				.filter((other) -> other.port > 0 && listener.meets(other))
				.findFirst()
				.orElse(null);
			if (same != null) {
				findings.fail(listener.what + " and " + same.what + " are both to listen on port " + listener.port,
						"Give one of " + listener.key + ", " + same.key + " another one.");
			}
			else {
				bind(listener, findings);
				seen.add(listener);
			}
		}
	}

	private static void bind(Listener listener, Findings findings) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(listener.resolved(), listener.port));
			findings.ok(listener.what + " can listen on " + ((listener.port > 0) ? listener.at()
					: "any free port of " + ((listener.address != null) ? listener.address : "every address")));
		}
		catch (BindException ex) {
			findings.fail(listener.what + " cannot listen on " + listener.at() + ": " + why(listener, ex),
					remedy(listener, ex));
		}
		catch (IOException | IllegalArgumentException ex) {
			findings.fail(listener.what + " cannot listen on " + listener.at() + ": " + ex.getMessage(),
					"Is the address one of this machine?");
		}
	}

	/** A Unix domain socket: its file must not be there, the server makes it. */
	private void bind(Path socket, Findings findings) {
		boolean there = Files.exists(socket);
		try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			channel.bind(UnixDomainSocketAddress.of(socket));
			Files.deleteIfExists(socket);
			findings.ok("gRPC can listen on unix:" + socket);
		}
		catch (IOException | IllegalArgumentException ex) {
			findings.fail("gRPC cannot listen on unix:" + socket + ": " + ex.getMessage(), there
					? "Is the server running already? Otherwise remove the file: a server that was killed left it."
					: "Set " + GrpcAddress.SOCKET
							+ " to a file in a directory that can be written, with at most 100 characters.");
		}
	}

	private static String why(Listener listener, BindException failure) {
		List<String> others = Listeners.on(listener.port);
		return others.isEmpty() ? String.valueOf(failure.getMessage())
				: "another program listens on " + String.join(", ", others) + " already";
	}

	private static String remedy(Listener listener, BindException failure) {
		String text = String.valueOf(failure.getMessage());
		if (text.contains("ermission") && listener.port < PRIVILEGED) {
			return "Ports below 1024 are not for every user: set " + listener.key + " to another one.";
		}
		return text.contains("annot assign") ? "The address is none of this machine's."
				: "Is the server running already? Otherwise set " + listener.key
						+ " to another port, or end the other program.";
	}

}
