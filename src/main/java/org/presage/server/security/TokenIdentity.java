/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;

/** A bearer token that is known by its SHA-256 only. Thread-safe. */
public final class TokenIdentity {

	private final Caller caller;

	private volatile byte[] sha256;

	/**
	 * @param sha256 of the token's ASCII bytes
	 */
	public TokenIdentity(String name, byte[] sha256, Set<Role> roles) {
		this.caller = new Caller("token " + name, Set.copyOf(roles));
		this.sha256 = sha256.clone();
	}

	/** From now on another token. */
	public void replace(byte[] next) {
		this.sha256 = next.clone();
	}

	Caller caller() {
		return this.caller;
	}

	/** Takes the same time whatever the difference is. */
	boolean matches(byte[] other) {
		return MessageDigest.isEqual(this.sha256, other);
	}

	public static byte[] sha256(String token) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JDK has SHA-256", ex);
		}
	}

}
