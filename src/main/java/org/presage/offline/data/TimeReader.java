/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * Reads the times of one file: numbers of the schema's unit, ISO 8601, or the schema's
 * own format. Times without an offset are in the schema's zone.
 */
final class TimeReader {

	private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder().parseCaseInsensitive()
		.appendPattern("yyyy-MM-dd")
		.optionalStart()
		.appendPattern("['T'][' ']HH:mm[:ss]")
		.optionalStart()
		.appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
		.optionalEnd()
		.appendPattern("[' '][XXX][XX][X]")
		.optionalEnd()
		.toFormatter(Locale.ENGLISH);

	private final TextLayout layout;

	private final NumberReader numbers;

	private final @Nullable DateTimeFormatter format;

	private boolean iso;

	/** They are of a type for times, in Parquet. */
	private boolean typed;

	private boolean withoutOffset;

	TimeReader(TextLayout layout, NumberReader numbers) {
		this.layout = layout;
		this.numbers = numbers;
		this.format = (layout.timeFormat() != null) ? DateTimeFormatter.ofPattern(layout.timeFormat(), Locale.ENGLISH)
				: null;
	}

	/**
	 * Reads a field.
	 * @param timestamp whether the column has a type of its own
	 * @return ms since 1970, or since whatever the file counts from
	 * @throws InvalidInputException with an empty field name, if it is no time
	 */
	long read(@Nullable String field, boolean timestamp) {
		String text = (field != null) ? field.strip() : "";
		if (text.isEmpty()) {
			throw new InvalidInputException("", "a number, or a time in ISO 8601", "an empty field");
		}
		if (timestamp && !isDate(text)) {
			return Long.parseLong(text);
		}
		DateTimeFormatter own = this.format;
		if (own != null && !timestamp) {
			return ms(text, own, "a time as " + this.layout.timeFormat());
		}
		if (isDate(text)) {
			this.iso = true;
			this.typed = timestamp;
			return ms(text.replace(',', '.'), ISO, "a time in ISO 8601");
		}
		double number;
		try {
			number = this.numbers.read(text, false);
		}
		catch (InvalidInputException ex) {
			throw new InvalidInputException("", "a number, or a time in ISO 8601", ex.found()
					+ (text.matches(".*[:/].*|.*[.].*[.].*") ? "; write its pattern as timeFormat in the schema" : ""),
					ex);
		}
		if (!Double.isFinite(number)) {
			throw new InvalidInputException("", "a finite number", text);
		}
		return this.layout.timeUnit().toMs(number);
	}

	/** Whether it begins as {@code 2026-01-31}. */
	static boolean isDate(String text) {
		return text.length() >= 10 && text.charAt(4) == '-' && text.charAt(7) == '-';
	}

	private long ms(String text, DateTimeFormatter pattern, String expected) {
		try {
			TemporalAccessor time = pattern.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
			if (time instanceof OffsetDateTime full) {
				return full.toInstant().toEpochMilli();
			}
			this.withoutOffset = true;
			LocalDateTime local = (time instanceof LocalDateTime given) ? given : ((LocalDate) time).atStartOfDay();
			return local.atZone(this.layout.timeZone()).toInstant().toEpochMilli();
		}
		catch (DateTimeException ex) {
			throw new InvalidInputException("", expected, "\"" + text + "\"", ex);
		}
	}

	/** What a user should know, one sentence each. */
	void notes(String column, List<String> notes) {
		if (this.iso) {
			notes.add("column " + column + " has times" + (this.typed ? "" : " in ISO 8601") + (this.withoutOffset
					? " without an offset, read as " + this.layout.timeZone() + " (timeZone)" : ""));
		}
	}

}
