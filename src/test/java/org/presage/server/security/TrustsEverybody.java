/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.net.Socket;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** To look at what is presented, not to judge it. */
final class TrustsEverybody extends X509ExtendedTrustManager {

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String type) {
		// everybody
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String type) {
		// everybody
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
		// everybody
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
		// everybody
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
		// everybody
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
		// everybody
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return new X509Certificate[0];
	}

}
