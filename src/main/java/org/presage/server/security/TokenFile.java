/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import org.presage.base.FileFailure;

/** Reads a bearer token from its file and keeps only the digest. */
public final class TokenFile {

	private static final String TOKEN = "[\\x21-\\x7e]{16,}";

	private TokenFile() {
	}

	/**
	 * The digest of the token in a file.
	 * @param key of the configuration
	 * @throws InvalidConfigurationPropertyValueException naming the key if there is none;
	 * the message never has the token
	 */
	public static byte[] sha256(String key, Path file) {
		String token;
		try {
			token = Files.readString(file).strip();
		}
		catch (IOException ex) {
			throw new InvalidConfigurationPropertyValueException(key, file,
					"expected a readable file with a token, found " + FileFailure.found(ex));
		}
		if (!token.matches(TOKEN)) {
			throw new InvalidConfigurationPropertyValueException(key, file,
					"expected a token of 16 or more visible ASCII characters, found " + token.length()
							+ " characters or others");
		}
		return TokenIdentity.sha256(token);
	}

}
