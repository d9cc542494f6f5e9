/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.ITypeInfo;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import org.presage.base.InvalidInputException;
import org.presage.base.NearestName;

/**
 * Says what is wrong with a command line in the form of all other input errors, instead
 * of picocli's words and a page of help.
 */
final class ArgumentErrors {

	private static final String ROOT = "presage";

	private static final Set<Class<?>> WHOLE = Set.of(int.class, long.class, Integer.class, Long.class);

	private static final Set<Class<?>> NUMBERS = Set.of(double.class, float.class, Double.class, Float.class);

	private ArgumentErrors() {
	}

	/** Prints one line and returns the exit code. */
	static int explain(ParameterException failure, String[] args) {
		CommandLine command = failure.getCommandLine();
		command.getErr().println(command.getColorScheme().errorText(ROOT + ": " + message(failure)));
		return ExitCodes.INPUT;
	}

	/** A command was given without the one below it that says what to do. */
	static ParameterException missingCommand(CommandLine group) {
		return new ParameterException(group,
				new InvalidInputException(name(group), "one of " + group.getSubcommands().keySet(), "none")
					.getMessage());
	}

	/** A command that does not exist. */
	static ParameterException unknownCommand(CommandLine group, String found) {
		return new ParameterException(group,
				InvalidInputException.unknown(name(group), "one of", group.getSubcommands().keySet(), found)
					.getMessage());
	}

	private static @Nullable String message(ParameterException failure) {
		CommandLine command = failure.getCommandLine();
		String name = name(command);
		if (failure instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
			return unmatched(command, unmatched.getUnmatched().getFirst());
		}
		if (failure instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
			List<String> others = command.getUnmatchedArguments();
			if (!others.isEmpty() && others.getFirst().startsWith("-")) {
				// The option that is missing may be the one that is misspelt.
				return unmatched(command, others.getFirst());
			}
			return new InvalidInputException(name, label(missing.getMissing().getFirst()), "none").hinted(help(command))
				.getMessage();
		}
		if (failure instanceof OverwrittenOptionException twice) {
			return new InvalidInputException(name + ": " + label(twice.getOverwritten()), "it once", "it twice")
				.getMessage();
		}
		ArgSpec argument = failure.getArgSpec();
		if (argument != null && failure.getValue() != null) {
			return value(name + ": " + name(argument), valueType(argument), failure.getValue()).getMessage();
		}
		String own = String.valueOf(failure.getMessage());
		return (own.startsWith(name + ": ")) ? own : name + ": " + own;
	}

	private static @Nullable String unmatched(CommandLine command, String found) {
		if (found.startsWith("-")) {
			List<String> options = command.getCommandSpec()
				.options()
				.stream()
				.flatMap((option) -> Arrays.stream(option.names()))
				.toList();
			String given = found.split("=", 2)[0];
			String question = NearestName.question(given, options);
			return new InvalidInputException(name(command), "one of its options", given)
				.hinted(question.isEmpty() ? help(command) : question)
				.getMessage();
		}
		return command.getSubcommands().isEmpty()
				? new InvalidInputException(name(command), "no further argument", '"' + found + '"')
					.hinted(help(command))
					.getMessage()
				: unknownCommand(command, found).getMessage();
	}

	/** What one value of an option is, also where it takes several. */
	static Class<?> valueType(ArgSpec argument) {
		ITypeInfo type = argument.typeInfo();
		return type.isMultiValue() ? type.getAuxiliaryTypes()[0] : type.getType();
	}

	private static InvalidInputException value(String field, Class<?> type, String found) {
		if (type.isEnum()) {
			Collection<String> names = Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
			return InvalidInputException.unknown(field, "one of", names, found);
		}
		return new InvalidInputException(field,
				WHOLE.contains(type) ? "a whole number" : NUMBERS.contains(type) ? "a number" : "another value",
				'"' + found + '"');
	}

	private static String help(CommandLine command) {
		return "See presage help " + (isRoot(command) ? "" : name(command));
	}

	private static boolean isRoot(CommandLine command) {
		return command.getParent() == null;
	}

	/** Of a command, without the program's. */
	private static String name(CommandLine command) {
		return isRoot(command) ? "command" : command.getCommandSpec().qualifiedName().substring(ROOT.length() + 1);
	}

	private static String name(ArgSpec argument) {
		return (argument instanceof OptionSpec option) ? option.longestName() : argument.paramLabel();
	}

	private static String label(@Nullable ArgSpec argument) {
		return (argument == null) ? "each option" : (argument instanceof OptionSpec option && option.arity().max() > 0)
				? option.longestName() + ' ' + argument.paramLabel() : name(argument);
	}

}
