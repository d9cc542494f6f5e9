/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.presage.base.InvalidInputException;
import org.presage.worldmodel.TrainingProvenance;

/**
 * Which rows of a trace train, validate and test. By {@link By#TIME} a model is judged on
 * what comes later in the series that it learnt from. By {@link By#SERIES} or
 * {@link By#GROUP} it is judged on whole series or groups that it has never seen, which
 * is the question of whoever deploys it at other cells.
 *
 * @param by what is left out
 * @param fold which fold tests, from 1; 1 by time
 * @param folds in how many folds whole series or groups are divided, 2 or more; 1 by time
 */
public record SplitRule(By by, int fold, int folds) {

	/** Each series is cut chronologically. */
	public static final SplitRule TIME = new SplitRule(By.TIME, 1, 1);

	/** Each series is cut chronologically, and no part is kept for a test. */
	public static final SplitRule NONE = new SplitRule(By.NONE, 1, 1);

	/** Folds when none are asked for: a part is about as large as it is by time. */
	public static final int FOLDS = 7;

	private static final double TRAIN_SHARE = 0.7;

	private static final double VALID_SHARE = 0.15;

	private static final Pattern TEXT = Pattern.compile("(series|group) ([0-9]{1,9})/([0-9]{1,9})");

	/** What is left out. */
	public enum By {

		/** The end of every series. */
		TIME,
		/** Whole series. */
		SERIES,
		/** Whole groups of series, as the schema names them. */
		GROUP,
		/** Nothing for a test: for models that are judged on other files. */
		NONE;

		/** Whether whole series or groups are divided into folds. */
		public boolean divides() {
			return this == SERIES || this == GROUP;
		}

	}

	public SplitRule {
		if (!by.divides() && (fold != 1 || folds != 1)) {
			throw new InvalidInputException("folds",
					(by == By.TIME) ? "none for a split by time" : "none if nothing is kept for a test",
					fold + "/" + folds);
		}
		if (by.divides() && folds < 2) {
			throw new InvalidInputException("folds", "2 or more", folds);
		}
		if (fold < 1 || fold > folds) {
			throw new InvalidInputException("fold", "1 to " + folds, fold);
		}
	}

