/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;

import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.netty.handler.ssl.util.KeyManagerFactoryWrapper;
import io.netty.handler.ssl.util.TrustManagerFactoryWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslManagerBundle;

import org.presage.base.Clock;

/**
 * The server's certificate and the client CA, which can be changed while it runs: a
 * handshake takes what is there, and connections that exist stay. All files are read and
 * checked before any of them is used.
 */
public final class ServerTls {

	private static final String TLS = "presage.security.tls.";

	private final AdvancedTlsX509KeyManager own = new AdvancedTlsX509KeyManager();

	private final AdvancedTlsX509TrustManager clients;

	private final Path certificate;

	private final Path key;

	private final @Nullable Path clientCa;

	private final Clock clock;

	private volatile long endMs;

	/**
	 * @param clientCa null to trust no client certificate
	 */
	public ServerTls(Path certificate, Path key, @Nullable Path clientCa, Clock clock) {
		this.certificate = certificate;
		this.key = key;
		this.clientCa = clientCa;
		this.clock = clock;
		try {
			this.clients = AdvancedTlsX509TrustManager.newBuilder()
				.setVerification(AdvancedTlsX509TrustManager.Verification.CERTIFICATE_ONLY_VERIFICATION)
				.build();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("a trust manager without files was built before", ex);
		}
	}

	public List<Path> files() {
		Path ca = this.clientCa;
		return (ca != null) ? List.of(this.certificate, this.key, ca) : List.of(this.certificate, this.key);
	}

	/** What Spring makes the transport with. */
	public SslManagerBundle managers() {
		return SslManagerBundle.of(new KeyManagerFactoryWrapper(this.own),
				new TrustManagerFactoryWrapper(new ClientTrust(this.clients)));
	}

	/** When the certificate in use ends, seconds since 1970. */
	public double endSeconds() {
		return this.endMs / 1000.0;
	}

	/**
	 * Takes the files as they are now.
	 * @throws InvalidConfigurationPropertyValueException naming the key if one of them
	 * cannot be used; nothing has changed then
	 */
	public void take() {
		X509Certificate[] chain = PemFile.certificates(TLS + "certificate", this.certificate);
		PrivateKey secret = PemFile.privateKey(TLS + "key", this.key);
		X509Certificate[] roots = (this.clientCa != null) ? PemFile.certificates(TLS + "client-ca", this.clientCa)
				: new X509Certificate[0];
		Date now = new Date(this.clock.epochMillis());
		if (now.before(chain[0].getNotBefore()) || now.after(chain[0].getNotAfter())) {
			throw invalid("certificate", this.certificate, "expected a certificate that is valid now, found one from "
					+ chain[0].getNotBefore().toInstant() + " to " + chain[0].getNotAfter().toInstant());
		}
		if (!PemFile.fits(secret, chain[0].getPublicKey())) {
			throw invalid("key", this.key, "expected the key of " + TLS + "certificate, found another one");
		}
		try {
			if (roots.length > 0) {
				this.clients.updateTrustCredentials(roots);
			}
			this.own.updateIdentityCredentials(chain, secret);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw invalid("client-ca", String.valueOf(this.clientCa), "expected certificates of a CA, found " + ex);
		}
		this.endMs = chain[0].getNotAfter().getTime();
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException(TLS + name, value, reason);
	}

}
