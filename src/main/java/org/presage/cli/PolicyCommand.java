/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Check A1 policies. */
@Command(name = "policy", mixinStandardHelpOptions = true, subcommands = PolicyCheckCommand.class,
		description = "Check A1 policies.")
final class PolicyCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Override
	public void run() {
		throw ArgumentErrors.missingCommand(this.command.commandLine());
	}

}
