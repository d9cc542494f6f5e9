/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
		return this.quiet ? new PrintWriter(Writer.nullWriter()) : line().getOut();
	}

	/** Where people read how far the work is; nowhere if they asked for nothing. */
	PrintWriter progress() {
		return this.quiet ? new PrintWriter(Writer.nullWriter()) : line().getErr();
	}

	/** Whether nothing but errors is to be printed. */
	boolean isQuiet() {
		return this.quiet;
	}

	/**
	 * The file of a command that cannot do without.
	 * @throws ParameterException if there is none
	 */
	Path required() {
		Path file = this.json;
		if (file == null) {
			throw new ParameterException(line(), this.command.name() + ": expected --json FILE, found none");
		}
		return file;
	}

	/**
	 * Writes the result of the command, and says which files the command wrote.
	 * @param others files that are written already; null for those not requested
	 * @throws org.presage.base.InvalidInputException naming the file if it cannot be
	 * written
	 */
	void write(Object result, @Nullable Path... others) {
		writeAgain(result);
		wrote(others, this.json);
	}

	/** The same without a word, for a command that writes its result again and again. */
	void writeAgain(Object result) {
		line().getOut().flush();
		JsonFile.write(this.json, result);
	}

	private void wrote(@Nullable Path[] others, @Nullable Path last) {
		StringJoiner names = new StringJoiner(", ", "wrote ", "").setEmptyValue("");
		for (Path file : others) {
			if (file != null) {
				names.add(file.toString());
			}
		}
		if (last != null) {
			names.add(last.toString());
		}
		if (names.length() > 0) {
			PrintWriter out = out();
			out.println(names);
			out.flush();
		}
	}

	private CommandLine line() {
		return this.command.commandLine();
	}

}
