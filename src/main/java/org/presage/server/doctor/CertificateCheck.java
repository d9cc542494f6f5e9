/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import org.presage.base.Clock;
import org.presage.server.security.PemFile;

/** Whether certificates and keys can be used, by whom, and how long. */
final class CertificateCheck implements Check {

	private static final long SOON_MS = 30L * 86_400_000;

	private static final String SERVER = "1.3.6.1.5.5.7.3.1";

	private static final int DNS = 2;

	private static final int IP = 7;

	private final List<Identity> identities;

	private final List<String> hosts;

	private final Clock clock;

	/**
	 * Files that belong together.
	 *
	 * @param prefix of the keys
	 * @param certificate null for none
	 * @param key null for none
	 * @param trust key of the authorities
	 * @param authorities null for none
	 * @param server whether clients verify it
	 */
	record Identity(String prefix, @Nullable Path certificate, @Nullable Path key, String trust,
			@Nullable Path authorities, boolean server) {
	}

	/**
	 * @param hosts names and addresses that clients connect to the server by
	 */
	CertificateCheck(List<Identity> identities, List<String> hosts, Clock clock) {
		this.identities = List.copyOf(identities);
		this.hosts = List.copyOf(hosts);
		this.clock = clock;
	}

	@Override
	public String name() {
		return "certificates";
	}

	@Override
	public void look(Findings findings) {
		boolean any = false;
		for (Identity identity : this.identities) {
			X509Certificate[] chain = own(identity, findings);
			X509Certificate[] roots = authorities(identity, findings);
			if (chain.length > 0 && roots.length > 0 && identity.server) {
				issuer(identity, chain[chain.length - 1], roots, findings);
			}
			any |= identity.certificate != null || identity.authorities != null;
		}
		if (!any) {
			findings.ok("none is configured");
		}
	}

	private X509Certificate[] own(Identity identity, Findings findings) {
		Path file = identity.certificate;
		if (file == null) {
			return new X509Certificate[0];
		}
		String key = identity.prefix + ".certificate";
		try {
			X509Certificate[] chain = PemFile.certificates(key, file);
			period(key, chain[0], findings);
			chain(key, chain, findings);
			pair(identity, chain[0], findings);
			if (identity.server) {
				names(key, chain[0], findings);
			}
			return chain;
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			unreadable(ex, findings);
			return new X509Certificate[0];
		}
	}

	private static void unreadable(InvalidConfigurationPropertyValueException failure, Findings findings) {
		findings.fail(failure.getName() + ": " + failure.getReason() + " in " + failure.getValue(),
				"Is the path right, may this user read it, and is it PEM (-----BEGIN …)?");
	}

	private void period(String key, X509Certificate certificate, Findings findings) {
		long nowMs = this.clock.epochMillis();
		Instant end = certificate.getNotAfter().toInstant();
		String found = key + ": " + certificate.getSubjectX500Principal().getName() + " until " + end;
		long leftMs = end.toEpochMilli() - nowMs;
		if (leftMs < 0 || certificate.getNotBefore().getTime() > nowMs) {
			findings.fail(found
					+ ((leftMs < 0) ? ", which is over" : ", not before " + certificate.getNotBefore().toInstant()),
					"Renew it; is this machine's clock right?");
		}
		else if (leftMs < SOON_MS) {
			findings.warn(found + ", in " + leftMs / 86_400_000 + " days",
					"Renew it; the server takes a new file without a restart.");
		}
		else {
			findings.ok(found);
		}
	}

	/** Each is signed by the next. */
	private static void chain(String key, X509Certificate[] chain, Findings findings) {
		for (int i = 0; i + 1 < chain.length; i++) {
			if (!isSigned(chain[i], chain[i + 1])) {
				findings.fail(key + ": certificate " + (i + 2) + " of the file did not sign the one before it",
						"The server's certificate comes first, then its issuer, then that one's.");
			}
		}
	}

