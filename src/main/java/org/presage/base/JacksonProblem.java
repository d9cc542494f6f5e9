/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what Jackson could not read in the words of the text's own keys. */
public final class JacksonProblem {

	private static final Set<Class<?>> WHOLE = Set.of(int.class, long.class, Integer.class, Long.class,
			BigInteger.class);

	private static final Set<Class<?>> NUMBERS = Set.of(double.class, float.class, Double.class, Float.class,
			BigDecimal.class);

	private JacksonProblem() {
	}

	/**
	 * What is wrong.
	 * @param where the text is from
	 * @param form that the text should have, as {@code JSON}
	 */
	public static InvalidInputException of(JacksonException ex, String where, String form) {
		return of(ex, where, true, form);
	}

	/**
	 * @param exact whether there is a value where the failure is, not nothing
	 */
	static InvalidInputException of(JacksonException ex, String where, boolean exact, String form) {
		String at = where + key(ex);
		if (ex instanceof UnrecognizedPropertyException unknown) {
			Collection<Object> known = unknown.getKnownPropertyIds();
			Set<String> names = new TreeSet<>();
			if (known != null) {
				known.forEach((name) -> names.add(name.toString()));
			}
			return new InvalidInputException(at, "one of " + (names.isEmpty() ? "none" : names),
					unknown.getPropertyName(), ex)
				.hinted(NearestName.question(unknown.getPropertyName(), names));
		}
		if (ex instanceof MismatchedInputException wrong) {
			Object found = (wrong instanceof InvalidFormatException format) ? "\"" + format.getValue() + "\""
					: exact ? "a value of another kind" : "nothing";
			boolean element = !ex.getPath().isEmpty() && ex.getPath().getLast().getPropertyName() == null;
			return new InvalidInputException(at, kind(wrong.getTargetType(), element), found, ex);
		}
		if (ex instanceof StreamConstraintsException) {
			return new InvalidInputException(at, "names and numbers of a usual length", "a longer one", ex);
		}
		if (ex instanceof DatabindException) {
			return new InvalidInputException(at, "values that fit together", "others", ex);
		}
		return new InvalidInputException(at, form, "text that is not", ex);
	}

	private static String key(JacksonException ex) {
		StringBuilder key = new StringBuilder();
		for (JacksonException.Reference step : ex.getPath()) {
			if (step.getPropertyName() != null) {
				key.append(key.isEmpty() ? "" : ".").append(step.getPropertyName());
			}
			else {
				key.append('[').append(step.getIndex()).append(']');
			}
		}
		return key.isEmpty() ? "" : ": " + key;
	}

	/**
	 * @param element whether it is about an element, where the type is that of an array
	 */
	private static String kind(@Nullable Class<?> type, boolean element) {
		if (type == null) {
			return "another value";
		}
		if (type.isArray()) {
			return element ? kind(type.getComponentType(), false) : "a list";
		}
		if (WHOLE.contains(type)) {
			return "a whole number";
		}
		if (NUMBERS.contains(type)) {
			return "a number";
		}
		if (type.isEnum()) {
			return "one of " + Arrays.stream(type.getEnumConstants())
				.map((value) -> value.toString().toLowerCase(Locale.ROOT))
				.toList();
		}
		if (Collection.class.isAssignableFrom(type)) {
			return "a list";
		}
		return (Map.class.isAssignableFrom(type) || type.isRecord()) ? "keys with values"
				: (type == Boolean.class || type == boolean.class) ? "true or false" : "a text";
	}

}
