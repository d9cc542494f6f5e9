/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.util.ClassUtils;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

import org.presage.base.InvalidInputException;

/** What a configuration that cannot be used has to say to people. */
public final class BindFailure {

	private BindFailure() {
	}

	/** The cause of a failure in one line, with the key where that is known. */
	public static String line(Throwable failure) {
		Throwable root = failure;
		String key = "";
		String found = "";
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			root = cause;
			if (cause instanceof InvalidInputException) {
				break;
			}
			if (cause instanceof InvalidConfigurationPropertyValueException invalid) {
				return invalid.getName() + ": " + invalid.getReason();
			}
			if (cause instanceof PortInUseException port) {
				return "server.port: expected a free port, found " + port.getPort() + ", which another program uses";
			}
			if (cause instanceof MarkedYAMLException yaml) {
				return "expected YAML, found \"" + yaml.getProblem() + "\" in line "
						+ (yaml.getProblemMark().getLine() + 1);
			}
			if (cause instanceof BindException bind) {
				key = bind.getName() + ": ";
				found = (bind.getProperty() != null) ? ", found \"" + bind.getProperty().getValue() + '"' : "";
			}
			if (cause instanceof ConversionFailedException wrong) {
				return key + "expected " + expected(wrong.getTargetType().getType()) + ", found \"" + wrong.getValue()
						+ '"';
			}
		}
		String text = String.valueOf(root.getMessage());
		return text.startsWith(key) || root instanceof InvalidInputException ? text : key + text + found;
	}

	/**
	 * Whether the line is all that there is to know: an error in what was configured, not
	 * in the program.
	 */
	public static boolean isExplained(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof IllegalArgumentException || cause instanceof BindException
					|| cause instanceof InvalidConfigurationPropertyValueException
					|| cause instanceof PortInUseException || cause instanceof ConfigDataException
					|| cause instanceof IOException || cause instanceof YAMLException) {
				return true;
			}
		}
		return false;
	}

	private static String expected(Class<?> type) {
		if (type.isEnum()) {
			return "one of " + names(type);
		}
		if (type == Duration.class) {
			return "a duration such as 10ms or 2s";
		}
		if (type == Boolean.class || type == boolean.class) {
			return "true or false";
		}
		return (Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type))) ? "a number"
				: "a value of another kind (" + type.getSimpleName() + ')';
	}

	private static List<String> names(Class<?> enumeration) {
		return Arrays.stream(enumeration.getEnumConstants())
			.map((value) -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList();
	}

}
