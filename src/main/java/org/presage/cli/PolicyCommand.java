/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;

/** Check A1 policies. */
@Command(name = "policy", mixinStandardHelpOptions = true, subcommands = PolicyCheckCommand.class,
		description = "Check A1 policies.")
final class PolicyCommand extends CommandGroup {

}
