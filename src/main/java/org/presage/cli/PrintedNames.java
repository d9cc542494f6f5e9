/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.Arrays;
import java.util.Locale;

import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the constants that options take as results print them and as they are declared,
 * in any case: {@code best-rule} and {@code BEST_RULE} are the same.
 */
final class PrintedNames {

	private PrintedNames() {
	}

	/** For all options of a command and of those below it. */
	static void accept(CommandLine line) {
		line.getCommandSpec().args().forEach((argument) -> accept(line, argument));
		line.getSubcommands().values().forEach(PrintedNames::accept);
	}

	private static void accept(CommandLine line, ArgSpec argument) {
		Class<?> type = ArgumentErrors.valueType(argument);
		if (type.isEnum()) {
			register(line, type);
		}
	}

	private static <T> void register(CommandLine line, Class<T> type) {
		T[] constants = type.getEnumConstants();
		ITypeConverter<T> converter = (value) -> Arrays.stream(constants)
			.filter((constant) -> comparable(((Enum<?>) constant).name()).equals(comparable(value)))
			.findFirst()
			.orElseThrow(() -> new TypeConversionException("expected one of " + Arrays.toString(constants)));
		line.registerConverter(type, converter);
	}

	private static String comparable(String name) {
		return name.toUpperCase(Locale.ROOT).replace('-', '_');
	}

}
