/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.grpc.server.lifecycle.GrpcServerStartedEvent;

import org.presage.server.config.GrpcAddress;

/** Where the server listens, once it does. */
public class ServerAddresses {

	private final boolean dashboard;

	private final ObjectProvider<ServerSecurity> security;

	private final ServerProperties http;

	private volatile int grpcPort;

	private volatile int httpPort;

	/**
	 * @param dashboard whether there is one
	 * @param security checks the sockets
	 */
	ServerAddresses(boolean dashboard, ObjectProvider<ServerSecurity> security, ServerProperties http) {
		this.dashboard = dashboard;
		this.security = security;
		this.http = http;
	}

	@EventListener
	void grpc(GrpcServerStartedEvent event) {
		check(event.getServer().getListenSockets());
		this.grpcPort = event.getPort();
	}

	/** The server stops if it listens where it should not. */
	void check(List<? extends SocketAddress> bound) {
		this.security.getObject().check(bound);
	}

	@EventListener
	void http(WebServerInitializedEvent event) {
		// Metrics and health can have a server of their own.
		if (event.getApplicationContext().getServerNamespace() == null) {
			this.httpPort = event.getWebServer().getPort();
		}
	}

	/** Negative where the server listens on a Unix domain socket only. */
	public int grpcPort() {
		return this.grpcPort;
	}

	public int httpPort() {
		return this.httpPort;
	}

	/** As a client on this machine writes it. */
	public String grpc() {
		GrpcAddress address = this.security.getObject().address();
		return (address.socket() != null) ? address.toString() : text(address.host(), this.grpcPort);
	}

	/** As a client on this machine writes it. */
	public String http() {
		return text(this.http.getAddress(), this.httpPort);
	}

	private static String text(@Nullable InetAddress address, int port) {
		return (address == null || address.isAnyLocalAddress() || address.equals(NetUtil.LOCALHOST4))
				? "localhost:" + port : NetUtil.toSocketAddressString(new InetSocketAddress(address, port));
	}

	/** A line for people for each way in. */
	public String describe() {
		return "gRPC      " + grpc() + "  (presage.v1.ControlLoopService, health, reflection)\nmetrics   http://"
				+ http() + "/actuator/prometheus" + (this.dashboard ? "\ndashboard http://" + http() + '/' : "");
	}

}
