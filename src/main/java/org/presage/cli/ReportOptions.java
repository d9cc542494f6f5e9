/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How a command that reports something writes its result: for people, for programs, or
 * both.
 */
final class ReportOptions {

	@Spec(Spec.Target.MIXEE)
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--json", paramLabel = "FILE", description = "Also write the result to this file, as JSON.")
	private @Nullable Path json;

	@Option(names = { "-q", "--quiet" }, description = "Print nothing but errors.")
	private boolean quiet;

	/** Where people read; nowhere if they asked for nothing. */
	PrintWriter out() {
		return this.quiet ? new PrintWriter(new StringWriter()) : this.command.commandLine().getOut();
	}

	/** Whether nothing but errors is to be printed. */
	boolean isQuiet() {
		return this.quiet;
	}

	/**
	 * Writes the result of the command.
	 * @throws org.presage.base.InvalidInputException naming the file if it cannot be
	 * written
	 */
	void write(Object result) {
		this.command.commandLine().getOut().flush();
		JsonFile.write(this.json, result);
	}

}
