/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;

/** E2SM messages by hand. */
@Command(name = "e2", mixinStandardHelpOptions = true,
		subcommands = { E2DecodeCommand.class, E2EncodeCommand.class, E2VerifyCommand.class },
		description = "Read and write E2SM messages; docs/e2.md lists their types and shows their JSON.")
final class E2Command extends CommandGroup {

}
