/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;

import picocli.CommandLine.Model.CommandSpec;

/**
 * A text that is shown again and again: in its place on a terminal, below the last one
 * elsewhere. Owned by one thread.
 */
final class Redraw {

	/** Moves the cursor up by a number of lines. */
	private static final String UP = "\033[%dA";

	/** Clears the rest of a line, and all below the cursor. */
	private static final String CLEAR_LINE = "\033[K";

	private static final String CLEAR_BELOW = "\033[J";

	private final PrintWriter out;

	private final boolean inPlace;

	private final int width;

	private int lines;

	/**
	 * @param width of a line, in characters; what is longer is cut
	 */
	Redraw(PrintWriter out, boolean inPlace, int width) {
		this.out = out;
		this.inPlace = inPlace;
		this.width = width;
	}

	/**
	 * Characters in a line of the terminal; no limit where the standard output is none.
	 */
	static int width(CommandSpec command) {
		return isTerminal() ? command.commandLine().getUsageHelpWidth() : Integer.MAX_VALUE;
	}

	/** The line, or its beginning: a terminal would break a longer one. */
	static String cut(String line, int width) {
		return (line.length() <= width) ? line
				: line.substring(0, Character.isHighSurrogate(line.charAt(width - 2)) ? width - 2 : width - 1) + "…";
	}

	/** Whether the standard output is a terminal that can move its cursor. */
	static boolean isTerminal() {
		return System.console() != null && System.console().isTerminal() && !"dumb".equals(System.getenv("TERM"));
	}

	/** Shows the text. */
	void show(String text) {
		StringBuilder shown = new StringBuilder();
		if (this.inPlace && this.lines > 0) {
			shown.append(String.format(UP, this.lines));
		}
		this.lines = 0;
		for (String line : text.split("\n", -1)) {
			shown.append(cut(line, this.width)).append(this.inPlace ? CLEAR_LINE : "").append(System.lineSeparator());
			this.lines++;
		}
		this.out.print(shown.append(this.inPlace ? CLEAR_BELOW : ""));
		this.out.flush();
	}

}
