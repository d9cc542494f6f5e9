/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import org.jspecify.annotations.Nullable;

/**
 * Names that others choose, as ids of nodes, cells and policies. They go into logs,
 * metrics and pages, so that they have neither control characters nor such that cannot be
 * seen or change the direction of text (Unicode Cc, Cf, Zl and Zp). Allocates nothing for
 * a good name.
 */
public final class NameText {

	private static final int FIRST_PRINTABLE = 0x20;

	private static final int LAST_PRINTABLE = 0x7e;

	private NameText() {
	}

	/**
	 * Checks a name.
	 * @param most characters (code points of Unicode), at least 1
	 * @return what is wrong with it; null if nothing is
	 */
	public static @Nullable InvalidInputException problem(String field, String name, int most) {
		if (name.isEmpty()) {
			return new InvalidInputException(field, "1 to " + most + " characters", "none");
		}
		if (name.length() > most) {
			int characters = name.codePointCount(0, name.length());
			if (characters > most) {
				return new InvalidInputException(field, "1 to " + most + " characters", characters + " characters");
			}
		}
		boolean blank = true;
		for (int i = 0; i < name.length(); i++) {
			char each = name.charAt(i);
			if (each > FIRST_PRINTABLE && each <= LAST_PRINTABLE) {
				blank = false;
			}
			else if (each != ' ') {
				int point = name.codePointAt(i);
				if (isInvisible(point)) {
					return new InvalidInputException(field, "no control characters, nor format characters",
							'"' + name + '"');
				}
				blank &= Character.isSpaceChar(point);
				i += Character.charCount(point) - 1;
			}
		}
		return blank ? new InvalidInputException(field, "a name that is not blank", '"' + name + '"') : null;
	}

	/** Whether a character ends a line, controls a terminal or only changes others. */
	private static boolean isInvisible(int point) {
		return switch (Character.getType(point)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
			default -> false;
		};
	}

}
