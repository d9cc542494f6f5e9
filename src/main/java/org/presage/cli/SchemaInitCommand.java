/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.presage.base.InvalidInputException;
import org.presage.offline.data.SchemaProposal;

/** Proposes a schema file for a trace. */
@Command(name = "init", mixinStandardHelpOptions = true,
		description = "Propose a schema file for a trace, CSV or Parquet: delimiter, time, step, series, action, KPIs with units "
				+ "and ranges. Comments say what was found and what to check; docs/schema.md explains every key.")
final class SchemaInitCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Parameters(index = "0", paramLabel = "DATA", description = "Read this trace.")
	@SuppressWarnings("NullAway.Init")
	private Path data;

	@Option(names = "--out", paramLabel = "FILE",
			description = "Write the schema to this file, which must not exist (default: the terminal).")
	private @Nullable Path out;

	@Option(names = "--series", paramLabel = "COLUMN",
			description = "Take this column as the name of the series (default: found).")
	private @Nullable String series;

	@Option(names = "--time", paramLabel = "COLUMN", description = "Take this column as the time (default: found).")
	private @Nullable String time;

	@Option(names = "--action", paramLabel = "COLUMN",
			description = "Take this column as the allocated PRBs (default: found).")
	private @Nullable String action;

	@Override
	public Integer call() {
		Path file = this.out;
		if (file != null && Files.exists(file)) {
			throw new InvalidInputException("--out " + file, "a new file", "one that exists");
		}
		if (Files.isDirectory(this.data) || !Files.exists(this.data)) {
			throw new InvalidInputException(this.data.toString(), "a file",
					Files.exists(this.data) ? "a folder; those with x.npy and y.npy need no columns" : "none");
		}
		String text = SchemaProposal.of(this.data, new SchemaProposal.Hints(this.series, this.time, this.action));
		PrintWriter console = this.command.commandLine().getOut();
		if (file != null) {
			JsonFile.text(file, text);
			console.println("wrote " + file + ". Check it, then run presage train --dry-run --data " + this.data
					+ " --schema " + file);
		}
		else {
			console.print(text);
		}
		console.flush();
		return ExitCodes.OK;
	}

}
