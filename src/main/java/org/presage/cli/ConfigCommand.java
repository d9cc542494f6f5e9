/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Work on the server's configuration. */
@Command(name = "config", mixinStandardHelpOptions = true,
		subcommands = { ConfigShowCommand.class, ConfigInitCommand.class },
		description = "Show the server's configuration, or write a file to begin with.")
final class ConfigCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Override
	public void run() {
		throw ArgumentErrors.missingCommand(this.command.commandLine());
	}

}
