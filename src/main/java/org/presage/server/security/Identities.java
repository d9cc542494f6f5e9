package org.presage.server.security;

import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.presage.api.CallHeaders;

/** All callers that are known. */
public final class Identities {

	private final List<TokenIdentity> tokens;

	private final List<CertificateIdentity> certificates;

	public Identities(List<TokenIdentity> tokens, List<CertificateIdentity> certificates) {
		this.tokens = List.copyOf(tokens);
		this.certificates = List.copyOf(certificates);
	}

	/** Whether nobody is known. */
	public boolean isEmpty() {
		return this.tokens.isEmpty() && this.certificates.isEmpty();
	}

	/**
	 * Whose authorization it is; null if nobody's, or if it is no bearer token.
	 * @param authorization as in the header of that name
	 */
	public @Nullable Caller ofAuthorization(String authorization) {
		return AccessControl.isBearer(authorization)
				? ofToken(authorization.substring(CallHeaders.SCHEME.length()).strip()) : null;
	}

	/**
	 * Whose token it is; null if nobody's. All tokens are compared, so that the time says
	 * nothing about which one is close.
	 */
	@Nullable Caller ofToken(String token) {
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
	@Nullable Caller ofCertificate(X509Certificate certificate) {
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
