/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Work on schema files. */
@Command(name = "schema", mixinStandardHelpOptions = true, subcommands = SchemaInitCommand.class,
		description = "Write schema files, which say what the columns of a trace are.")
final class SchemaCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Override
	public void run() {
		throw ArgumentErrors.missingCommand(this.command.commandLine());
	}

}
