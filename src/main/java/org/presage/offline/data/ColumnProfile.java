/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/** What the fields of one column look like. */
final class ColumnProfile {

	/** Numbers that loggers write where they have no value. */
	private static final Set<Double> SENTINELS = Set.of(-9999.0, -999.0, -99999.0, -32768.0, 2147483647.0,
			4294967295.0);

	/** After this many texts without a number, a column has none. */
	private static final int TEXTS = 1000;

	private static final TextLayout GROUPED = new TextLayout(null, ',', '.', List.of(), TextLayout.TimeUnit.MS, null,
			TextLayout.FOUND.timeZone(), null, 0);

	private final String name;

	private final boolean timestamp;

	private final NumberReader numberReader = new NumberReader(TextLayout.FOUND, false);

	/** Reads 1.234,5, which the other one refuses. */
	private final NumberReader groupedReader = new NumberReader(GROUPED, false);

	private final Map<Double, Integer> sentinels = new LinkedHashMap<>();

	private @Nullable String first;

	private long rows;

	private long absent;

	private long numbers;

	private long texts;

	private long grouped;

	private boolean percent;

	private boolean whole = true;

	private double min = Double.POSITIVE_INFINITY;

	private double max = Double.NEGATIVE_INFINITY;

	/**
	 * @param timestamp whether the column has a type of its own for times
	 */
	ColumnProfile(String name, boolean timestamp) {
		this.name = name;
		this.timestamp = timestamp;
	}

	void add(@Nullable String field) {
		this.rows++;
		String text = (field != null) ? field.strip() : "";
		if (text.isEmpty()) {
			this.absent++;
			return;
		}
		if (this.first == null) {
			this.first = text;
		}
		if (this.texts > TEXTS && this.numbers == 0) {
			this.texts++;
			return;
		}
		try {
			number(this.numberReader.read(text, true), text);
		}
		catch (InvalidInputException ex) {
			groupedOrText(text);
		}
	}

	private void groupedOrText(String text) {
		try {
			number(this.groupedReader.read(text, true), text);
			this.grouped++;
		}
		catch (InvalidInputException ex) {
			this.texts++;
		}
	}

	private void number(double value, String text) {
		if (!Double.isFinite(value)) {
			this.absent++;
			return;
		}
		this.numbers++;
		this.percent |= text.endsWith("%");
		if (SENTINELS.contains(value)) {
			this.sentinels.merge(value, 1, Integer::sum);
			return;
		}
		this.whole &= value == Math.rint(value);
		this.min = Math.min(this.min, value);
		this.max = Math.max(this.max, value);
	}

	String name() {
		return this.name;
	}

	boolean isTimestamp() {
		return this.timestamp;
	}

	/** The first field that is not empty; empty without any. */
	String first() {
		return (this.first != null) ? this.first : "";
	}

	boolean isEmpty() {
		return this.numbers == 0 && this.texts == 0 && !this.timestamp;
	}

	boolean isText() {
		return this.texts > 0;
	}

	/** Whether all its fields are numbers or absent, and there are numbers. */
	boolean isNumeric() {
		return this.texts == 0 && this.max >= this.min && !this.timestamp;
	}

	boolean isConstant() {
		return isNumeric() && this.min == this.max;
	}

	boolean isWhole() {
		return this.whole;
	}

	/** Whether some fields end with a percent sign. */
	boolean hasPercentSigns() {
		return this.percent;
	}

	/** Whether some fields have points between groups of digits and a decimal comma. */
	boolean hasGroups() {
		return this.grouped > 0;
	}

	/** Smallest number that is no sentinel. */
	double min() {
		return this.min;
	}

	/** Largest number that is no sentinel. */
	double max() {
		return this.max;
	}

	/** Share of rows without a value, 0 to 1. */
	double absentShare() {
		return (this.rows > 0) ? (double) this.absent / this.rows : 0;
	}

	/** Numbers that probably mean absent, with their counts. */
	Map<Double, Integer> sentinels() {
		return this.sentinels;
	}

	/** What was found out about its numbers. */
	List<String> notes() {
		List<String> notes = new ArrayList<>();
		this.numberReader.notes(notes);
		return notes;
	}

	/** Whether its numbers have decimal commas. */
	boolean hasCommas() {
		return this.numberReader.hasCommas();
	}

}
