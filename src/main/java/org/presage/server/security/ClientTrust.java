/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the clients that another one trusts, and remembers why it did not trust the
 * newest one that it refused: gRPC then says only that a handshake failed, and on another
 * thread. Two at the same moment may be reported as one another.
 */
final class ClientTrust extends X509ExtendedTrustManager {

	private static final AtomicReference<@Nullable String> REFUSED = new AtomicReference<>();

	private final X509ExtendedTrustManager trusted;

	ClientTrust(X509ExtendedTrustManager trusted) {
		this.trusted = trusted;
	}

	/** Why a client was refused that nobody has asked about yet; null if none was. */
	static @Nullable String takeRefusal() {
		return REFUSED.getAndSet(null);
	}

	/** Looks at certificates. */
	private interface Check {

		void run() throws CertificateException;

	}

	private static void check(X509Certificate[] chain, Check check) throws CertificateException {
		try {
			check.run();
		}
		catch (CertificateException ex) {
			REFUSED.set("a certificate of " + chain[0].getSubjectX500Principal().getName() + " by "
					+ chain[0].getIssuerX500Principal().getName() + ": "
					+ NestedExceptionUtils.getMostSpecificCause(ex).getMessage());
			throw ex;
		}
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
		check(chain, () -> this.trusted.checkClientTrusted(chain, type));
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
		check(chain, () -> this.trusted.checkClientTrusted(chain, type, socket));
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
		check(chain, () -> this.trusted.checkClientTrusted(chain, type, engine));
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
		this.trusted.checkServerTrusted(chain, type);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
		this.trusted.checkServerTrusted(chain, type, socket);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
		this.trusted.checkServerTrusted(chain, type, engine);
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.trusted.getAcceptedIssuers();
	}

}
