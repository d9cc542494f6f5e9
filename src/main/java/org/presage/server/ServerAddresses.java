/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.grpc.server.lifecycle.GrpcServerStartedEvent;

/** Where the server listens, once it does. */
public class ServerAddresses {

	private final boolean dashboard;

	private volatile int grpcPort;

	private volatile int httpPort;

	/**
	 * @param dashboard whether there is one
	 */
	ServerAddresses(boolean dashboard) {
		this.dashboard = dashboard;
	}

	@EventListener
	void grpc(GrpcServerStartedEvent event) {
		this.grpcPort = event.getPort();
	}

	@EventListener
	void http(WebServerInitializedEvent event) {
		this.httpPort = event.getWebServer().getPort();
	}

	public int grpcPort() {
		return this.grpcPort;
	}

	public int httpPort() {
		return this.httpPort;
	}

	/** A line for people for each way in. */
	public String describe() {
		return "gRPC      localhost:" + this.grpcPort
				+ "  (presage.v1.ControlLoopService, health, reflection)\nmetrics   http://localhost:" + this.httpPort
				+ "/actuator/prometheus"
				+ (this.dashboard ? "\ndashboard http://localhost:" + this.httpPort + '/' : "");
	}

}
