/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Passes octets between clients and a server, and counts those of the clients. */
final class Relay implements AutoCloseable {

	private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final List<Socket> open = new CopyOnWriteArrayList<>();

	private final AtomicLong sent = new AtomicLong();

	private final AtomicLong answered = new AtomicLong();

	/**
	 * Listens.
	 * @param server its port
	 */
	Relay(int server) throws IOException {
		Thread.ofVirtual().start(() -> accept(server));
	}

	int port() {
		return this.listening.getLocalPort();
	}

	/** Octets that clients have sent so far. */
	long sent() {
		return this.sent.get();
	}

	private void accept(int port) {
		try {
			while (true) {
				Socket client = this.listening.accept();
				Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
				this.open.addAll(List.of(client, server));
				Thread.ofVirtual().start(() -> pass(client, server, this.sent));
				Thread.ofVirtual().start(() -> pass(server, client, this.answered));
			}
		}
		catch (IOException ex) {
			// It is closed.
		}
	}

	private static void pass(Socket from, Socket to, AtomicLong count) {
		byte[] octets = new byte[1 << 16];
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			for (int read = in.read(octets); read >= 0; read = in.read(octets)) {
				count.addAndGet(read);
				out.write(octets, 0, read);
			}
		}
		catch (IOException ex) {
			// One of them has ended the connection.
		}
	}

	@Override
	public void close() throws IOException {
		this.listening.close();
		for (Socket socket : this.open) {
			socket.close();
		}
	}

}
