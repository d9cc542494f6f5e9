/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Finds the name that somebody who made a mistake probably meant: a key, a column, an
 * option, a command.
 */
public final class NearestName {

	/** Letters of a name for each of which may be wrong. */
	private static final int LETTERS_PER_MISTAKE = 3;

	private NearestName() {
	}

	/**
	 * The most similar name, whatever its case; empty if none is similar: a third of the
	 * letters may be wrong.
	 */
	public static Optional<String> of(String found, Collection<String> names) {
		int most = Math.max(1, found.length() / LETTERS_PER_MISTAKE);
		String text = found.toLowerCase(Locale.ROOT);
		return names.stream()
			.filter((name) -> Math.abs(name.length() - found.length()) <= most
					&& distance(text, name.toLowerCase(Locale.ROOT)) <= most)
			.min(Comparator.comparingInt((name) -> distance(text, name.toLowerCase(Locale.ROOT))));
	}

	/** A question with that name for the end of a message; empty if none is similar. */
	public static String question(@Nullable Object found, Collection<String> names) {
		return (found == null) ? ""
				: of(found.toString(), names).map((name) -> "Did you mean " + name + '?').orElse("");
	}

	/**
	 * Letters to insert, delete, replace, or exchange with the next one: the optimal
	 * string alignment of Damerau and Levenshtein.
	 */
	public static int distance(String one, String other) {
		int[] beforeLast = new int[other.length() + 1];
		int[] last = new int[other.length() + 1];
		for (int j = 0; j <= other.length(); j++) {
			last[j] = j;
		}
		for (int i = 1; i <= one.length(); i++) {
			int[] row = new int[other.length() + 1];
			row[0] = i;
			for (int j = 1; j <= other.length(); j++) {
				int replaced = last[j - 1] + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
				if (i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
						&& one.charAt(i - 2) == other.charAt(j - 1)) {
					row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
				}
			}
			beforeLast = last;
			last = row;
		}
		return last[other.length()];
	}

}
