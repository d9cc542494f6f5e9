/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Work on what running cells teach. */
@Command(name = "learn", mixinStandardHelpOptions = true,
		subcommands = { LearnStatusCommand.class, LearnExportCommand.class },
		description = "Show what a store of transitions holds, or export it as a trace for 'train'. docs/learning.md "
				+ "says what is kept.")
final class LearnCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Override
	public void run() {
		throw ArgumentErrors.missingCommand(this.command.commandLine());
	}

}
