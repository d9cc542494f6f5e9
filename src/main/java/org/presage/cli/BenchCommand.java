/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measurements of speed and memory. */
@Command(name = "bench", mixinStandardHelpOptions = true,
		subcommands = { BenchDeviceCommand.class, BenchLoopCommand.class, BenchPlannerCommand.class,
				BenchPlausibilityCommand.class, BenchRegretCommand.class, BenchScaleCommand.class },
		description = "Measure speed and memory. Every command writes its result as JSON too.")
final class BenchCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Override
	public void run() {
		throw ArgumentErrors.missingCommand(this.command.commandLine());
	}

}
