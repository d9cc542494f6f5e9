/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.io.IOException;
import java.nio.file.Path;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * How the connection is protected.
 *
 * @param verification of the server's certificate
 * @param trust PEM file of the authorities that are trusted; null for those of the JVM
 * @param certificate PEM file of the client's certificate; null for none
 * @param key PEM file of its private key; null for none
 */
public record OnosTls(Verification verification, @Nullable Path trust, @Nullable Path certificate, @Nullable Path key) {

	/** What is done about the server's certificate. */
	public enum Verification {

		/** It must be valid for the host's name. */
		VERIFIED,
		/**
		 * Any will do, as is usual among the programs of micro-ONOS: whoever is on the
		 * way can read and change everything.
		 */
		UNVERIFIED,
		/** No TLS at all. */
		PLAINTEXT

	}

	ChannelCredentials credentials() {
		if (this.verification == Verification.PLAINTEXT) {
			return InsecureChannelCredentials.create();
		}
		TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
		Path authorities = this.trust;
		if (this.verification == Verification.UNVERIFIED) {
			tls.trustManager(InsecureTrustManagerFactory.INSTANCE.getTrustManagers());
		}
		else if (authorities != null) {
			read("trust", authorities, () -> tls.trustManager(authorities.toFile()));
		}
		Path own = this.certificate;
		Path secret = this.key;
		if (own != null && secret != null) {
			read("certificate, key", own, () -> tls.keyManager(own.toFile(), secret.toFile()));
		}
		else if (own != null || secret != null) {
			throw new InvalidInputException("tls", "certificate and key, or neither",
					(own != null) ? "certificate" : "key");
		}
		return tls.build();
	}

	private interface Reading {

		void run() throws IOException;

	}

	private static void read(String key, Path file, Reading reading) {
		try {
			reading.run();
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new InvalidInputException("tls." + key, "a PEM file", file + ": " + ex.getMessage());
		}
	}

}
