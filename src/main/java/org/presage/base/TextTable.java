/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table in plain text: each column is as wide as its widest cell, two spaces from the
 * next. Cells are texts of any object. A row may have fewer cells than there are columns;
 * its last cell then may run over them. Not thread-safe.
 */
public final class TextTable {

	private static final String GAP = "  ";

	private final String[] headers;

	private final boolean[] right;

	private final int[] widths;

	private final List<String[]> rows = new ArrayList<>();

	/**
	 * @param headers one for each column, which is at least as wide; {@code >} before it
	 * aligns the column on the right
	 */
	public TextTable(String... headers) {
		this.headers = new String[headers.length];
		this.right = new boolean[headers.length];
		this.widths = new int[headers.length];
		for (int i = 0; i < headers.length; i++) {
			this.right[i] = headers[i].startsWith(">");
			this.headers[i] = this.right[i] ? headers[i].substring(1) : headers[i];
			this.widths[i] = this.headers[i].length();
		}
	}

	/** The same of as many columns as there are headers. */
	public TextTable(Stream<String> headers) {
		this(headers.toArray(String[]::new));
	}

	/** Adds a row. */
	public void row(Stream<?> cells) {
		row(cells.toArray());
	}

	/** Adds a row. */
	public void row(Object... cells) {
		String[] row = texts(cells);
		for (int i = 0; i < row.length; i++) {
			if (i < row.length - 1 || row.length == this.headers.length) {
				this.widths[i] = Math.max(this.widths[i], row[i].length());
			}
		}
		this.rows.add(row);
	}

	/** The line of the headers. */
	public String head() {
		return format(this.headers);
	}

	/** The line of a row that is not added, in columns as wide as they are so far. */
	public String line(Object... cells) {
		return format(texts(cells));
	}

	/** Headers and rows, a line each. */
	public List<String> lines() {
		return Stream.concat(Stream.of(head()), this.rows.stream().map(this::format)).toList();
	}

	/** Prints headers and rows. */
	public void print(PrintWriter out) {
		lines().forEach(out::println);
	}

	private static String[] texts(Object[] cells) {
		return Arrays.stream(cells).map(String::valueOf).toArray(String[]::new);
	}

	private String format(String[] cells) {
		StringBuilder line = new StringBuilder();
		for (int i = 0; i < cells.length; i++) {
			String space = " ".repeat(Math.max(0, this.widths[i] - cells[i].length()));
			boolean runsOver = i == cells.length - 1 && cells.length < this.headers.length;
			line.append((i > 0) ? GAP : "");
			line.append((this.right[i] && !runsOver) ? space + cells[i] : cells[i] + space);
		}
		return line.toString().stripTrailing();
	}

}
