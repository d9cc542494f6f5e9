/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Set;

import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.ServerCall;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param name tells callers apart: of a token, a certificate, or an address
 * @param roles that were configured for it
 */
public record Caller(String name, Set<Role> roles) {

	private static final Context.Key<Caller> KEY = Context.key("presage-caller");

	/** Somebody of whom nothing is known but the address. */
	static Caller at(ServerCall<?, ?> call) {
		SocketAddress from = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
		return new Caller((from instanceof InetSocketAddress ip && ip.getAddress() != null)
				? "address " + ip.getAddress().getHostAddress() : "this machine", Set.of());
	}

	/** Who makes the call at hand. */
	public static @Nullable Caller current() {
		return KEY.get();
	}

	Context in(Context context) {
		return context.withValue(KEY, this);
	}

}
