/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;

/** Work on what running cells teach. */
@Command(name = "learn", mixinStandardHelpOptions = true,
		subcommands = { LearnStatusCommand.class, LearnExportCommand.class, LearnTrainCommand.class },
		description = "Show what a store of transitions holds, export it as a trace, or train a model further on it. "
				+ "docs/learning.md says what is kept.")
final class LearnCommand extends CommandGroup {

}
