/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.grpc.ChannelCredentials;
import io.grpc.CompositeChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannelBuilder;
import io.grpc.ManagedChannelRegistry;
import io.grpc.TlsChannelCredentials;
import org.jspecify.annotations.Nullable;

import org.presage.base.FileFailure;
import org.presage.base.InvalidInputException;

/**
 * How a client connects. Names in messages are those of the command line.
 *
 * @param ca PEM file with the certificates that the server's is verified with; null for
 * plaintext
 * @param certificate PEM file with the client's own certificate and those between it and
 * its CA; null for none
 * @param key PEM file with its key, PKCS #8 without a password
 * @param token file with the bearer token, read for every call; null for none
 */
public record ChannelSettings(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key, @Nullable Path token) {

	/** Plaintext, without a token. */
	public static final ChannelSettings PLAINTEXT = new ChannelSettings(null, null, null, null);

	public ChannelSettings {
		if ((certificate == null) != (key == null)) {
			throw new InvalidInputException("--tls-cert", "together with --tls-key",
					((certificate == null) ? "--tls-key" : "--tls-cert") + " alone");
		}
		if (certificate != null && ca == null) {
			throw new InvalidInputException("--tls-ca", "a file with --tls-cert", "none");
		}
	}

	/**
	 * A builder of a channel.
	 * @param target host and port
	 * @throws IllegalArgumentException if a file cannot be used
	 */
	public ManagedChannelBuilder<?> channel(String target) {
		ChannelCredentials credentials = (this.ca != null) ? tls(this.ca) : InsecureChannelCredentials.create();
		if (this.token != null) {
			credentials = CompositeChannelCredentials.create(credentials,
					new BearerToken(readable("--token-file", this.token)));
		}
		try {
			return Grpc.newChannelBuilder(target, credentials);
		}
		catch (IllegalArgumentException | ManagedChannelRegistry.ProviderNotFoundException ex) {
			if (this.ca == null) {
				throw ex;
			}
			throw new InvalidInputException("--tls-ca, --tls-cert, --tls-key",
					"PEM files of certificates and their PKCS #8 key", ex.getMessage(), ex);
		}
	}

	/**
	 * Why a call failed, with what gRPC hides behind UNAVAILABLE: no server, a CA that
	 * does not fit, or plaintext where the server speaks TLS.
	 */
	public static String reason(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		if (root instanceof UnknownHostException) {
			return "expected a host that can be resolved, found an unknown name (UNAVAILABLE)";
		}
		if (root instanceof ConnectException) {
			return "expected a running xApp, found no server that listens there (UNAVAILABLE). Start it with presage serve, "
					+ "or set --target";
		}
		String message = String.valueOf(failure.getMessage());
		return (root == failure) ? message : message.lines().findFirst().orElse("") + " (" + root.getMessage() + ")";
	}

	private ChannelCredentials tls(Path roots) {
		try {
			TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder()
				.trustManager(readable("--tls-ca", roots).toFile());
			if (this.certificate != null && this.key != null) {
				builder.keyManager(readable("--tls-cert", this.certificate).toFile(),
						readable("--tls-key", this.key).toFile());
			}
			return builder.build();
		}
		catch (IOException ex) {
			throw new InvalidInputException("--tls-ca, --tls-cert, --tls-key", "readable files", FileFailure.found(ex),
					ex);
		}
	}

	private static Path readable(String option, Path file) {
		if (!Files.isReadable(file)) {
			throw new InvalidInputException(option, "a readable file", "none at " + file);
		}
		return file;
	}

}
