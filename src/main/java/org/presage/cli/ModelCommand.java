/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;

/** Work on model packages. */
@Command(name = "model", mixinStandardHelpOptions = true,
		subcommands = { ModelListCommand.class, ModelInfoCommand.class, ModelReexportCommand.class,
				ModelProposeCommand.class, ModelVarxCommand.class },
		description = "List model packages, show one, write its graphs again, or add proposals or its VARX.")
final class ModelCommand extends CommandGroup {

}
