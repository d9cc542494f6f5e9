/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * Reads the numbers of one file: with a point or a comma, grouped digits, percent signs,
 * and texts that mean an absent value. What it had to find out itself is in its notes.
 */
final class NumberReader {

	/** Texts that mean an absent value, in lower case. */
	static final Set<String> ABSENT = Set.of("-", "--", "n/a", "#n/a", "na", "nan", "null", "none");

	private static final Set<String> INFINITE = Set.of("inf", "+inf", "infinity", "+infinity");

	private final @Nullable Character thousands;

	/** A point or a comma; null until one is found. */
	private final @Nullable Character decimal;

	private final boolean commaSeparates;

	private final Set<String> absentTexts = new HashSet<>(ABSENT);

	private final Set<Double> absentNumbers = new HashSet<>();

	private final @Nullable Pattern grouped;

	private final Map<String, Integer> absent = new LinkedHashMap<>();

	/** The first number with a point and the first with a comma. */
	private @Nullable String withPoint;

	private @Nullable String withComma;

	/**
	 * @param commaSeparates whether a comma separates fields, so that one in a number
	 * needs a word in the schema
	 */
	NumberReader(TextLayout layout, boolean commaSeparates) {
		this.thousands = layout.thousands();
		this.decimal = (layout.decimal() != null) ? layout.decimal() : other(this.thousands);
		this.commaSeparates = commaSeparates;
		for (String text : layout.missing()) {
			this.absentTexts.add(text.strip().toLowerCase(Locale.ROOT));
			try {
				this.absentNumbers.add(Double.parseDouble(text));
			}
			catch (NumberFormatException ex) {
				// A text, then.
			}
		}
		String point = Pattern.quote((this.decimal != null) ? "" + this.decimal : ".");
		this.grouped = (this.thousands != null) ? Pattern
			.compile("[+-]?\\d{1,3}(" + Pattern.quote("" + this.thousands) + "\\d{3})*(" + point + "\\d+)?") : null;
	}

	/** Where points or commas group digits, the other one is the decimal sign. */
	private static @Nullable Character other(@Nullable Character groups) {
		return (groups == null) ? null : (groups == '.') ? Character.valueOf(',') : (groups == ',') ? '.' : null;
	}

	/**
	 * Reads a field.
	 * @param percent whether the number may have a percent sign, which is ignored
	 * @return NaN for an absent value
	 * @throws InvalidInputException with an empty field name, if it is no number
	 */
	double read(@Nullable String field, boolean percent) {
		String text = (field != null) ? field.strip() : "";
		if (text.isEmpty()) {
			return Double.NaN;
		}
		if (isPlain(text)) {
			try {
				double value = Double.parseDouble(text);
				if (text.indexOf('.') >= 0) {
					point(text);
				}
				return this.absentNumbers.contains(value) ? absent(text) : value;
			}
			catch (NumberFormatException ex) {
				// Perhaps a text that means absent.
			}
		}
		String lower = text.toLowerCase(Locale.ROOT);
		if (this.absentTexts.contains(lower)) {
			return absent(text);
		}
		if (INFINITE.contains(lower) || lower.equals("-inf") || lower.equals("-infinity")) {
			return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
		}
		return adapted(text, percent);
	}

	/** Whether a point, if there is one, is the decimal sign beyond doubt. */
	private boolean isPlain(String text) {
		for (int i = 0; i < text.length(); i++) {
			char sign = text.charAt(i);
			if (!(sign >= '0' && sign <= '9') && sign != '-' && sign != '+' && sign != 'e' && sign != 'E'
					&& !(sign == '.' && !isComma())) {
				return false;
			}
		}
		return !text.isEmpty() && this.grouped == null;
	}

	private boolean isComma() {
		return this.decimal != null && this.decimal == ',';
	}

	private double absent(String text) {
		this.absent.merge(text, 1, Integer::sum);
		return Double.NaN;
	}

	private double adapted(String field, boolean percent) {
		String text = field.replace('\u2212', '-');
		if (text.endsWith("%")) {
			if (!percent) {
				throw wrong(field, "; a percent sign needs scale: 0.01 for a ratio, or unit: \"%\", in the schema");
			}
			text = text.substring(0, text.length() - 1).strip();
		}
		Character groups = this.thousands;
		if (this.grouped != null && groups != null) {
			if (groups == ' ') {
				text = text.replace('\u00A0', ' ').replace('\u202F', ' ');
			}
			if (text.indexOf(groups) >= 0) {
				if (!this.grouped.matcher(text).matches()) {
					throw wrong(field, "; thousands: \"" + groups + "\" needs groups of three digits");
				}
				text = text.replace("" + groups, "");
			}
		}
		boolean comma = text.indexOf(',') >= 0;
		boolean point = text.indexOf('.') >= 0;
		boolean mayComma = isComma() || (this.decimal == null && !this.commaSeparates);
		if ((comma && (point || !mayComma)) || (point && isComma())) {
			throw wrong(field, "; name the signs as decimal and thousands in the schema");
		}
		try {
			if (!text.matches("[-+]?[0-9.,]+([eE][-+]?[0-9]+)?")) {
				throw wrong(field, "");
			}
			double value = Double.parseDouble(text.replace(',', '.'));
			if (comma) {
				comma(field);
			}
			else if (point) {
				point(field);
			}
			return this.absentNumbers.contains(value) ? absent(field) : value;
		}
		catch (NumberFormatException ex) {
			throw wrong(field, "");
		}
	}

	private void point(String text) {
		if (this.withPoint == null) {
			this.withPoint = text;
			requireOneSign(text, this.withComma);
		}
	}

	private void comma(String text) {
		if (this.withComma == null) {
			this.withComma = text;
			requireOneSign(text, this.withPoint);
		}
	}

	private void requireOneSign(String text, @Nullable String other) {
		if (other != null && this.decimal == null) {
			throw new InvalidInputException("", "one decimal sign in the file",
					"\"" + text + "\" after \"" + other + "\"; name the signs as decimal and thousands in the schema");
		}
	}

	private static InvalidInputException wrong(String text, String remedy) {
		return new InvalidInputException("", "a number", "\"" + text + "\"" + remedy);
	}

	/** Whether a number with a decimal comma was read. */
	boolean hasCommas() {
		return this.withComma != null;
	}

	/** What a user should know, one sentence each. */
	void notes(List<String> notes) {
		if (this.withComma != null && this.decimal == null) {
			notes.add("commas are decimal signs, as in " + this.withComma);
		}
		this.absent.forEach((text, count) -> notes.add("\"" + text + "\" means absent, in " + count + " fields"));
	}

}
