/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import javax.security.auth.x500.X500Principal;

/**
 * Client certificates that have roles. They were verified by the handshake.
 */
public final class CertificateIdentity {

	/** The subject that stands for every verified certificate. */
	public static final String ANY = "*";

	/** Where a subject alternative name has its value; its type comes first. */
	private static final int VALUE = 1;

	private final String name;

	private final boolean alternative;

	private final Set<Role> roles;

	private CertificateIdentity(String name, boolean alternative, Set<Role> roles) {
		this.name = name;
		this.alternative = alternative;
		this.roles = Set.copyOf(roles);
	}

	/**
	 * Those of a subject.
	 * @param subject an RFC 2253 name, most specific part first, or {@link #ANY}
	 * @throws IllegalArgumentException if it is no such name
	 */
	public static CertificateIdentity subject(String subject, Set<Role> roles) {
		return new CertificateIdentity(subject.equals(ANY) ? ANY : canonical(new X500Principal(subject)), false, roles);
	}

	/**
	 * Those with a subject alternative name.
	 * @param name a DNS name, URI, e-mail or IP address, as it stands in the certificate
	 */
	public static CertificateIdentity alternativeName(String name, Set<Role> roles) {
		return new CertificateIdentity(name, true, roles);
	}

	Set<Role> roles() {
		return this.roles;
	}

	boolean matches(X509Certificate certificate) {
		if (this.alternative) {
			return alternatives(certificate).stream().anyMatch((san) -> this.name.equals(san.get(VALUE)));
		}
		return this.name.equals(ANY) || this.name.equals(canonical(certificate.getSubjectX500Principal()));
	}

	private static String canonical(X500Principal subject) {
		return subject.getName(X500Principal.CANONICAL);
	}

	private static Collection<List<?>> alternatives(X509Certificate certificate) {
		try {
			Collection<List<?>> names = certificate.getSubjectAlternativeNames();
			return (names != null) ? names : List.of();
		}
		catch (CertificateParsingException ex) {
			return List.of();
		}
	}

}
