/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.concurrent.Callable;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes the script with which a shell completes the commands. */
@Command(name = "completion", mixinStandardHelpOptions = true,
		description = "Write a completion script for bash and zsh. Load it with: source <(presage completion).")
final class CompletionCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Override
	public Integer call() {
		this.command.commandLine().getOut().print(AutoComplete.bash("presage", this.command.commandLine().getParent()));
		this.command.commandLine().getOut().flush();
		return ExitCodes.OK;
	}

}
