/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** E2SM messages by hand. */
@Command(name = "e2", mixinStandardHelpOptions = true,
		subcommands = { E2DecodeCommand.class, E2EncodeCommand.class, E2VerifyCommand.class },
		description = "Read and write E2SM messages; docs/e2.md lists their types and shows their JSON.")
final class E2Command implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Override
	public void run() {
		throw ArgumentErrors.missingCommand(this.command.commandLine());
	}

}
