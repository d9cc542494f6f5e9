/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;

import io.grpc.Attributes;
import io.grpc.CallCredentials;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.SecurityLevel;
import io.grpc.Status;

import org.presage.api.CallHeaders;
import org.presage.base.FileFailure;

/**
 * Sends the token that stands in a file, in plaintext only to this machine.
 */
final class BearerToken extends CallCredentials {

	private final Path file;

	BearerToken(Path file) {
		this.file = file;
	}

	@Override
	public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
		executor.execute(() -> apply(request, applier));
	}

	private void apply(RequestInfo request, MetadataApplier applier) {
		if (request.getSecurityLevel() != SecurityLevel.PRIVACY_AND_INTEGRITY && !isHere(request.getTransportAttrs())) {
			applier.fail(Status.UNAUTHENTICATED.withDescription(
					"--token-file: expected --tls-ca too, to send a token to another machine, found plaintext"));
			return;
		}
		try {
			Metadata headers = new Metadata();
			headers.put(CallHeaders.AUTHORIZATION, CallHeaders.SCHEME + Files.readString(this.file).strip());
			applier.apply(headers);
		}
		catch (IOException ex) {
			applier.fail(Status.UNAUTHENTICATED
				.withDescription("--token-file: expected a readable file, found " + FileFailure.found(ex)));
		}
	}

	private static boolean isHere(Attributes transport) {
		return transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress server
				&& server.getAddress() != null && server.getAddress().isLoopbackAddress();
	}

}
