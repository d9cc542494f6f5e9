/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;

/** Measurements of speed and memory. */
@Command(name = "bench", mixinStandardHelpOptions = true,
		subcommands = { BenchDeviceCommand.class, BenchLoopCommand.class, BenchPlannerCommand.class,
				BenchPlausibilityCommand.class, BenchRegretCommand.class, BenchScaleCommand.class },
		description = "Measure speed and memory. Every command writes its result as JSON too.")
final class BenchCommand extends CommandGroup {

}