	/**
	 * Reads what {@link #toString} writes.
	 * @throws InvalidInputException for anything else
	 */
	public static SplitRule parse(String text) {
		Matcher matcher = TEXT.matcher(text);
		if (text.equals(TIME.toString())) {
			return TIME;
		}
		if (text.equals(NONE.toString())) {
			return NONE;
		}
		if (!matcher.matches()) {
			throw new InvalidInputException("split", "time, none, series K/N or group K/N", text);
		}
		return new SplitRule(By.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), Integer.parseInt(matcher.group(2)),
				Integer.parseInt(matcher.group(3)));
	}

	/**
	 * How a model divided its data, so that the parts are again the same.
	 * @param model what it was trained with
	 * @param trace that it is judged on
	 * @return the model's rule if these are its data and it names one; by time if not
	 */
	public static SplitRule of(TrainingProvenance model, Trace trace) {
		return (model.split() != null && trace.fingerprint().equals(model.data())) ? parse(model.split()) : TIME;
	}

	/** Whether whole series or groups are divided into folds. */
	boolean byFold() {
		return this.by.divides();
	}

	/** Whether rows are kept for a test. */
	public boolean tests() {
		return this.by != By.NONE;
	}

	/** As {@code time}, {@code none} or {@code group 2/7}. */
	@Override
	public String toString() {
		String name = this.by.name().toLowerCase(Locale.ROOT);
		return byFold() ? name + " " + this.fold + "/" + this.folds : name;
	}

	/**
	 * Divides a trace.
	 * @param length rows of a window with its future; parts of one series are that far
	 * apart
	 * @param into takes the rows of each part, gaps not yet cut out
	 * @throws DataException if there are fewer series or groups than folds
	 */
	void divide(Trace trace, int length, BiConsumer<Dataset.Part, Dataset.Segment> into) {
		if (byFold()) {
			byFold(trace, length, into);
		}
		else {
			byTime(trace, length, into);
		}
	}

	/**
	 * Each series is cut; those too short to be cut go whole to one part, in the order of
	 * time.
	 */
	private void byTime(Trace trace, int length, BiConsumer<Dataset.Part, Dataset.Segment> into) {
		double trainShare = tests() ? TRAIN_SHARE : 1 - VALID_SHARE;
		List<Series> series = trace.series();
		List<Integer> whole = new ArrayList<>();
		long wholeRows = 0;
		for (int s = 0; s < series.size(); s++) {
			int rows = series.get(s).rows();
			int trainTo = (int) (rows * trainShare);
			int validTo = tests() ? (int) (rows * (TRAIN_SHARE + VALID_SHARE)) : rows;
			boolean cuttable = validTo - trainTo - length >= length && (!tests() || rows - validTo - length >= length);
			if (cuttable) {
				into.accept(Dataset.Part.TRAIN, new Dataset.Segment(s, 0, trainTo));
				into.accept(Dataset.Part.VALID, new Dataset.Segment(s, trainTo + length, validTo));
				if (tests()) {
					into.accept(Dataset.Part.TEST, new Dataset.Segment(s, validTo + length, rows));
				}
			}
			else {
				whole.add(s);
				wholeRows += rows;
			}
		}
		whole.sort(Comparator.comparingLong((s) -> series.get(s).timesMs()[0]));
		long before = 0;
		for (int s : whole) {
			double share = (double) before / wholeRows;
			before += series.get(s).rows();
			Dataset.Part part = (share < trainShare) ? Dataset.Part.TRAIN
					: (share < TRAIN_SHARE + VALID_SHARE || !tests()) ? Dataset.Part.VALID : Dataset.Part.TEST;
			into.accept(part, new Dataset.Segment(s, 0, series.get(s).rows()));
		}
	}

	/**
	 * One fold tests, the next one validates, the others train. Of two folds none is left
	 * to validate: the ends of the training series do.
	 */
	private void byFold(Trace trace, int length, BiConsumer<Dataset.Part, Dataset.Segment> into) {
		List<List<Integer>> divided = folds(trace);
		for (int f = 0; f < this.folds; f++) {
			for (int s : divided.get(f)) {
				int rows = trace.series().get(s).rows();
				int trainTo = (int) (rows * (1 - VALID_SHARE));
				if (f == this.fold - 1) {
					into.accept(Dataset.Part.TEST, new Dataset.Segment(s, 0, rows));
				}
				else if (this.folds > 2 && f == this.fold % this.folds) {
					into.accept(Dataset.Part.VALID, new Dataset.Segment(s, 0, rows));
				}
				else if (this.folds > 2 || rows - trainTo - length < length) {
					into.accept(Dataset.Part.TRAIN, new Dataset.Segment(s, 0, rows));
				}
				else {
					into.accept(Dataset.Part.TRAIN, new Dataset.Segment(s, 0, trainTo));
					into.accept(Dataset.Part.VALID, new Dataset.Segment(s, trainTo + length, rows));
				}
			}
		}
	}

	/**
	 * Series of each fold: the largest group first, each to the fold that has fewest
	 * rows, so that the folds are alike and depend on nothing but names and sizes.
	 */
	private List<List<Integer>> folds(Trace trace) {
		Map<String, List<Integer>> units = new TreeMap<>();
		for (int s = 0; s < trace.series().size(); s++) {
			units.computeIfAbsent(unit(trace.series().get(s), s), (unit) -> new ArrayList<>()).add(s);
		}
		if (units.size() < this.folds) {
			throw new DataException(
					"split by " + this.by.name().toLowerCase(Locale.ROOT), "as many "
							+ ((this.by == By.GROUP) ? "groups" : "series") + " as folds, " + this.folds + ", or more",
					units.size() + ": " + units.keySet());
		}
		List<String> largestFirst = new ArrayList<>(units.keySet());
		largestFirst.sort(Comparator.comparingLong((unit) -> -rows(trace, units.getOrDefault(unit, List.of()))));
		List<List<Integer>> folds = new ArrayList<>();
		long[] rows = new long[this.folds];
		for (int f = 0; f < this.folds; f++) {
			folds.add(new ArrayList<>());
		}
		for (String unit : largestFirst) {
			List<Integer> series = units.getOrDefault(unit, List.of());
			int least = 0;
			for (int f = 1; f < this.folds; f++) {
				least = (rows[f] < rows[least]) ? f : least;
			}
			folds.get(least).addAll(series);
			rows[least] += rows(trace, series);
		}
		return folds;
	}

	private String unit(Series series, int at) {
		if (this.by == By.SERIES) {
			// Names may be the same in different files.
			return series.name() + "#" + at;
		}
		if (series.group() == null) {
			throw new DataException("split by group", "a schema with groupColumn or groupPattern",
					"none for series " + series.name());
		}
		return series.group();
	}

	private static long rows(Trace trace, List<Integer> series) {
		return series.stream().mapToLong((s) -> trace.series().get(s).rows()).sum();
	}

	/**
	 * The rule in words.
	 * @param gap rows between two parts of one series
	 */
	String words(int gap) {
		String what = (this.by == By.GROUP) ? "groups" : "series";
		return switch (this.by) {
			case TIME -> "chronological in every series: the first 70 % of its rows train, the next 15 % validation, "
					+ "the last 15 % test, with a purge gap of " + gap + " rows (window + horizon) that belong to no "
					+ "part; a series too short for that goes whole to one part, in the order of the first times";
			case NONE ->
				"chronological in every series: the first 85 % of its rows train, the rest validates, with a purge gap "
						+ "of " + gap + " rows (window + horizon) that belong to no part; a series too short for that "
						+ "goes whole to one part, in the order of the first times; nothing is kept for a test";
			case SERIES, GROUP ->
				"whole " + what + " in " + this.folds + " folds of about as many rows: fold " + this.fold + " tests, "
						+ ((this.folds > 2) ? "fold " + (this.fold % this.folds + 1) + " validates, the others train"
								: "the last 15 % of each series of the other one validate, after a purge gap of " + gap
										+ " rows, the rest trains");
		};
	}

}
