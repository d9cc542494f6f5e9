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
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

	private static final Pattern HOST_AND_PORT = Pattern.compile("(?:\\[[^\\[\\]\\s/]+]|[^:\\[\\]\\s/]+):([0-9]{1,5})");

	private static final Pattern SCHEME = Pattern.compile("(?:dns|unix|ipv4|ipv6):\\S*[^\\s/]\\S*");

	private static final int MAX_PORT = 65_535;

	/**
	 * Logs a stack trace for each name that it cannot resolve; whoever calls reads the
	 * reason. Kept here, since the logging of Java forgets loggers that nobody holds.
	 */
	private static final Logger RESOLVER = Logger.getLogger("io.grpc.internal.ManagedChannelImpl");

	static {
		RESOLVER.setLevel(Level.OFF);
	}

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
	 * @param target host and port, or a gRPC name of the scheme {@code dns},
	 * {@code ipv4}, {@code ipv6} or {@code unix}
	 * @throws InvalidInputException if the target is no such address or a file cannot be
	 * used
	 */
	public ManagedChannelBuilder<?> channel(String target) {
		if (!SCHEME.matcher(target).matches() && !isHostAndPort(target)) {
			throw notAnAddress(target, null);
		}
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
				throw notAnAddress(target, ex);
			}
			throw new InvalidInputException("--tls-ca, --tls-cert, --tls-key",
					"PEM files of certificates and their PKCS #8 key", ex.getMessage(), ex);
		}
	}

	private static boolean isHostAndPort(String target) {
		Matcher matcher = HOST_AND_PORT.matcher(target);
		if (!matcher.matches()) {
			return false;
		}
		int port = Integer.parseInt(matcher.group(1));
		return port > 0 && port <= MAX_PORT;
	}

	private static InvalidInputException notAnAddress(String target, @Nullable Throwable cause) {
		return new InvalidInputException("--target", "HOST:PORT, such as localhost:50051", '"' + target + '"', cause);
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
		if (message.contains("Network closed for unknown reason")) {
			return "expected the gRPC API of a running xApp, found a server that closes the connection (UNAVAILABLE), "
					+ "such as its web server or one with TLS";
		}
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
