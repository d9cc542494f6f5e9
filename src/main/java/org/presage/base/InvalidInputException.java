/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Input that does not fit: a field of a message, file, setting or argument. The message
 * names the field, what was expected there and what was found, and is formatted here and
 * nowhere else.
 */
public class InvalidInputException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	/** Characters of a sender's text that are repeated to it, to logs and to metrics. */
	private static final int MOST = 300;

	/** Characters of what was expected, which may list names of a file. */
	private static final int MOST_EXPECTED = 2000;

	/** Room for the note that a text was cut, so that it is not cut again. */
	private static final int NOTE = 40;

	/** Also those that end a line, cannot be seen or change the direction of text. */
	private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

	private final String field;

	private final String expected;

	private final String found;

	/** After what was found: a place, or a sentence. */
	private final String ending;

	public InvalidInputException(String field, Object expected, @Nullable Object found) {
		this(field, expected, found, null);
	}

	public InvalidInputException(String field, Object expected, @Nullable Object found, @Nullable Throwable cause) {
		this(field, expected, found, cause, "");
	}

	/**
	 * With a place inside the field.
	 * @param place text at the end of the message, as {@code  (octet 7)}
	 */
	protected InvalidInputException(String field, Object expected, @Nullable Object found, @Nullable Throwable cause,
			String place) {
		this(bounded(field), bounded(String.valueOf(expected), MOST_EXPECTED), shown(String.valueOf(found)), place,
				cause);
	}

	private static String shown(String found) {
		return found.isBlank() ? "nothing" : bounded(found);
	}

	private InvalidInputException(String field, String expected, String found, String ending,
			@Nullable Throwable cause) {
		super(field + ": expected " + expected + ", found " + found + ending, cause);
		this.field = field;
		this.expected = expected;
		this.found = found;
		this.ending = ending;
	}

	/**
	 * A sender's own text, which may be of any length, for a message or a log: what is
	 * longer than {@value #MOST} characters is cut, and says so. Control and format
	 * characters are escaped: a message is one line of a log.
	 */
	public static String bounded(String text) {
		return bounded(text, MOST);
	}

	/**
	 * The same with another limit.
	 * @param most characters
	 */
	public static String bounded(String text, int most) {
		String cut = (text.length() <= most + NOTE) ? text
				: text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most) + "… ("
						+ text.codePointCount(0, text.length()) + " characters)";
		return CONTROL.matcher(cut).replaceAll((found) -> escaped(found.group()));
	}

	/** As in JSON: each unit of UTF-16 with four digits. */
	private static String escaped(String text) {
		return text.chars().mapToObj((unit) -> String.format("\\\\u%04x", unit)).collect(Collectors.joining());
	}

	/** The first input error among a failure and its causes; null if there is none. */
	public static @Nullable InvalidInputException in(Throwable failure) {
		for (Throwable each = failure; each != null; each = each.getCause()) {
			if (each instanceof InvalidInputException problem) {
				return problem;
			}
		}
		return null;
	}

	/**
	 * The same about a field of something larger.
	 * @param outer text before the field's name, as {@code line 7, }
	 */
	public InvalidInputException inside(String outer) {
		return new InvalidInputException(bounded(outer + this.field), this.expected, this.found, this.ending,
				getCause());
	}

	/**
	 * The same with a sentence at its end that says what to do.
	 * @param sentence empty for none
	 */
	public InvalidInputException hinted(String sentence) {
		return sentence.isEmpty() ? this : new InvalidInputException(this.field, this.expected, this.found,
				this.ending + ". " + bounded(sentence), getCause());
	}

	/**
	 * A name that is none of those known, with the question whether a similar one was
	 * meant.
	 * @param kind of the names, as {@code one of the KPIs}
	 */
	public static InvalidInputException unknown(String field, String kind, Collection<String> names,
			@Nullable String found) {
		return new InvalidInputException(field, kind + ' ' + names, found).hinted(NearestName.question(found, names));
	}

	/** Path of the field, as {@code slices[0].weight}. */
	public String field() {
		return this.field;
	}

	public String expected() {
		return this.expected;
	}

	public String found() {
		return this.found;
	}

}
