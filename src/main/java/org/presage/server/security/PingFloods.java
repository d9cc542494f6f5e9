/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.net.SocketAddress;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.LogThrottle;

/** Logs the streams that end because their client pings too often; gRPC does not. */
public final class PingFloods extends ServerStreamTracer.Factory {

	private static final Logger LOG = LoggerFactory.getLogger(PingFloods.class);

	/** Description of the status; there is no other sign of it. */
	private static final String TOO_MANY = "Too many pings from client";

	private final LogThrottle log;

	public PingFloods(Clock clock) {
		this.log = new LogThrottle(LOG, Level.WARN, "streams whose client pings too often", clock);
	}

	@Override
	public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
		return new ServerStreamTracer() {

			private @Nullable SocketAddress from;

			@Override
			public void serverCallStarted(ServerCallInfo<?, ?> call) {
				this.from = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
			}

			@Override
			public void streamClosed(Status status) {
				if (TOO_MANY.equals(status.getDescription()) && PingFloods.this.log.admits()) {
					LOG.warn("{} from {} was ended (too_many_pings): expected pings at most every "
							+ "spring.grpc.server.keepalive.permit.time, found more", method, this.from);
				}
			}

		};
	}

}
