/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.presage.api.CallHeaders;

/**
 * All configured callers, and the one rule of who may act in which role, for the gRPC API
 * and the web server alike. Thread-safe.
 */
public final class Identities {

	private final List<TokenIdentity> tokens;

	private final List<CertificateIdentity> certificates;

	public Identities(List<TokenIdentity> tokens, List<CertificateIdentity> certificates) {
		this.tokens = List.copyOf(tokens);
		this.certificates = List.copyOf(certificates);
	}

	/** Whether no caller is configured. */
	public boolean isEmpty() {
		return this.tokens.isEmpty() && this.certificates.isEmpty();
	}

	/**
	 * Returns why a caller may not act in a role; null if it may.
	 * @param caller null if it is none of these
	 * @param open whether everybody may while no caller is configured
	 */
	public Refusals.@Nullable Reason judge(@Nullable Caller caller, Role role, boolean open) {
		if (isEmpty()) {
			return open ? null : Refusals.Reason.ROLE;
		}
		if (caller == null) {
			return Refusals.Reason.IDENTITY;
		}
		return caller.roles().contains(role) ? null : Refusals.Reason.ROLE;
	}

	/**
	 * Returns the caller with this authorization or, without one, with this certificate;
	 * null if it is none of these.
	 * @param authorization as in the header of that name
	 */
	public @Nullable Caller caller(@Nullable String authorization, @Nullable X509Certificate certificate) {
		if (authorization != null) {
			return isBearer(authorization) ? ofToken(authorization.substring(CallHeaders.SCHEME.length()).strip())
					: null;
		}
		return (certificate != null) ? ofCertificate(certificate) : null;
	}

	static boolean isBearer(String authorization) {
		return authorization.regionMatches(true, 0, CallHeaders.SCHEME, 0, CallHeaders.SCHEME.length());
	}

	/**
	 * Whose token it is; null if nobody's. All tokens are compared, so that the time says
	 * nothing about which one is close.
	 */
	private @Nullable Caller ofToken(String token) {
		byte[] sha256 = TokenIdentity.sha256(token);
		Caller found = null;
		for (TokenIdentity known : this.tokens) {
			if (known.matches(sha256)) {
				found = known.caller();
			}
		}
		return found;
	}

	/**
	 * Whose certificate it is, with the roles of all entries that it matches; null if it
	 * matches none.
	 */
	private @Nullable Caller ofCertificate(X509Certificate certificate) {
		Set<Role> roles = EnumSet.noneOf(Role.class);
		for (CertificateIdentity known : this.certificates) {
			if (known.matches(certificate)) {
				roles.addAll(known.roles());
			}
		}
		return roles.isEmpty() ? null
				: new Caller("certificate " + certificate.getSubjectX500Principal().getName(), roles);
	}

}
