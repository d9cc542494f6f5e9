/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/** Shows the help of a command, also of one below another. */
@Command(name = "help", mixinStandardHelpOptions = true,
		description = "Show the help of a command, for example presage help bench loop.")
final class HelpCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Explain this command; none lists all commands.")
	private List<String> names = List.of();

	@Override
	public Integer call() {
		CommandLine found = this.command.commandLine().getParent();
		for (String name : this.names) {
			CommandLine next = found.getSubcommands().get(name);
			if (next == null) {
				throw ArgumentErrors.unknownCommand(found, name);
			}
			found = next;
		}
		found.usage(this.command.commandLine().getOut());
		return ExitCodes.OK;
	}

}
