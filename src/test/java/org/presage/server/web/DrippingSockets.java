/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections whose requests arrive octet by octet. */
final class DrippingSockets implements AutoCloseable {

	private final List<Socket> open = new ArrayList<>();

	/**
	 * Opens connections.
	 * @param request the begin of each request; a bar is the end of a line
	 */
	DrippingSockets(int port, String request, int times) throws IOException {
		for (int i = 0; i < times; i++) {
			this.open.add(new Socket(InetAddress.getByName("127.0.0.1"), port));
			send(this.open.getLast(), request.replace("|", "\r\n"));
		}
	}

	/** Whether the server has ended all of them. */
	boolean isEmpty() {
		return this.open.isEmpty();
	}

	/** Sends an octet on each; those that are closed are removed. */
	void drip() {
		this.open.removeIf((socket) -> !send(socket, "a"));
	}

	/** Whether it could be sent, because the server has not ended the connection. */
	private static boolean send(Socket socket, String octets) {
		try {
			socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
			return true;
		}
		catch (SocketException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		for (Socket socket : this.open) {
			socket.close();
		}
	}

}
