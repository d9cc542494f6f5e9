/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import org.presage.client.ChannelSettings;

/** What the commands that talk to a running xApp have in common. */
final class ChannelOptions {

	@Option(names = "--tls-ca", paramLabel = "FILE",
			description = "Verify the xApp's certificate with the CA in this PEM file; without it the "
					+ "connection is plaintext.")
	private @Nullable Path ca;

	@Option(names = "--tls-cert", paramLabel = "FILE",
			description = "Present the client's certificate in this PEM file.")
	private @Nullable Path certificate;

	@Option(names = "--tls-key", paramLabel = "FILE",
			description = "Use the key of that certificate in this PEM file, PKCS #8 without a password.")
	private @Nullable Path key;

	@Option(names = "--token-file", paramLabel = "FILE",
			description = "Send the bearer token in this file, over TLS, or in plaintext to this machine only.")
	private @Nullable Path token;

	ChannelSettings settings() {
		return new ChannelSettings(this.ca, this.certificate, this.key, this.token);
	}

}
