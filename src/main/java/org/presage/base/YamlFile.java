/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads a YAML file that a person wrote into a record. What does not fit is named by
 * file, line and key, in the words of the file's own keys.
 */
public final class YamlFile {

	/** Largest file, 1 MiB. */
	static final int MOST_OCTETS = 1 << 20;

	private static final Set<Class<?>> WHOLE = Set.of(int.class, long.class, Integer.class, Long.class,
			BigInteger.class);

	private static final Set<Class<?>> NUMBERS = Set.of(double.class, float.class, Double.class, Float.class,
			BigDecimal.class);

	/**
	 * Reads YAML as all files of this program are read: a key that comes twice is an
	 * error.
	 */
	public static final YAMLMapper MAPPER = YAMLMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private YamlFile() {
	}

	/**
	 * Reads a file.
	 * @param what the file is, as {@code schema file}
	 * @param type a record whose components are the keys
	 * @throws InvalidInputException naming file, line and key
	 */
	public static <T> T read(String what, Path file, Class<T> type) {
		String where = what + " " + file;
		String text = text(where, file);
		if (text.isBlank()) {
			throw new InvalidInputException(where, "keys and values in YAML", "an empty file");
		}
		try {
			return MAPPER.readValue(text, type);
		}
		catch (JacksonException ex) {
			InvalidInputException own = InvalidInputException.in(ex);
			throw (own != null) ? own.inside(where + ": ") : problem(ex, where, text);
		}
	}

	private static String text(String where, Path file) {
		if (!Files.isRegularFile(file)) {
			throw new InvalidInputException(where, "a file", Files.exists(file) ? "a folder" : "none");
		}
		try {
			long octets = Files.size(file);
			if (octets > MOST_OCTETS) {
				throw new InvalidInputException(where, "at most " + MOST_OCTETS + " octets", octets);
			}
			String text = Files.readString(file, StandardCharsets.UTF_8);
			return text.startsWith("\uFEFF") ? text.substring(1) : text;
		}
		catch (IOException ex) {
			throw FileFailure.reading(where, ex);
		}
	}

	private static InvalidInputException problem(JacksonException ex, String where, String text) {
		TokenStreamLocation place = ex.getLocation();
		String at = where + ((place != null && place.getLineNr() > 0) ? ": line " + place.getLineNr() : "");
		if (ex instanceof UnrecognizedPropertyException unknown) {
			// The parser is behind the key by now, perhaps in a later line.
			Collection<Object> known = unknown.getKnownPropertyIds();
			return new InvalidInputException(where + line(text, unknown.getPropertyName()) + key(ex),
					"one of " + ((known != null) ? new TreeSet<>(known) : "none"), unknown.getPropertyName(), ex);
		}
		if (ex instanceof MismatchedInputException wrong) {
			Object found = (wrong instanceof InvalidFormatException format) ? "\"" + format.getValue() + "\""
					: "a value of another kind";
			return new InvalidInputException(at + key(ex), kind(wrong.getTargetType()), found, ex);
		}
		String words = String.valueOf(ex.getOriginalMessage())
			.lines()
			.findFirst()
			.orElse("")
			.replaceAll(":? ?\\(?(java|tools|com|org)\\.[\\w.$]+\\)?", "");
		return new InvalidInputException(at, "YAML", "text that is not (" + words + ")", ex);
	}

	private static String line(String text, String key) {
		Matcher place = Pattern.compile("\\b" + Pattern.quote(key) + "[\"']?\\s*:").matcher(text);
		return place.find()
				? ": line " + (1 + text.substring(0, place.start()).chars().filter((sign) -> sign == '\n').count())
				: "";
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

	private static String kind(@Nullable Class<?> type) {
		if (type == null) {
			return "another value";
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
