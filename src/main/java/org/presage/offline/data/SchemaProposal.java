/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * Proposes a schema file for a trace: what was found in the file, and guesses from names
 * and ranges, each with a comment that says so.
 */
public final class SchemaProposal {

	/** Names of what was commanded. */
	private static final String COMMANDED = ".*(^| )(cmd|command|alloc|allocated|allocation|assigned|cap|grant|granted|limit"
			+ "|quota|max|slice|zugeteilt|zuteilung)( |$).*";

	/** Names of what was measured. */
	private static final String USED = ".*(^| )(used|usage|util|utilisation|utilization|belegt|genutzt|auslastung)( |$).*";

	private static final String SERIES_WORDS = ".*(^| )(series|cell|cellid|nci|cgi|slice|snssai|ue|rnti|imsi|node|gnb|enb"
			+ "|zelle|site|run|id)( |$).*";

	private final Path file;

	private final Map<String, ColumnProfile> columns = new LinkedHashMap<>();

	private final List<String> notes = new ArrayList<>();

	private final boolean comma;

	private int rows;

	private @Nullable TimeGuess time;

	private @Nullable String series;

	private @Nullable String action;

	private long stepMs;

	private long repeatedTimes;

	private SchemaProposal(Path file, Hints hints) {
		this.file = file;
		try (Table table = Table.open(file, TextLayout.FOUND, List.of())) {
			this.comma = table.commaSeparates();
			this.notes.addAll(table.notes());
			List<String> names = table.columns().stream().filter((name) -> !name.isEmpty()).distinct().toList();
			names.forEach((name) -> this.columns.put(name, new ColumnProfile(name, table.isTimestamp(name))));
			List<ColumnProfile> profiles = List.copyOf(this.columns.values());
			table.read(names, (row, fields) -> {
				this.rows++;
				for (int i = 0; i < fields.length; i++) {
					profiles.get(i).add(fields[i]);
				}
			});
			if (this.rows == 0) {
				throw new DataException(file.toString(), "rows after the header", "none");
			}
			this.time = (hints.time() != null) ? TimeGuess.of(column("--time", hints.time()))
					: TimeGuess.of(this.columns.values());
			order(table, hints.series());
			this.action = (hints.action() != null) ? column("--action", hints.action()).name() : action();
		}
	}

	/**
	 * What the caller knows better; null for what is to be found.
	 *
	 * @param series column that names the series
	 * @param time column of the times
	 * @param action column of the allocation
	 */
	public record Hints(@Nullable String series, @Nullable String time, @Nullable String action) {
	}

	/**
	 * The text of a schema file.
	 * @throws DataException if the file is no table, or has no column of numbers
	 */
	public static String of(Path file, Hints hints) {
		return new SchemaText(new SchemaProposal(file, hints)).text();
	}

	private ColumnProfile column(String option, String name) {
		ColumnProfile column = this.columns.get(name);
		if (column == null) {
			throw InvalidInputException.unknown(option, "one of the columns", this.columns.keySet(), name);
		}
		return column;
	}

	/** Finds the series whose rows have different times, and their step. */
	private void order(Table table, @Nullable String given) {
		List<String> candidates = (given != null) ? List.of(column("--series", given).name()) : candidates();
		TimeGuess guess = this.time;
		if (guess == null) {
			this.series = candidates.isEmpty() ? null : candidates.getFirst();
			return;
		}
		List<String> chosen = new ArrayList<>(List.of(guess.column()));
		chosen.addAll(candidates);
		long[] times = new long[this.rows];
		String[][] names = new String[candidates.size()][this.rows];
		Map<String, String> shared = new LinkedHashMap<>();
		TextLayout layout = new TextLayout(null, null, null, List.of(), guess.unit(), guess.format(),
				TextLayout.FOUND.timeZone(), null, 0);
		TimeReader reader = new TimeReader(layout, new NumberReader(layout, false));
		boolean timestamp = table.isTimestamp(guess.column());
		table.read(chosen, (row, fields) -> {
			try {
				times[row] = reader.read(fields[0], timestamp);
			}
			catch (InvalidInputException ex) {
				throw new DataException(ex.inside(this.file + ": " + table.place(row) + ": column " + guess.column()));
			}
			for (int i = 0; i < names.length; i++) {
				names[i][row] = shared.computeIfAbsent(String.valueOf(fields[i + 1]).strip(), (name) -> name);
			}
		});
		reader.notes(guess.column(), this.notes);
		String[] best = new String[this.rows];
		Arrays.fill(best, "");
		long fewest = (given == null) ? repeated(times, best) : Long.MAX_VALUE;
		for (int i = 0; i < names.length; i++) {
			long again = repeated(times, names[i]);
			if (again < fewest || (again == fewest && this.series == null)) {
				fewest = again;
				best = names[i];
				this.series = candidates.get(i);
			}
		}
		this.repeatedTimes = fewest;
		this.stepMs = TimeGuess.step(times, best);
	}

	private static long repeated(long[] times, String[] series) {
		Set<String> seen = new HashSet<>();
		long again = 0;
		for (int row = 0; row < times.length; row++) {
			again += seen.add(times[row] + " " + series[row]) ? 0 : 1;
		}
		return again;
	}

	/** Columns that may name series, the likelier ones first. */
	private List<String> candidates() {
		List<String> named = new ArrayList<>();
		for (ColumnProfile column : this.columns.values()) {
			boolean isTime = this.time != null && column.name().equals(this.time.column());
			boolean mayBe = column.isText() || (column.isNumeric() && column.isWhole());
			if (!isTime && mayBe && KpiGuess.words(column.name()).matches(SERIES_WORDS)) {
				named.add(column.name());
			}
		}
		return named;
	}

	/**
	 * The column that is an allocation of PRBs by its name: one that varies, rather a
	 * commanded one than one of what was used.
	 */
	private @Nullable String action() {
		String found = null;
		int best = 0;
		for (ColumnProfile column : this.columns.values()) {
			String words = KpiGuess.words(column.name());
			if (isPrbs(column)) {
				int score = 2 + (column.isConstant() ? 0 : 8) + (column.name().equals("PRBs") ? 4 : 0)
						+ (words.matches(COMMANDED) ? 2 : 0) - (words.matches(USED) ? 1 : 0);
				if (score > best) {
					best = score;
					found = column.name();
				}
			}
		}
		return found;
	}

	private static boolean isPrbs(ColumnProfile column) {
		return column.isNumeric() && KpiGuess.words(column.name()).matches(".*(^| )prbs?( |$).*");
	}

	/** Columns beside the action that could be it by their names. */
	List<String> otherActions() {
		return this.columns.values()
			.stream()
			.filter(SchemaProposal::isPrbs)
			.map(ColumnProfile::name)
			.filter((name) -> !name.equals(this.action))
			.toList();
	}

	Path file() {
		return this.file;
	}

	Map<String, ColumnProfile> columns() {
		return this.columns;
	}

	/** What was found about the file, one sentence each. */
	List<String> notes() {
		return this.notes;
	}

	boolean commaSeparates() {
		return this.comma;
	}

	int rows() {
		return this.rows;
	}

	@Nullable TimeGuess time() {
		return this.time;
	}

	@Nullable String series() {
		return this.series;
	}

	@Nullable String actionColumn() {
		return this.action;
	}

	/** 0 if it is not known. */
	long stepMs() {
		return this.stepMs;
	}

	/** Rows whose series has their time already. */
	long repeatedTimes() {
		return this.repeatedTimes;
	}

}
