/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties;

import org.presage.base.Clock;
import org.presage.control.metrics.Metric;
import org.presage.server.config.GrpcAddress;
import org.presage.server.config.SecurityProperties;
import org.presage.server.config.WatchedFiles;
import org.presage.server.security.CertificateIdentity;
import org.presage.server.security.Identities;
import org.presage.server.security.ServerTls;
import org.presage.server.security.TokenFile;
import org.presage.server.security.TokenIdentity;

/**
 * What was configured of transport and identities, checked as a whole: what would leave
 * the server open by mistake stops the start with a message that names key, expected and
 * found.
 */
public final class ServerSecurity {

	private static final Logger LOG = LoggerFactory.getLogger(ServerSecurity.class);

	private static final String SECURITY = "presage.security.";

	private final SecurityProperties properties;

	private final GrpcAddress address;

	private final boolean plain;

	private final @Nullable ServerTls tls;

	private final Identities identities;

	private final List<WatchedFiles> watched = new ArrayList<>();

	/**
	 * @throws InvalidConfigurationPropertyValueException naming the key that is wrong
	 */
	public ServerSecurity(SecurityProperties properties, GrpcServerProperties grpc, Clock clock, MeterRegistry meters) {
		this.properties = properties;
		this.address = GrpcAddress.of(grpc);
		boolean springs = isEnabled(grpc.getSsl());
		this.tls = tls(properties.tls(), springs, clock);
		boolean plain = this.tls == null && !springs;
		this.plain = plain;
		if (plain && !isLocal() && !properties.plaintext()) {
			throw open((this.address.host() != null) ? this.address.host().getHostAddress() : "*");
		}
		if (!plain && this.address.socket() != null) {
			throw new InvalidConfigurationPropertyValueException(GrpcAddress.SOCKET, this.address.socket(),
					"expected no TLS with a Unix domain socket, found "
							+ ((this.tls != null) ? SECURITY + "tls" : "spring.grpc.server.ssl"));
		}
		if (plain && !properties.certificates().isEmpty()) {
			throw invalid("certificates", properties.certificates().size() + " entries",
					"expected presage.security.tls.client-ca too, found plaintext");
		}
		if (plain && !isLocal() && !properties.tokens().isEmpty()) {
			LOG.warn("bearer tokens come in plaintext from other machines: presage.security.plaintext is true");
		}
		if (this.tls != null) {
			this.watched.add(new WatchedFiles(this.tls.files(), this.tls::take, meters));
			Metric.CERTIFICATE_EXPIRY.gauge(meters, this.tls, ServerTls::endSeconds);
		}
		this.identities = new Identities(tokens(meters), certificates());
		if (!plain || !this.identities.isEmpty()) {
			LOG.info("gRPC {}, {} tokens and {} certificates have roles", plain ? "in plaintext" : "over TLS",
					properties.tokens().size(), properties.certificates().size());
		}
	}

	private static InvalidConfigurationPropertyValueException open(String found) {
		return new InvalidConfigurationPropertyValueException(GrpcAddress.KEY, found,
				"expected a loopback address, or presage.security.tls.certificate, or presage.security.plaintext=true "
						+ "to be reached by other machines in plaintext, found " + found);
	}

	/**
	 * Compares the sockets that the gRPC server listens on with what is configured.
	 * @throws InvalidConfigurationPropertyValueException if they differ
	 */
	void check(List<? extends SocketAddress> bound) {
		for (SocketAddress socket : bound) {
			if (!this.address.matches(socket)) {
				throw new InvalidConfigurationPropertyValueException(GrpcAddress.KEY, this.address,
						"expected to listen there, found a socket at " + socket);
			}
			if (this.plain && !this.properties.plaintext() && !GrpcAddress.isLocal(socket)) {
				throw open(socket.toString());
			}
		}
	}

