/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.report;

import java.time.Instant;
import java.util.Locale;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.SplitStatement;
import org.presage.offline.evaluation.Comparison;

/** Leaves no doubt about which rows are train, validation and test. */
final class SplitTables {

	/** Times from the year 2001 on are taken for Unix time; smaller ones are relative. */
	private static final long UNIX_MS = 978_307_200_000L;

	private SplitTables() {
	}

	static String html(SetReport set) {
		Comparison comparison = set.comparison();
		Dataset data = comparison.data();
		StringBuilder html = new StringBuilder("<p>Judged: <strong>");
		html.append(String.format(Locale.ROOT, "%s, %,d of %,d windows", name(comparison),
				comparison.scores().values().iterator().next().windows(), comparison.split().windows(data)));
		html.append("</strong> (a window whose planned actions are not all recorded is left out), ")
			.append(data.window())
			.append(" rows seen and ")
			.append(data.horizon())
			.append(" predicted, one window starting at every row.</p><p>Rule: ")
			.append(HtmlTable.escape(SplitStatement.rule(data)))
			.append(".</p>\n<p>SHA-256 of the files: <code>")
			.append(HtmlTable.escape(data.trace().fingerprint()))
			.append("</code></p>\n");
		html.append(counts(data, "Rows and windows of each part"));
		if (set.fit() != data) {
			html.append("<p>The baselines learnt from other files, SHA-256 <code>")
				.append(HtmlTable.escape(set.fit().trace().fingerprint()))
				.append("</code>:</p>\n")
				.append(counts(set.fit(), "What the baselines were fitted to (train) and calibrated on (valid)"));
		}
		html.append(HtmlTable.folded("Every series: first and last row of each part", perSeries(data)));
		return html.toString();
	}

	private static String name(Comparison comparison) {
		return switch (comparison.split()) {
			case ALL -> "all rows";
			case TRAIN -> "the training part";
			case VALID -> "the validation part";
			case TEST -> "the test part";
		};
	}

	private static String counts(Dataset data, String caption) {
		HtmlTable table = new HtmlTable(caption, "part", "series", "rows", "windows");
		long rows = 0;
		for (Dataset.Part part : Dataset.Part.values()) {
			rows += SplitStatement.rows(data.segments(part));
			table.row(label(part), SplitStatement.series(data.segments(part)), SplitStatement.rows(data.segments(part)),
					data.windows(part));
		}
		table.row("in no part (purge gaps)", "", data.trace().rows() - rows, "");
		table.row("all", data.trace().series().size(), data.trace().rows(), "");
		return table.html();
	}

	private static String perSeries(Dataset data) {
		HtmlTable table = new HtmlTable("Rows count from 0; both ends belong to the part.", "series", "part",
				"first row", "last row", "first time", "last time", "windows");
		for (int s = 0; s < data.trace().series().size(); s++) {
			Series series = data.trace().series().get(s);
			for (Dataset.Part part : Dataset.Part.values()) {
				for (Dataset.Segment segment : data.segments(part)) {
					if (segment.series() == s) {
						table.row(series.name(), label(part), segment.from(), segment.to() - 1,
								time(series.timesMs()[segment.from()]), time(series.timesMs()[segment.to() - 1]),
								segment.windows(data.window() + data.horizon()));
					}
				}
			}
		}
		return table.html();
	}

	private static String label(Dataset.Part part) {
		return part.name().toLowerCase(Locale.ROOT);
	}

	private static String time(long ms) {
		return (ms > UNIX_MS) ? Instant.ofEpochMilli(ms).toString() : String.format(Locale.ROOT, "%,d ms", ms);
	}

}
