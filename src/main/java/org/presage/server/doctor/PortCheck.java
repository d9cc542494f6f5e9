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
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Whether the server could listen where it is to. */
final class PortCheck implements Check {

	private static final int PRIVILEGED = 1024;

	private final List<Listener> listeners;

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

		private boolean wildcard() {
			return this.address == null || this.address.equals("0.0.0.0") || this.address.equals("::");
		}

		private boolean meets(Listener other) {
			return this.port == other.port
					&& (wildcard() || other.wildcard() || String.valueOf(this.address).equals(other.address));
		}

	}

	PortCheck(List<Listener> listeners) {
		this.listeners = listeners.stream().filter((listener) -> listener.port >= 0).toList();
	}

	@Override
	public String name() {
		return "ports";
	}

	@Override
	public void look(Findings findings) {
		List<Listener> seen = new ArrayList<>();
		for (Listener listener : this.listeners) {
			Listener same = seen.stream().filter(listener::meets).findFirst().orElse(null);
			if (listener.port == 0) {
				findings.ok(listener.what + ": any free port");
			}
			else if (same != null) {
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
			socket.bind((listener.address != null)
					? new InetSocketAddress(InetAddress.getByName(listener.address), listener.port)
					: new InetSocketAddress(listener.port));
			findings.ok(listener.what + " can listen on " + listener.at());
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

	private static String why(Listener listener, BindException failure) {
		List<String> others = Listeners.on(listener.port);
		return others.isEmpty() ? String.valueOf(failure.getMessage())
				: "somebody listens on " + String.join(", ", others) + " already";
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
