/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.presage.base.Clock;

/** Whether what the server is to connect to can be. Connects, and says nothing. */
final class AddressCheck implements Check {

	private static final int CONNECT_MS = 2000;

	private static final long RESOLVE_SECONDS = 5;

	private final List<Peer> peers;

	private final Clock clock;

	/**
	 * Something to connect to.
	 *
	 * @param what it is
	 * @param key of the address
	 * @param address as a URL or as {@code host:port}
	 */
	record Peer(String what, String key, String address) {

		URI uri() {
			return URI.create(this.address.contains("://") ? this.address : "tcp://" + this.address);
		}

		private int port() {
			URI uri = uri();
			return (uri.getPort() > 0) ? uri.getPort()
					: "https".equals(uri.getScheme()) ? 443 : "http".equals(uri.getScheme()) ? 80 : -1;
		}

	}

	AddressCheck(List<Peer> peers, Clock clock) {
		this.peers = List.copyOf(peers);
		this.clock = clock;
	}

	@Override
	public String name() {
		return "addresses";
	}

	@Override
	public void look(Findings findings) {
		if (this.peers.isEmpty()) {
			findings.ok("none is configured: nodes come to the server");
		}
		this.peers.forEach((peer) -> connect(peer, findings));
	}

	private void connect(Peer peer, Findings findings) {
		String at = peer.what + " at " + peer.address;
		String host;
		int port;
		try {
			host = peer.uri().getHost();
			port = peer.port();
		}
		catch (IllegalArgumentException ex) {
			host = null;
			port = -1;
		}
		if (host == null || port <= 0) {
			findings.fail(at + ": expected host and port", "Set " + peer.key + '.');
			return;
		}
		try {
			InetAddress address = resolve(host.replaceAll("[\\[\\]]", ""));
			long startNs = this.clock.nanoTime();
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(address, port), CONNECT_MS);
				findings.ok(String.format(Locale.ROOT, "%s (%s) takes connections, in %.1f ms", at,
						address.getHostAddress(), (this.clock.nanoTime() - startNs) / 1e6));
			}
		}
		catch (UnknownHostException ex) {
			findings.fail(at + ": the name service knows no such host", "Is " + peer.key
					+ " right, is the service installed, and does this machine ask the right name service?");
		}
		catch (IOException ex) {
			findings.fail(at + ": " + ex.getMessage(),
					"Is it running, is " + peer.key + " right, and does a firewall or NetworkPolicy let it through?");
		}
	}

	/** A name service that does not answer takes as long as it likes. */
	private static InetAddress resolve(String host) throws UnknownHostException {
		CompletableFuture<InetAddress> asked = CompletableFuture.supplyAsync(() -> {
			try {
				return InetAddress.getByName(host);
			}
			catch (UnknownHostException ex) {
				throw new java.util.concurrent.CompletionException(ex);
			}
		}, Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory()));
		try {
			return asked.get(RESOLVE_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new UnknownHostException(host);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UnknownHostException(host);
		}
	}

}
