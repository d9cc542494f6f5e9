/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Units in names of columns: the table of all that are known.
 *
 * @param kind of what is measured
 * @param text as a schema has it
 * @param scale from this unit to that of the kind
 * @param word a word of a name, with its case: a capital B is a byte
 */
record ColumnUnit(Kind kind, String text, double scale, Pattern word) {

	/** What is measured, in which unit of the standard KPIs. */
	enum Kind {

		/** Mbit/s. */
		RATE,
		/** Bytes. */
		SIZE,
		/** Milliseconds. */
		TIME,
		/** 0 to 1. */
		SHARE,
		/** dBm, or dB of a ratio of powers. */
		LEVEL

	}

	/**
	 * The first that fits counts: bytes before bits, which are written without capitals.
	 */
	private static final List<ColumnUnit> TABLE = List.of(
			// Rates
			of(Kind.RATE, "GB/s", 8000, "GB/s|GBps|(?i:gbytes?/s)"),
			of(Kind.RATE, "MB/s", 8, "MB/s|MBps|(?i:mbytes?/s)"),
			of(Kind.RATE, "kB/s", 8e-3, "[kK]B/s|[kK]Bps|(?i:kbytes?/s)"),
			of(Kind.RATE, "B/s", 8e-6, "B/s|Bps|(?i:bytes?/s)"),
			of(Kind.RATE, "Gbit/s", 1000, "(?i:gbps|gb/s|gbits?(/s)?)"),
			of(Kind.RATE, "Mbit/s", 1, "(?i:mbps|mb/s|mbits?(/s)?)"),
			of(Kind.RATE, "kbit/s", 1e-3, "(?i:kbps|kb/s|kbits?(/s)?)"),
			of(Kind.RATE, "bit/s", 1e-6, "(?i:bps|b/s|bits?/s)"),
			// Sizes
			of(Kind.SIZE, "GB", 1e9, "(?i:gb|gbytes?)"), of(Kind.SIZE, "MB", 1e6, "(?i:mb|mbytes?)"),
			of(Kind.SIZE, "kB", 1000, "(?i:kb|kbytes?)"), of(Kind.SIZE, "MiB", 1 << 20, "(?i:mib)"),
			of(Kind.SIZE, "KiB", 1 << 10, "(?i:kib)"), of(Kind.SIZE, "Mbit", 125_000, "(?i:mbits?)"),
			of(Kind.SIZE, "kbit", 125, "(?i:kbits?)"), of(Kind.SIZE, "bit", 0.125, "(?i:bits?)"),
			of(Kind.SIZE, "bytes", 1, "B|(?i:bytes?|octets?)"),
			// Times
			of(Kind.TIME, "ns", 1e-6, "(?i:ns|nsec|nanos|nanoseconds?)"),
			of(Kind.TIME, "us", 1e-3, "(?i:us|µs|μs|usec|micros|microseconds?)"),
			of(Kind.TIME, "ms", 1, "(?i:ms|msec|millis|milliseconds?)"),
			of(Kind.TIME, "s", 1000, "s|(?i:sec|secs|seconds?|sekunden?)"),
			// Shares
			of(Kind.SHARE, "%", 0.01, "%|(?i:percent|pct|prozent)"),
			of(Kind.SHARE, "ratio", 1, "(?i:ratio|fraction|share|anteil)"),
			// Levels
			of(Kind.LEVEL, "dBm", 1, "(?i:dbm)"), of(Kind.LEVEL, "dB", 1, "(?i:db)"));

	private static ColumnUnit of(Kind kind, String text, double scale, String word) {
		return new ColumnUnit(kind, text, scale, Pattern.compile("(^| )(" + word + ")( |$)"));
	}

	/** The unit in a name, of one kind. */
	static Optional<ColumnUnit> of(ColumnProfile column, Kind kind) {
		return find(column).filter((unit) -> unit.kind == kind).findFirst();
	}

	/** The unit in a name, of any kind. */
	static Optional<ColumnUnit> of(ColumnProfile column) {
		return find(column).findFirst();
	}

	private static Stream<ColumnUnit> find(ColumnProfile column) {
		String words = KpiGuess.split(column.name());
		return TABLE.stream()
			.filter((unit) -> unit.word.matcher(words).find() || (unit.text.equals("%") && column.hasPercentSigns()));
	}

}
