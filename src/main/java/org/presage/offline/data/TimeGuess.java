/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Guesses which column is the time, and how it is written.
 *
 * @param column name
 * @param unit of numbers
 * @param format pattern; null for numbers, ISO 8601 and times of a type of their own
 */
record TimeGuess(String column, TextLayout.TimeUnit unit, @Nullable String format) {

	private static final List<String> FORMATS = List.of("dd.MM.yyyy HH:mm:ss", "dd.MM.yyyy HH:mm:ss.SSS",
			"dd.MM.yyyy HH:mm:ss,SSS", "dd.MM.yyyy HH:mm", "dd/MM/yyyy HH:mm:ss", "MM/dd/yyyy HH:mm:ss",
			"yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd HH:mm:ss.SSS", "yyyyMMdd HHmmss", "yyyyMMddHHmmss");

	/** The best candidate; null if no column looks like a time. */
	static @Nullable TimeGuess of(Collection<ColumnProfile> columns) {
		return columns.stream()
			.filter((column) -> score(column) > 0)
			.max(Comparator.comparingInt(TimeGuess::score))
			.map(TimeGuess::of)
			.orElse(null);
	}

	/** A column that was named. */
	static TimeGuess of(ColumnProfile column) {
		String format = (column.isText() && !TimeReader.isDate(column.first())) ? FORMATS.stream()
			.filter((each) -> fits(each, column.first()))
			.findFirst()
			.orElse("dd.MM.yyyy HH:mm:ss") : null;
		return new TimeGuess(column.name(), column.isNumeric() ? unit(column) : TextLayout.TimeUnit.MS, format);
	}

	private static int score(ColumnProfile column) {
		boolean named = KpiGuess.words(column.name())
			.matches(".*(^| )(time|timestamp|t|ts|date|datetime|zeit|epoch|zeitstempel)( |$).*");
		if (column.isTimestamp()) {
			return 100;
		}
		if (column.isText()) {
			boolean readable = TimeReader.isDate(column.first())
					|| FORMATS.stream().anyMatch((format) -> fits(format, column.first()));
			return readable ? named ? 90 : 80 : 0;
		}
		boolean epoch = column.isNumeric() && column.min() > 1e8 && column.max() / column.min() < 1.5;
		return column.isNumeric() ? (named ? 50 : 0) + (epoch && named ? 20 : 0) : 0;
	}

	private static boolean fits(String format, String text) {
		try {
			LocalDateTime.parse(text, DateTimeFormatter.ofPattern(format, Locale.ENGLISH));
			return true;
		}
		catch (DateTimeException ex) {
			return false;
		}
	}

	private static TextLayout.TimeUnit unit(ColumnProfile column) {
		String words = KpiGuess.words(column.name());
		for (TextLayout.TimeUnit unit : TextLayout.TimeUnit.values()) {
			if (words.matches(".*(^| )" + unit + "$")) {
				return unit;
			}
		}
		double newest = column.max();
		return (newest > 1e17) ? TextLayout.TimeUnit.NS : (newest > 1e14) ? TextLayout.TimeUnit.US
				: (newest > 1e11 || newest < 1e8) ? TextLayout.TimeUnit.MS : TextLayout.TimeUnit.S;
	}

	/**
	 * The step of the rows: the median over the series of each one's median, rounded
	 * where that changes it by less than a percent.
	 * @param times in ms, in the order of the file
	 * @param series of each row
	 * @return 0 if there is none
	 */
	static long step(long[] times, String[] series) {
		Map<String, long[]> bySeries = new HashMap<>();
		Map<String, Integer> sizes = new HashMap<>();
		for (int row = 0; row < times.length; row++) {
			int size = sizes.merge(series[row], 1, Integer::sum);
			long[] own = bySeries.computeIfAbsent(series[row], (name) -> new long[16]);
			if (size > own.length) {
				own = Arrays.copyOf(own, 2 * own.length);
				bySeries.put(series[row], own);
			}
			own[size - 1] = times[row];
		}
		double[] medians = bySeries.entrySet().stream().mapToDouble((each) -> {
			long[] own = Arrays.copyOf(each.getValue(), sizes.getOrDefault(each.getKey(), 0));
			Arrays.sort(own);
			return Steps.median(own);
		}).filter((median) -> !Double.isNaN(median)).sorted().toArray();
		return (medians.length == 0) ? 0 : round(medians[medians.length / 2]);
	}

	private static long round(double step) {
		for (double unit = Math.pow(10, Math.floor(Math.log10(Math.max(1, step)))); unit > 1; unit /= 10) {
			double near = Math.rint(step / unit) * unit;
			if (Math.abs(near - step) < 0.01 * step) {
				return Math.round(near);
			}
		}
		return Math.round(step);
	}

}
