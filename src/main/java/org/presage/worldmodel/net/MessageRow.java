/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.Arrays;

import org.presage.kpi.Neighbours;

/**
 * What {@link LearnedMessages} reads of one neighbour, a row of numbers: its message, its
 * PRBs now and in the H steps, standardised, its share, its age, and 1. A neighbour of
 * which nothing is known has a row of zeros. The order of rows is of no importance.
 */
public final class MessageRow {

	/** Rows of a cell: neighbours that count. */
	public static final int ROWS = Neighbours.MOST;

	private static final int BESIDE = 3;

	private MessageRow() {
	}

	/**
	 * Numbers of a row.
	 * @param horizon H
	 */
	public static int size(int horizon) {
		return LearnedMessages.SIZE + rest(horizon);
	}

	/**
	 * The same without the message.
	 * @param horizon H
	 */
	public static int rest(int horizon) {
		return horizon + 1 + BESIDE;
	}

	/**
	 * Completes a row in which message and PRBs stand.
	 * @param to from {@code at} on, a row or the {@link #rest} of one
	 * @param size of what is written: {@link #size} or {@link #rest}
	 * @param share of the neighbour in what the cell hears, 0 to 1
	 * @param age of the message in frames; without a message that is new enough the row
	 * is cleared
	 * @return whether the neighbour is known
	 */
	public static boolean complete(float[] to, int at, int size, double share, int age) {
		if (age < 0 || age > Neighbours.MOST_AGE || !(share > 0)) {
			Arrays.fill(to, at, at + size, 0);
			return false;
		}
		to[at + size - BESIDE] = (float) share;
		to[at + size - 2] = (float) age / Neighbours.MOST_AGE;
		to[at + size - 1] = 1;
		return true;
	}

}
