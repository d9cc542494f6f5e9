/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine;
import tools.jackson.core.exc.JacksonIOException;

import org.presage.base.FileFailure;
import org.presage.base.InvalidInputException;
import org.presage.offline.data.DataException;
import org.presage.worldmodel.ModelException;

/** The program's commands. */
@Command(name = "presage", mixinStandardHelpOptions = true, versionProvider = BuildInfo.class,
		description = "A near-real-time O-RAN xApp that plans PRB allocations in the imagination of a learned "
				+ "world model.",
		synopsisSubcommandLabel = "COMMAND", commandListHeading = "%nCommands:%n",
		subcommands = { DemoCommand.class, ServeCommand.class, DoctorCommand.class, AttachCommand.class,
				RicCommand.class, ReplayCommand.class, SimulateCommand.class, SchemaCommand.class,
				DescribeCommand.class, NeighboursCommand.class, TrainCommand.class, LearnCommand.class,
				EvaluateCommand.class, CompareCommand.class, ExplainCommand.class, PlanCommand.class,
				ScreenCommand.class, ModelCommand.class, BenchCommand.class, E2Command.class, PolicyCommand.class,
				ConfigCommand.class, StatusCommand.class, HelpCommand.class, CompletionCommand.class })
public final class PresageCommand {

	/** What Java puts in place of bytes that are no text in the locale's encoding. */
	private static final char UNREADABLE = '\ufffd';

	/** Characters of a message, which may repeat what a file has. */
	private static final int MOST_SHOWN = 4000;

	/** Runs a command line and returns the exit code. */
	public static int run(String... args) {
		// Numbers look the same everywhere, in tables as in files.
		Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
		return execute(line(), args);
	}

	/** Runs a command line on a parser. */
	static int execute(CommandLine line, String... args) {
		for (String arg : args) {
			if (arg.indexOf(UNREADABLE) >= 0) {
				line.getErr()
					.println("presage: argument: expected text in " + System.getProperty("sun.jnu.encoding")
							+ ", the encoding of this locale, found \"" + arg + "\". Set LC_ALL=C.UTF-8");
				return ExitCodes.INPUT;
			}
		}
		return line.execute(args);
	}

	/** The parser of command lines. */
	static CommandLine line() {
		CommandLine line = new CommandLine(new PresageCommand()).setExecutionStrategy(PresageCommand::checked)
			.setExecutionExceptionHandler(PresageCommand::explain)
			.setParameterExceptionHandler(ArgumentErrors::explain)
			.setUsageHelpAutoWidth(true);
		takeKeys(line);
		PrintedNames.accept(line);
		return line;
	}

	/** Commands that start the server take its keys as Spring does too, with dashes. */
	private static void takeKeys(CommandLine line) {
		if (line.getMixins().values().stream().anyMatch(ServerOptions.class::isInstance)) {
			line.setUnmatchedOptionsArePositionalParams(true);
		}
		line.getSubcommands().values().forEach(PresageCommand::takeKeys);
	}

	/** Folders and output files are checked before a command works for minutes. */
	private static int checked(CommandLine.ParseResult parsed) {
		try {
			requireTemporaryFolder(parsed);
			OutputPaths.check(parsed);
		}
		catch (InvalidInputException ex) {
			CommandLine command = parsed.commandSpec().commandLine();
			command.getErr().println(command.getColorScheme().errorText("presage: " + ex.getMessage()));
			return ExitCodes.INPUT;
		}
		return new CommandLine.RunLast().execute(parsed);
	}

	/** Native libraries are unpacked there. Help needs none. */
	private static void requireTemporaryFolder(CommandLine.ParseResult parsed) {
		boolean helps = parsed.asCommandLineList()
			.stream()
			.anyMatch((command) -> command.isUsageHelpRequested() || command.isVersionHelpRequested());
		Path folder = Path.of(System.getProperty("java.io.tmpdir"));
		if (!helps && !(Files.isDirectory(folder) && Files.isWritable(folder))) {
			throw new InvalidInputException("java.io.tmpdir",
					"a folder that can be written, for native libraries (Java option -Djava.io.tmpdir=FOLDER)", folder);
		}
	}

	/** Wrong input is reported in one line; a stack trace is for unexpected failures. */
	private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
			throws Exception {
		String line = line(failure);
		if (line == null) {
			throw failure;
		}
		if (!line.isEmpty()) {
			command.getErr().println(command.getColorScheme().errorText("presage: " + line));
		}
		return ExitCodes.INPUT;
	}

	private static String shown(String message) {
		return (message.length() <= MOST_SHOWN) ? message
				: message.substring(0, MOST_SHOWN) + "… (" + message.length() + " characters)";
	}

	/**
	 * The failure for people; null if nobody expected it, empty if there is nothing to
	 * say.
	 */
	private static @Nullable String line(Throwable failure) {
		if (failure instanceof ServerOptions.StartException stopped) {
			return stopped.isQuiet() ? "" : stopped.getMessage();
		}
		if (failure instanceof DataException || failure instanceof ModelException
				|| failure instanceof IllegalArgumentException) {
			return (failure.getMessage() != null) ? shown(failure.getMessage()) : null;
		}
		if (failure instanceof FileSystemException file && file.getFile() != null) {
			return FileFailure.reading(file.getFile(), file).getMessage();
		}
		if (failure instanceof IOException io) {
			return FileFailure.found(io);
		}
		boolean wrapped = failure instanceof UncheckedIOException || failure instanceof JacksonIOException;
		return (wrapped && failure.getCause() != null) ? line(failure.getCause()) : null;
	}

}
