/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;

import picocli.CommandLine;

/**
 * Adds the files after one occurrence of an option as a list of their own; picocli would
 * join the files of all occurrences.
 */
final class FileLists implements CommandLine.IParameterConsumer {

	@Override
	public void consumeParameters(Stack<String> arguments, CommandLine.Model.ArgSpec option,
			CommandLine.Model.CommandSpec command) {
		List<Path> files = new ArrayList<>();
		while (!arguments.isEmpty() && !arguments.peek().startsWith("-")) {
			files.add(Path.of(arguments.pop()));
		}
		if (files.isEmpty()) {
			throw new CommandLine.ParameterException(command.commandLine(),
					String.join("/", ((CommandLine.Model.OptionSpec) option).names()) + ": expected files, found none");
		}
		List<List<Path>> lists = new ArrayList<>();
		List<List<Path>> before = option.getValue();
		lists.addAll(before);
		lists.add(files);
		option.setValue(lists);
	}

}
