/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * How a CSV file writes its fields. What is null is found in the file and reported in the
 * trace's notes.
 *
 * @param delimiter between fields; found among {@code , ; tab |}
 * @param decimal sign, a point or a comma; a point unless commas are found where the
 * delimiter is none
 * @param thousands sign between groups of three digits; null for none
 * @param missing further texts and numbers that mean an absent value
 * @param timeUnit of times that are numbers
 * @param timeFormat pattern of {@link java.time.format.DateTimeFormatter}; numbers and
 * ISO 8601 are read without one
 * @param timeZone of times without an offset
 * @param encoding a name that {@link java.nio.charset.Charset} knows
 * @param skipLines lines before the header
 */
record TextLayout(@Nullable Character delimiter, @Nullable Character decimal, @Nullable Character thousands,
		List<String> missing, TimeUnit timeUnit, @Nullable String timeFormat, ZoneId timeZone,
		@Nullable String encoding, int skipLines) {

	/** Everything is found in the file; times are in ms. */
	static final TextLayout FOUND = new TextLayout(null, null, null, List.of(), TimeUnit.MS, null, ZoneId.of("UTC"),
			null, 0);

	/** The same for numbers that were no texts: signs and groups are known. */
	TextLayout ofNumbers() {
		return new TextLayout(this.delimiter, '.', null, this.missing, this.timeUnit, this.timeFormat, this.timeZone,
				this.encoding, this.skipLines);
	}

	/** Units of times. */
	enum TimeUnit {

		/** Seconds. */
		S(1000),
		/** Milliseconds. */
		MS(1),
		/** Microseconds. */
		US(1e-3),
		/** Nanoseconds. */
		NS(1e-6);

		private final double ms;

		TimeUnit(double ms) {
			this.ms = ms;
		}

		/** A time of this unit in ms. */
		long toMs(double time) {
			return Math.round(time * this.ms);
		}

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
