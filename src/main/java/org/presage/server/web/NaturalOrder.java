/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.Comparator;

/** Text as people sort it: cell-2 comes before cell-10. */
final class NaturalOrder implements Comparator<String> {

	static final NaturalOrder INSTANCE = new NaturalOrder();

	private NaturalOrder() {
	}

	/** Allocates nothing: thousands of cells are sorted once a second. */
	@Override
	public int compare(String left, String right) {
		int i = 0;
		int j = 0;
		while (i < left.length() && j < right.length()) {
			if (isDigit(left, i) && isDigit(right, j)) {
				i = skipZeros(left, i);
				j = skipZeros(right, j);
				int endLeft = endOfNumber(left, i);
				int endRight = endOfNumber(right, j);
				int order = Integer.compare(endLeft - i, endRight - j);
				while (order == 0 && i < endLeft) {
					order = Character.compare(left.charAt(i++), right.charAt(j++));
				}
				if (order != 0) {
					return order;
				}
			}
			else {
				int order = Character.compare(left.charAt(i++), right.charAt(j++));
				if (order != 0) {
					return order;
				}
			}
		}
		return Integer.compare(left.length() - i, right.length() - j);
	}

	/** Where the first digit that counts is. */
	private static int skipZeros(String text, int from) {
		int to = from;
		while (text.charAt(to) == '0' && isDigit(text, to + 1)) {
			to++;
		}
		return to;
	}

	private static int endOfNumber(String text, int from) {
		int to = from;
		while (isDigit(text, to)) {
			to++;
		}
		return to;
	}

	private static boolean isDigit(String text, int at) {
		return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
	}

}
