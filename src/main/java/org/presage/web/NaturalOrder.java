package org.presage.web;

import java.util.Comparator;

/** Text as people sort it: cell-2 comes before cell-10. */
final class NaturalOrder implements Comparator<String> {

	static final NaturalOrder INSTANCE = new NaturalOrder();

	private NaturalOrder() {
	}

	@Override
	public int compare(String left, String right) {
		int i = 0;
		int j = 0;
		while (i < left.length() && j < right.length()) {
			int endLeft = end(left, i);
			int endRight = end(right, j);
			int order = part(left.substring(i, endLeft), right.substring(j, endRight));
			if (order != 0) {
				return order;
			}
			i = endLeft;
			j = endRight;
		}
		return Integer.compare(left.length() - i, right.length() - j);
	}

	/** Where the number that begins here ends, or one character further. */
	private static int end(String text, int from) {
		int to = from;
		while (to < text.length() && isDigit(text.charAt(to))) {
			to++;
		}
		return Math.max(to, from + 1);
	}

	private static int part(String left, String right) {
		if (!isDigit(left.charAt(0)) || !isDigit(right.charAt(0))) {
			return left.compareTo(right);
		}
		String one = left.replaceFirst("^0+(?=.)", "");
		String other = right.replaceFirst("^0+(?=.)", "");
		return (one.length() != other.length()) ? Integer.compare(one.length(), other.length()) : one.compareTo(other);
	}

	private static boolean isDigit(char character) {
		return character >= '0' && character <= '9';
	}

}
