/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.base.Clock;
import org.presage.server.config.SecurityProperties;
import org.presage.server.security.Role;
import org.presage.testing.Pki;

import static org.assertj.core.api.Assertions.assertThat;

/** Real certificates, keys and tokens, good and bad. */
class CertificateCheckTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	@BeforeAll
	static void issue() throws IOException {
		Pki ours = new Pki("our CA");
		ours.root(folder.resolve("ca.crt"));
		ours.issue(folder, "server", (builder) -> builder.notAfter(Instant.now().plusSeconds(86_400 * 90)));
		ours.issue(folder, "other");
		ours.issueExpired(folder, "expired");
		ours.issue(folder, "soon", (builder) -> builder.notBefore(Instant.now().minusSeconds(60))
			.notAfter(Instant.now().plusSeconds(86_400 * 5)));
		new Pki("their CA").root(folder.resolve("theirs.crt"));
		Files.writeString(folder.resolve("broken.crt"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
		for (String key : new String[] { "server.key", "soon.key" }) {
			Files.setPosixFilePermissions(folder.resolve(key), PosixFilePermissions.fromString("rw-------"));
		}
		Files.setPosixFilePermissions(folder.resolve("other.key"), PosixFilePermissions.fromString("rw-r--r--"));
	}

	private static List<String> look(@Nullable String certificate, @Nullable String key, @Nullable String ca,
			String... hosts) {
		return Looks.of(new CertificateCheck(List
			.of(new CertificateCheck.Identity("tls", path(certificate), path(key), "client-ca", path(ca), true)),
				List.of(hosts), Clock.SYSTEM));
	}

	private static @Nullable Path path(@Nullable String name) {
		return (name != null) ? folder.resolve(name) : null;
	}

	@Test
	void aCertificateThatFitsIsWell() {
		assertThat(look("server.crt", "server.key", "ca.crt", "localhost"))
			.noneMatch((line) -> line.startsWith("fail "))
			.anyMatch((line) -> line.startsWith("ok tls.certificate: CN=server,O=Presage until "))
			.anyMatch((line) -> line.contains("clients may connect to localhost"))
			.anyMatch((line) -> line.contains("issued by a CA of client-ca"))
			.anyMatch((line) -> line.contains("tls.key: fits the certificate"));
		assertThat(look(null, null, null)).containsExactly("ok none is configured -> ");
	}

	@Test
	void whatDoesNotFitIsTold() {
		assertThat(look("server.crt", "other.key", null))
			.anyMatch((line) -> line.startsWith("fail tls.key") && line.contains("the key of another certificate"));
		assertThat(look("server.crt", null, null)).anyMatch((line) -> line.startsWith("fail tls.key is missing"));
		assertThat(look("server.crt", "server.key", null, "presage.ricxapp.svc")).anyMatch(
				(line) -> line.startsWith("fail tls.certificate: it is for localhost, not for presage.ricxapp.svc"));
		assertThat(look("server.crt", "server.key", "theirs.crt"))
			.anyMatch((line) -> line.contains("issued by CN=our CA, which clients must trust"));
		assertThat(look("server.crt", "server.key", "other.crt"))
			.anyMatch((line) -> line.startsWith("warn tls.client-ca") && line.contains("is no certificate of a CA"));
	}

	@Test
	void whatEndsIsTold() {
		assertThat(look("expired.crt", "expired.key", null))
			.anyMatch((line) -> line.startsWith("fail tls.certificate") && line.contains("which is over"));
		assertThat(look("soon.crt", "soon.key", null))
			.anyMatch((line) -> line.startsWith("warn tls.certificate") && line.contains("in 4 days"));
	}

	@Test
	void whatCannotBeReadIsTold() {
		assertThat(look("none.crt", "server.key", null)).singleElement()
			.asString()
			.contains("fail tls.certificate", "expected a readable PEM file", "none.crt");
		assertThat(look("broken.crt", "server.key", null)).singleElement()
			.asString()
			.contains("fail tls.certificate", "PEM of a certificate");
		assertThat(look("server.crt", "server.crt", null))
			.anyMatch((line) -> line.startsWith("fail tls.key") && line.contains("PEM of a private key"));
	}

	@Test
	void aKeyThatEverybodyReadsIsTold() {
		assertThat(look("other.crt", "other.key", null))
			.anyMatch((line) -> line.startsWith("warn tls.key") && line.contains("chmod o= "));
	}

	@Test
	void tokensAreReadAndNeverShown() throws IOException {
		Path good = Files.writeString(folder.resolve("good.token"), "0123456789abcdefSECRET\n");
		Files.setPosixFilePermissions(good, PosixFilePermissions.fromString("rw-------"));
		Path bad = Files.writeString(folder.resolve("bad.token"), "SECRET");
		assertThat(Looks.of(new TokenCheck(List.of(new SecurityProperties.Token("one", good, null, Set.of(Role.NODE)),
				new SecurityProperties.Token("two", bad, null, Set.of(Role.NODE)),
				new SecurityProperties.Token("three", folder.resolve("none"), null, Set.of(Role.NODE)),
				new SecurityProperties.Token("four", null, "7a".repeat(32), Set.of(Role.NODE))))))
			.noneMatch((line) -> line.contains("SECRET"))
			.satisfiesExactly((line) -> assertThat(line).startsWith("ok "),
					(line) -> assertThat(line).startsWith("fail ").contains("tokens[1]", "16 or more"),
					(line) -> assertThat(line).startsWith("fail ").contains("tokens[2]", "no such file"),
					(line) -> assertThat(line).startsWith("ok four: by its digest"));
	}

}
