/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine;

import org.presage.base.InvalidInputException;
import org.presage.offline.data.DataException;
import org.presage.worldmodel.ModelException;

/** The program's commands. */
@Command(name = "presage", mixinStandardHelpOptions = true, versionProvider = BuildInfo.class,
		description = "A near-real-time O-RAN xApp that plans PRB allocations in the imagination of a learned world model.",
		synopsisSubcommandLabel = "COMMAND", commandListHeading = "%nCommands:%n",
		subcommands = { DemoCommand.class, ServeCommand.class, DoctorCommand.class, AttachCommand.class,
				RicCommand.class, ReplayCommand.class, SimulateCommand.class, SchemaCommand.class, TrainCommand.class,
				EvaluateCommand.class, CompareCommand.class, ExplainCommand.class, PlanCommand.class,
				ScreenCommand.class, ModelCommand.class, BenchCommand.class, E2Command.class, PolicyCommand.class })
public final class PresageCommand {

	/** Runs a command line and returns the exit code. */
	public static int run(String... args) {
		return line().execute(args);
	}

	/** The parser of command lines. */
	static CommandLine line() {
		CommandLine line = new CommandLine(new PresageCommand()).setExecutionStrategy(PresageCommand::checked)
			.setExecutionExceptionHandler(PresageCommand::explain)
			.setCaseInsensitiveEnumValuesAllowed(true)
			.setUsageHelpAutoWidth(true);
		takeKeys(line);
		return line;
	}

	/** Commands that start the server take its keys as Spring does too, with dashes. */
	private static void takeKeys(CommandLine line) {
		if (line.getMixins().values().stream().anyMatch(ServerOptions.class::isInstance)) {
			line.setUnmatchedOptionsArePositionalParams(true);
		}
		line.getSubcommands().values().forEach(PresageCommand::takeKeys);
	}

	/** Output files are checked before a command works for minutes. */
	private static int checked(CommandLine.ParseResult parsed) {
		try {
			OutputPaths.check(parsed);
		}
		catch (InvalidInputException ex) {
			CommandLine command = parsed.commandSpec().commandLine();
			command.getErr().println(command.getColorScheme().errorText("presage: " + ex.getMessage()));
			return ExitCodes.INPUT;
		}
		return new CommandLine.RunLast().execute(parsed);
	}

	/** Wrong input is reported in one line; a stack trace is for unexpected failures. */
	private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
			throws Exception {
		if (failure instanceof DataException || failure instanceof ModelException
				|| failure instanceof InvalidInputException || failure instanceof IllegalArgumentException
				|| failure instanceof ServerOptions.StartException || failure instanceof java.io.IOException) {
			command.getErr().println(command.getColorScheme().errorText("presage: " + failure.getMessage()));
			return ExitCodes.INPUT;
		}
		throw failure;
	}

}
