/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Work on model packages. */
@Command(name = "model", mixinStandardHelpOptions = true, subcommands = ModelReexportCommand.class,
		description = "Work on model packages.")
final class ModelCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Override
	public void run() {
		throw new ParameterException(this.command.commandLine(), "model: expected what to do with it");
	}

}
