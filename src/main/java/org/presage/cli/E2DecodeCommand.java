/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.presage.e2.asn1.Octets;
import org.presage.e2.json.MessageType;
import org.presage.e2.sm.common.Grammar;

/** Bytes to JSON. */
@Command(name = "decode", mixinStandardHelpOptions = true, description = "Print an E2SM message as JSON.")
final class E2DecodeCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--type", required = true, paramLabel = "TYPE",
			description = "Read the bytes as this type, for example kpm.indicationMessage; the message about "
					+ "a wrong one lists all.")
	@SuppressWarnings("NullAway.Init")
	private String type;

	@Option(names = "--grammar", paramLabel = "GRAMMAR", defaultValue = "standard",
			description = "Read and write as nodes of this grammar: standard, flexric-legacy, kpm-v2.00, kpm-v2.01, "
					+ "kpm-v2.03, kpm-v3 or kpm-v4 (default: ${DEFAULT-VALUE}).")
	@SuppressWarnings("NullAway.Init")
	private String grammar;

	@Parameters(paramLabel = "HEX", description = "Decode this message, two hexadecimal digits an octet.")
	@SuppressWarnings("NullAway.Init")
	private String hex;

	@Override
	public Integer call() {
		byte[] message = Octets.hex(this.hex).toBytes();
		this.command.commandLine()
			.getOut()
			.println(MessageType.named(this.type, Grammar.named(this.grammar)).toJson(message));
		return ExitCodes.OK;
	}

}
