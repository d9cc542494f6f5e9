/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Work on model packages. */
@Command(name = "model", mixinStandardHelpOptions = true,
		subcommands = { ModelListCommand.class, ModelInfoCommand.class, ModelReexportCommand.class,
				ModelProposeCommand.class, ModelVarxCommand.class },
		description = "List model packages, show one, write its graphs again, or add proposals or its VARX.")
final class ModelCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Override
	public void run() {
		throw ArgumentErrors.missingCommand(this.command.commandLine());
	}

}
