/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A connection of a peer that is no endpoint of Presage. */
final class RawPeer implements Closeable {

	private static final int PATIENCE_MS = 20_000;

	private final Socket socket;

	private final DataInputStream in;

	private RawPeer(Socket socket) throws IOException {
		this.socket = socket;
		socket.setSoTimeout(PATIENCE_MS);
		socket.setTcpNoDelay(true);
		this.in = new DataInputStream(socket.getInputStream());
	}

	static RawPeer to(int port) throws IOException {
		return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
	}

	static RawPeer accepted(ServerSocket server) throws IOException {
		server.setSoTimeout(PATIENCE_MS);
		return new RawPeer(server.accept());
	}

	static ServerSocket listening(int port) throws IOException {
		ServerSocket server = new ServerSocket();
		server.setReuseAddress(true);
		server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		return server;
	}

	int port() {
		return this.socket.getLocalPort();
	}

	void send(byte[] octets) throws IOException {
		this.socket.getOutputStream().write(octets);
		this.socket.getOutputStream().flush();
	}

	/**
	 * The next frame, by its network length, whose other fields {@link #integer} reads.
	 */
	ByteBuffer frame() throws IOException {
		byte[] start = this.in.readNBytes(TestFrame.TRANSPORT);
		byte[] rest = this.in.readNBytes(ByteBuffer.wrap(start).getInt(4) - start.length);
		return ByteBuffer.allocate(start.length + rest.length).put(start).put(rest).flip();
	}

	static int integer(ByteBuffer frame, int offset) {
		return frame.getInt(TestFrame.TRANSPORT + offset);
	}

	static String payload(ByteBuffer frame) {
		int length = integer(frame, 4);
		return new String(frame.array(), frame.capacity() - length, length, StandardCharsets.UTF_8);
	}

	/** Whether the other side has ended the connection. */
	boolean ended() throws IOException {
		try {
			return this.in.read() < 0;
		}
		catch (java.net.SocketException ex) {
			return true;
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
