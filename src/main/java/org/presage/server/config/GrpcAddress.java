/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties.Netty.Transport;
import org.springframework.core.env.PropertyResolver;

/**
 * Where the gRPC server is configured to listen.
 *
 * @param host address; null for all of the machine's, and with a socket
 * @param port 0 for any
 * @param socket file of a Unix domain socket; null for TCP
 */
public record GrpcAddress(@Nullable InetAddress host, int port, @Nullable Path socket) {

	/** Key of the address. */
	public static final String KEY = "spring.grpc.server.address";

	/** Key of the port. */
	public static final String PORT = "spring.grpc.server.port";

	/** Key of the Unix domain socket. */
	public static final String SOCKET = "spring.grpc.server.netty.domain-socket-path";

	private static final int DEFAULT_PORT = 9090;

	private static final int MOST_PORT = 65_535;

	/**
	 * Reads what is configured.
	 * @throws InvalidConfigurationPropertyValueException naming the key that is wrong
	 */
	public static GrpcAddress of(GrpcServerProperties grpc) {
		Transport transport = grpc.getNetty().getTransport();
		String socket = grpc.getNetty().getDomainSocketPath();
		if (socket != null && transport == Transport.TCP) {
			throw new InvalidConfigurationPropertyValueException(SOCKET, socket,
					"expected it or spring.grpc.server.netty.transport=tcp, found both");
		}
		if (socket != null || transport == Transport.DOMAIN_SOCKET) {
			if (socket == null || socket.isBlank()) {
				throw new InvalidConfigurationPropertyValueException(SOCKET, String.valueOf(socket),
						"expected the path of a socket, found none");
			}
			return new GrpcAddress(null, 0, Path.of(socket));
		}
		Integer port = grpc.getPort();
		if (port != null && (port < 0 || port > MOST_PORT)) {
			throw new InvalidConfigurationPropertyValueException(PORT, port,
					"expected 0 to " + MOST_PORT + ", found " + port);
		}
		return new GrpcAddress(grpc.getAddress(), (port != null) ? port : DEFAULT_PORT, null);
	}

	/**
	 * Makes Spring listen exactly there. It passes the address on as the text of a URL,
	 * with the name that a reverse look-up finds: where that is no host of a URL (an IPv6
	 * address without brackets, a name with an underscore) it would listen on all
	 * addresses, on port 9090.
	 */
	public void applyTo(GrpcServerProperties grpc) {
		grpc.getNetty().setTransport((this.socket != null) ? Transport.DOMAIN_SOCKET : Transport.TCP);
		if (this.host != null) {
			grpc.setAddress(named(this.host));
		}
	}

	/** The same address, whose name is the address as a URL has it. */
	private static InetAddress named(InetAddress address) {
		try {
			if (address instanceof Inet6Address six) {
				String zone = (six.getScopeId() > 0) ? "%" + six.getScopeId() : "";
				// One pair of brackets is taken off.
				String name = "[[" + NetUtil.toAddressString(six) + zone + "]]";
				return Inet6Address.getByAddress(name, six.getAddress(), six.getScopeId());
			}
			return InetAddress.getByAddress(address.getHostAddress(), address.getAddress());
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Whether only this machine reaches it. */
	public boolean isLocal() {
		return this.socket != null || (this.host != null && this.host.isLoopbackAddress());
	}

	/** Whether only this machine reaches a socket. */
	public static boolean isLocal(SocketAddress bound) {
		return !(bound instanceof InetSocketAddress ip) || ip.getAddress().isLoopbackAddress();
	}

	/** Whether a socket that the server listens on is the one that is configured. */
	public boolean matches(SocketAddress bound) {
		if (this.socket != null) {
			return !(bound instanceof InetSocketAddress);
		}
		if (!(bound instanceof InetSocketAddress ip) || (this.port != 0 && this.port != ip.getPort())) {
			return false;
		}
		return (this.host == null || this.host.isAnyLocalAddress()) ? ip.getAddress().isAnyLocalAddress()
				: this.host.equals(ip.getAddress());
	}

	/**
	 * Checks that no address of a server is empty, which Spring takes for all of the
	 * machine's: a variable that was not set must not open a server.
	 * @throws InvalidConfigurationPropertyValueException naming the key
	 */
	public static void refuseEmpty(PropertyResolver settings) {
		for (String key : List.of(KEY, "server.address", "management.server.address")) {
			String value = settings.getProperty(key);
			if (value != null && value.isBlank()) {
				throw new InvalidConfigurationPropertyValueException(key, value,
						"expected an address of this machine, 0.0.0.0 for all of them, found nothing");
			}
		}
	}

	/** As {@code 127.0.0.1:50051}, {@code [::1]:50051}, {@code *:50051} or a path. */
	@Override
	public String toString() {
		if (this.socket != null) {
			return "unix:" + this.socket;
		}
		return (this.host != null) ? NetUtil.toSocketAddressString(new InetSocketAddress(this.host, this.port))
				: "*:" + this.port;
	}

}
