/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.convert.ConversionFailedException;

import org.presage.base.InvalidInputException;

/** What a configuration that cannot be used has to say to people. */
public final class BindFailure {

	private BindFailure() {
	}

	/** The cause of a failure in one line, with the key where that is known. */
	public static String line(Throwable failure) {
		Throwable root = failure;
		String key = "";
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			root = cause;
			if (cause instanceof InvalidInputException) {
				break;
			}
			if (cause instanceof BindException bind) {
				key = bind.getName().toString();
			}
			if (cause instanceof ConversionFailedException wrong && wrong.getTargetType().getType().isEnum()) {
				return key + ": expected one of " + names(wrong.getTargetType().getType()) + ", found \""
						+ wrong.getValue() + '"';
			}
		}
		return String.valueOf(root.getMessage());
	}

	private static List<String> names(Class<?> enumeration) {
		return Arrays.stream(enumeration.getEnumConstants())
			.map((value) -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList();
	}

}
