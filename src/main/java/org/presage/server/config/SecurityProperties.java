/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.grpc.TlsServerCredentials;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

import org.presage.server.security.Role;

/**
 * Who may call the gRPC API, and over what, under {@code presage.security.}.
 *
 * @param plaintext whether other machines may reach the gRPC API in plaintext. false:
 * without TLS the server starts on a loopback address only, see docs/security.md
 * @param tls the server's certificate, and what clients' ones are verified with
 * @param tokens bearer tokens, each given by a file or by its digest, and their roles
 * @param certificates verified client certificates, given by subject or by subject
 * alternative name, and their roles
 * @param watch interval at which these files are checked for new versions; 0: never
 */
public record SecurityProperties(@DefaultValue("false") boolean plaintext, @DefaultValue Tls tls,
		@DefaultValue List<@Valid Token> tokens, @DefaultValue List<@Valid Certificate> certificates,
		@DefaultValue("2s") @DurationMin Duration watch) {

	/** Whether clients show a certificate. */
	public enum ClientAuth {

		/** They are not asked. */
		NONE(TlsServerCredentials.ClientAuth.NONE),
		/** They may; what is shown must be good. */
		OPTIONAL(TlsServerCredentials.ClientAuth.OPTIONAL),
		/** They must. */
		REQUIRED(TlsServerCredentials.ClientAuth.REQUIRE);

		private final TlsServerCredentials.ClientAuth grpc;

		ClientAuth(TlsServerCredentials.ClientAuth grpc) {
			this.grpc = grpc;
		}

		public TlsServerCredentials.ClientAuth grpc() {
			return this.grpc;
		}

	}

	/**
	 * The transport. All files are PEM.
	 *
	 * @param certificate PEM file of the server's certificate, followed by those between
	 * it and its CA; none: plaintext
	 * @param key PEM file of the server's key (PKCS #8, PKCS #1 or SEC 1, without a
	 * password)
	 * @param clientCa PEM file of the certificates that verify clients' certificates;
	 * none: no client certificates
	 * @param clientAuth whether clients present a certificate. A certificate that is
	 * presented must be valid; none: {@code required} with a client CA, {@code none}
	 * without
	 */
	public record Tls(@Nullable Path certificate, @Nullable Path key, @Nullable Path clientCa,
			@Nullable ClientAuth clientAuth) {

		public ClientAuth clients() {
			if (this.clientAuth != null) {
				return this.clientAuth;
			}
			return (this.clientCa != null) ? ClientAuth.REQUIRED : ClientAuth.NONE;
		}

	}

	/**
	 * A bearer token, given by a file or by its digest, never by itself.
	 *
	 * @param name name of the token in logs and metrics
	 * @param tokenFile file with the token, 16 visible ASCII characters or more
	 * @param sha256 SHA-256 of the token, 64 hexadecimal digits, in place of a file
	 * @param roles what its holder may do
	 */
	public record Token(@NotBlank String name, @Nullable Path tokenFile,
			@Nullable @Pattern(regexp = "[0-9a-fA-F]{64}") String sha256, @NotEmpty Set<Role> roles) {
	}

	/**
	 * Verified client certificates, named by subject or by alternative name.
	 *
	 * @param subject subject as RFC 2253 writes it, for example {@code
	 * CN=gnb-1,O=Example}; {@code *}: all
	 * @param san DNS name, URI, e-mail or IP address among the subject alternative names,
	 * in place of a subject
	 * @param roles what its holder may do
	 */
	public record Certificate(@Nullable String subject, @Nullable String san, @NotEmpty Set<Role> roles) {
	}

}