	private static boolean isSigned(X509Certificate certificate, X509Certificate issuer) {
		try {
			certificate.verify(issuer.getPublicKey());
			return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	private static void pair(Identity identity, X509Certificate certificate, Findings findings) {
		String name = identity.prefix + ".key";
		Path file = identity.key;
		if (file == null) {
			findings.fail(name + " is missing", "A certificate is of use with its key only.");
			return;
		}
		PrivateKey secret = PemFile.privateKey(name, file);
		if (!PemFile.fits(secret, certificate.getPublicKey())) {
			findings.fail(name + ": " + file + " is the key of another certificate",
					"Put the two files there that were made together.");
		}
		else {
			SecretFile.look(name, file, "fits the certificate", findings);
		}
	}

	private void names(String key, X509Certificate certificate, Findings findings) {
		List<String> names;
		try {
			names = Optional.<Collection<List<?>>>ofNullable(certificate.getSubjectAlternativeNames())
				.orElse(List.of())
				.stream()
				.filter((name) -> name.getFirst() instanceof Integer type && (type == DNS || type == IP))
				.map((name) -> String.valueOf(name.get(1)))
				.toList();
			List<String> uses = certificate.getExtendedKeyUsage();
			if (uses != null && !uses.contains(SERVER)) {
				findings.fail(key + ": its extended key usage is not that of a server", "Issue it with serverAuth.");
			}
		}
		catch (CertificateParsingException ex) {
			findings.fail(key + ": its extensions cannot be read: " + ex.getMessage(), "Issue another one.");
			return;
		}
		if (names.isEmpty()) {
			findings.fail(key + ": it has no subject alternative name, so that no client takes it",
					"Issue it with the DNS names that clients connect to.");
			return;
		}
		List<String> missing = this.hosts.stream()
			.filter((host) -> names.stream().noneMatch((n) -> covers(n, host)))
			.toList();
		if (!missing.isEmpty()) {
			findings.fail(key + ": it is for " + String.join(", ", names) + ", not for " + String.join(", ", missing),
					"Issue it with all names that clients connect to.");
		}
		else {
			findings.ok(key + ": clients may connect to " + String.join(", ", names));
		}
	}

	private static boolean covers(String name, String host) {
		String pattern = name.toLowerCase(Locale.ROOT);
		String wanted = host.toLowerCase(Locale.ROOT);
		int dot = wanted.indexOf('.');
		return pattern.equals(wanted)
				|| pattern.startsWith("*.") && dot > 0 && wanted.substring(dot).equals(pattern.substring(1));
	}

	private X509Certificate[] authorities(Identity identity, Findings findings) {
		Path file = identity.authorities;
		if (file == null) {
			return new X509Certificate[0];
		}
		String key = identity.prefix + '.' + identity.trust;
		try {
			X509Certificate[] roots = PemFile.certificates(key, file);
			for (X509Certificate root : roots) {
				if (root.getBasicConstraints() < 0) {
					findings.warn(key + ": " + root.getSubjectX500Principal().getName() + " is no certificate of a CA",
							"Whoever has its key is trusted, nobody that it has signed: is it the right file?");
				}
				period(key, root, findings);
			}
			return roots;
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			unreadable(ex, findings);
			return new X509Certificate[0];
		}
	}

	/**
	 * The CA of the clients is mostly the server's own too; clients need not share it.
	 */
	private static void issuer(Identity identity, X509Certificate last, X509Certificate[] roots, Findings findings) {
		for (X509Certificate root : roots) {
			if (Objects.equals(last, root) || isSigned(last, root)) {
				findings.ok(identity.prefix + ".certificate: issued by a CA of " + identity.trust);
				return;
			}
		}
		findings.ok(identity.prefix + ".certificate: issued by " + last.getIssuerX500Principal().getName()
				+ ", which clients must trust; it is none of " + identity.trust);
	}

}
