/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;

/** Work on the server's configuration. */
@Command(name = "config", mixinStandardHelpOptions = true,
		subcommands = { ConfigShowCommand.class, ConfigInitCommand.class },
		description = "Show the server's configuration, or write a file to begin with.")
final class ConfigCommand extends CommandGroup {

}