	private static boolean isEnabled(GrpcServerProperties.Ssl ssl) {
		return !Boolean.FALSE.equals(ssl.getEnabled()) && (ssl.getEnabled() != null || ssl.getBundle() != null);
	}

	private static @Nullable ServerTls tls(SecurityProperties.Tls tls, boolean springs, Clock clock) {
		Path certificate = tls.certificate();
		Path key = tls.key();
		if (certificate == null || key == null) {
			Path alone = (certificate != null) ? certificate : (key != null) ? key : tls.clientCa();
			if (alone != null) {
				throw invalid("tls", alone, "expected tls.certificate and tls.key, found "
						+ ((certificate == null) ? "no tls.certificate" : "no tls.key"));
			}
			return null;
		}
		if (springs) {
			throw invalid("tls.certificate", certificate, "expected it or spring.grpc.server.ssl, found both");
		}
		if ((tls.clients() != SecurityProperties.ClientAuth.NONE) != (tls.clientCa() != null)) {
			throw invalid("tls.client-auth", tls.clients(),
					"expected optional or required with a client-ca and none without, " + "found client-ca "
							+ ((tls.clientCa() != null) ? tls.clientCa() : "absent"));
		}
		return new ServerTls(certificate, key, tls.clientCa(), clock);
	}

	private List<TokenIdentity> tokens(MeterRegistry meters) {
		List<TokenIdentity> tokens = new ArrayList<>();
		for (int i = 0; i < this.properties.tokens().size(); i++) {
			SecurityProperties.Token token = this.properties.tokens().get(i);
			String entry = "tokens[" + i + "].";
			Path file = token.tokenFile();
			String sha256 = token.sha256();
			if ((file == null) == (sha256 == null)) {
				throw invalid(entry + "name", token.name(),
						"expected token-file or sha256, found " + ((file == null) ? "neither" : "both"));
			}
			if (file == null) {
				tokens.add(new TokenIdentity(token.name(), HexFormat.of().parseHex(sha256), token.roles()));
			}
			else {
				String key = SECURITY + entry + "token-file";
				TokenIdentity identity = new TokenIdentity(token.name(), new byte[0], token.roles());
				this.watched
					.add(new WatchedFiles(List.of(file), () -> identity.replace(TokenFile.sha256(key, file)), meters));
				tokens.add(identity);
			}
		}
		return tokens;
	}

	private List<CertificateIdentity> certificates() {
		List<CertificateIdentity> certificates = new ArrayList<>();
		for (int i = 0; i < this.properties.certificates().size(); i++) {
			SecurityProperties.Certificate entry = this.properties.certificates().get(i);
			String subject = entry.subject();
			String san = entry.san();
			if (subject != null && san == null) {
				certificates.add(subject(i, subject, entry));
			}
			else if (san != null && subject == null) {
				certificates.add(CertificateIdentity.alternativeName(san, entry.roles()));
			}
			else {
				throw invalid("certificates[" + i + "].roles", entry.roles(),
						"expected subject or san, found " + ((subject == null) ? "neither" : "both"));
			}
		}
		return certificates;
	}

	private static CertificateIdentity subject(int i, String subject, SecurityProperties.Certificate entry) {
		try {
			return CertificateIdentity.subject(subject, entry.roles());
		}
		catch (IllegalArgumentException ex) {
			throw invalid("certificates[" + i + "].subject", subject,
					"expected a name as CN=gnb-1,O=Example, or *, found " + ex.getMessage());
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String key, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException(SECURITY + key, value, reason);
	}

	/** Whether only this machine reaches the server. */
	public boolean isLocal() {
		return this.address.isLocal();
	}

	/** Where the gRPC server is to listen. */
	GrpcAddress address() {
		return this.address;
	}

	/** Null without one of our own. */
	@Nullable ServerTls tls() {
		return this.tls;
	}

	Identities identities() {
		return this.identities;
	}

	/** Looks whether a file changed, and takes those that did. */
	void check() {
		this.watched.forEach(WatchedFiles::check);
	}

}
