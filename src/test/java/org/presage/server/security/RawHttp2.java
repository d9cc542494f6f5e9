/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client of HTTP/2, frame by frame, as RFC 9113 section 4.1 has them. */
final class RawHttp2 {

	static final int DATA = 0;

	static final int HEADERS = 1;

	static final int SETTINGS = 4;

	static final int PING = 6;

	static final int GO_AWAY = 7;

	private static final int TIMEOUT_MS = 20_000;

	private RawHttp2() {
	}

	static Socket connect(int port) throws IOException {
		Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
		socket.setSoTimeout(TIMEOUT_MS);
		socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		frame(socket, SETTINGS, 0, 0, new byte[0]);
		return socket;
	}

	static void frame(Socket socket, int type, int flags, int stream, byte[] payload) throws IOException {
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		frame.writeBytes(new byte[] { (byte) (payload.length >> 16), (byte) (payload.length >> 8),
				(byte) payload.length, (byte) type, (byte) flags, 0, 0, 0, (byte) stream });
		frame.writeBytes(payload);
		socket.getOutputStream().write(frame.toByteArray());
		socket.getOutputStream().flush();
	}

	/** Opens the first stream: headers as literals without an index. */
	static void attach(Socket socket) throws IOException {
		ByteArrayOutputStream headers = new ByteArrayOutputStream();
		String[] all = { ":method", "POST", ":scheme", "http", ":path", "/presage.v1.ControlLoopService/Attach",
				":authority", "localhost", "content-type", "application/grpc", "te", "trailers" };
		for (int i = 0; i < all.length; i += 2) {
			headers.write(0);
			for (String text : new String[] { all[i], all[i + 1] }) {
				headers.write(text.length());
				headers.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
			}
		}
		frame(socket, HEADERS, 4, 1, headers.toByteArray());
	}

	/** Frames until one of a type, or the end; whether there was one. */
	static boolean awaits(Socket socket, int type, int flags) throws IOException {
		DataInputStream in = new DataInputStream(socket.getInputStream());
		while (true) {
			byte[] head = in.readNBytes(9);
			if (head.length < 9) {
				return false;
			}
			in.skipNBytes(((head[0] & 255) << 16) + ((head[1] & 255) << 8) + (head[2] & 255));
			if (head[3] == type && head[4] == flags) {
				return true;
			}
			if (head[3] == GO_AWAY) {
				return false;
			}
		}
	}

}
