/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;

/** Work on schema files. */
@Command(name = "schema", mixinStandardHelpOptions = true, subcommands = SchemaInitCommand.class,
		description = "Write schema files, which say what the columns of a trace are.")
final class SchemaCommand extends CommandGroup {

}
