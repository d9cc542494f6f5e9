/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.function.UnaryOperator;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/** A certificate authority, and PEM files of what it issues. */
public final class Pki {

	private final X509Bundle authority;

	public Pki(String name) {
		try {
			this.authority = new CertificateBuilder().ecp256()
				.subject("CN=" + name)
				.setIsCertificateAuthority(true)
				.buildSelfSigned();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Writes the authority's own certificate. */
	public Path root(Path file) {
		replace(file, this.authority.getCertificatePEM());
		return file;
	}

	/**
	 * Writes {@code NAME.crt} and {@code NAME.key} of a certificate for localhost whose
	 * subject is {@code CN=NAME,O=Presage}.
	 */
	public void issue(Path folder, String name) {
		issue(folder, name, (builder) -> builder);
	}

	/** The same of a certificate that has more to it. */
	public void issue(Path folder, String name, UnaryOperator<CertificateBuilder> more) {
		try {
			X509Bundle issued = more.apply(
					new CertificateBuilder().ecp256().subject("CN=" + name + ",O=Presage").addSanDnsName("localhost"))
				.buildIssuedBy(this.authority);
			replace(folder.resolve(name + ".crt"), issued.getCertificatePathPEM());
			replace(folder.resolve(name + ".key"), issued.getPrivateKeyPEM());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** One that ended yesterday. */
	public void issueExpired(Path folder, String name) {
		Instant end = Instant.now().minusSeconds(86_400);
		issue(folder, name, (builder) -> builder.notBefore(end.minusSeconds(86_400)).notAfter(end));
	}

	/** As a careful operator replaces a file: at once. */
	public static void replace(Path file, String content) {
		try {
			Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), content);
			Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
