/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.nio.file.Path;
import java.util.List;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import org.presage.server.config.SecurityProperties;
import org.presage.server.security.TokenFile;

/** Whether the files of bearer tokens have one each. No token is ever shown. */
final class TokenCheck implements Check {

	private final List<SecurityProperties.Token> tokens;

	TokenCheck(List<SecurityProperties.Token> tokens) {
		this.tokens = List.copyOf(tokens);
	}

	@Override
	public String name() {
		return "tokens";
	}

	@Override
	public void look(Findings findings) {
		if (this.tokens.isEmpty()) {
			findings.ok("none is configured");
		}
		for (int i = 0; i < this.tokens.size(); i++) {
			SecurityProperties.Token token = this.tokens.get(i);
			String key = "presage.security.tokens[" + i + "].token-file";
			Path file = token.tokenFile();
			if (file == null) {
				findings.ok(token.name() + ": by its digest");
				continue;
			}
			try {
				TokenFile.sha256(key, file);
				SecretFile.look(key, file, "the token of " + token.name(), findings);
			}
			catch (InvalidConfigurationPropertyValueException ex) {
				findings.fail(key + ": " + ex.getReason() + " in " + file, "openssl rand -hex 32 > " + file);
			}
		}
	}

}
