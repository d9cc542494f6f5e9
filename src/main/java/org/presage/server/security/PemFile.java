/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.pem.PemContent;

import org.presage.base.FileFailure;

/** Reads certificates and keys from PEM files that the configuration names. */
public final class PemFile {

	/** Algorithms by which a key can prove that it fits a certificate. */
	private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA",
			"EdDSA", "EdDSA");

	private PemFile() {
	}

	/**
	 * The certificates in a file, in its order, at least one.
	 * @param key of the configuration
	 * @throws InvalidConfigurationPropertyValueException naming the key if there are none
	 */
	public static X509Certificate[] certificates(String key, Path file) {
		return read(key, file, "certificate", (pem) -> pem.getCertificates().toArray(X509Certificate[]::new));
	}

	/**
	 * The private key in a file.
	 * @param key of the configuration
	 * @throws InvalidConfigurationPropertyValueException naming the key if there is none
	 */
	public static PrivateKey privateKey(String key, Path file) {
		return read(key, file, "private key", (pem) -> Objects.requireNonNull(pem.getPrivateKey(), "no private key"));
	}

	private static <T> T read(String key, Path file, String what, Function<PemContent, T> part) {
		try {
			return part.apply(PemContent.load(file));
		}
		catch (IOException ex) {
			throw new InvalidConfigurationPropertyValueException(key, file,
					"expected a readable PEM file, found " + FileFailure.found(ex));
		}
		catch (RuntimeException ex) {
			throw new InvalidConfigurationPropertyValueException(key, file,
					"expected PEM of a " + what + ", found " + ex.getMessage());
		}
	}

	/**
	 * Whether they are the two halves of a pair. By a signature: they tell nothing of
	 * each other by themselves.
	 */
	public static boolean fits(PrivateKey secret, PublicKey certified) {
		String algorithm = SIGNATURES.get(certified.getAlgorithm());
		if (algorithm == null) {
			return false;
		}
		byte[] text = PemFile.class.getName().getBytes(StandardCharsets.US_ASCII);
		try {
			Signature signature = Signature.getInstance(algorithm);
			signature.initSign(secret);
			signature.update(text);
			byte[] signed = signature.sign();
			signature.initVerify(certified);
			signature.update(text);
			return signature.verify(signed);
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

}
