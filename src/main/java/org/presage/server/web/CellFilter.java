/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;

import org.presage.control.CellStatus;
import org.presage.control.Decision;
import org.presage.control.Outcome;

/**
 * Which cells are asked for, and in which order.
 *
 * @param search what a name contains, in lower case; empty for all
 * @param outcome of the last decision; null for any
 * @param order of the list
 * @param offset of the first
 * @param limit most in one answer
 */
record CellFilter(String search, @Nullable Outcome outcome, Comparator<CellStatus> order, int offset, int limit) {

	private static final int MOST = 100;

	private static final int LONGEST = 256;

	private static final Comparator<CellStatus> BY_NAME = Comparator
		.<CellStatus, String>comparing((cell) -> cell.cell().node(), NaturalOrder.INSTANCE)
		.thenComparing((cell) -> cell.cell().cell(), NaturalOrder.INSTANCE)
		.thenComparing((cell) -> cell.cell().slice(), NaturalOrder.INSTANCE);

	/** By what a list can be sorted. */
	private enum Sort {

		NAME, OUTCOME, PRBS, SURPRISE, AGE;

		Comparator<CellStatus> order(boolean descending) {
			Comparator<CellStatus> order = switch (this) {
				case NAME -> BY_NAME;
				case OUTCOME ->
					Comparator.comparing((cell) -> (cell.last() != null) ? cell.last().outcome().ordinal() : -1);
				case PRBS -> number(CellStatus::inForce, descending);
				case SURPRISE -> number(CellStatus::surprise, descending);
				case AGE -> (one, other) -> Long.compare(other.heardNs() - one.heardNs(), 0);
			};
			boolean turned = descending && this != PRBS && this != SURPRISE;
			return (turned ? order.reversed() : order).thenComparing(BY_NAME);
		}

		/** What is not known comes last, whatever the direction. */
		private static Comparator<CellStatus> number(ToDoubleFunction<CellStatus> of, boolean descending) {
			return Comparator.comparingDouble((cell) -> {
				double value = of.applyAsDouble(cell);
				return Double.isNaN(value) ? Double.POSITIVE_INFINITY : descending ? -value : value;
			});
		}

	}

	static CellFilter of(ServerRequest request) {
		Answers.requireParameters(request, "search", "outcome", "sort", "direction", "offset", "limit");
		String search = request.param("search").orElse("").strip().toLowerCase(Locale.ROOT);
		if (search.length() > LONGEST) {
			throw wrong("search", "at most " + LONGEST + " characters", search.length());
		}
		Sort sort = choice("sort", Sort.class, request.param("sort").orElse("name"));
		String direction = request.param("direction").orElse("up");
		if (!direction.equals("up") && !direction.equals("down")) {
			throw wrong("direction", "up or down", direction);
		}
		String outcome = request.param("outcome").orElse("");
		return new CellFilter(search, outcome.isEmpty() ? null : choice("outcome", Outcome.class, outcome),
				sort.order(direction.equals("down")), number(request, "offset", 0, 0, Integer.MAX_VALUE),
				number(request, "limit", 50, 1, MOST));
	}

	private static <E extends Enum<E>> E choice(String name, Class<E> of, String text) {
		return Arrays.stream(of.getEnumConstants())
			.filter((value) -> value.name().equalsIgnoreCase(text))
			.findFirst()
			.orElseThrow(() -> wrong(name, "one of " + Arrays.toString(of.getEnumConstants()).toLowerCase(Locale.ROOT),
					text));
	}

	private static int number(ServerRequest request, String name, int otherwise, int least, int most) {
		String text = request.param(name).orElse(Integer.toString(otherwise));
		try {
			int number = Integer.parseInt(text);
			if (number >= least && number <= most) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			throw wrong(name, least + " to " + most, text);
		}
		throw wrong(name, least + " to " + most, text);
	}

	private static ProblemException wrong(String field, String expected, Object found) {
		return ProblemException.field(HttpStatus.BAD_REQUEST, field, expected, found);
	}

	boolean finds(CellStatus cell) {
		return this.search.isEmpty() || cell.cell().toString().toLowerCase(Locale.ROOT).contains(this.search);
	}

	boolean admits(CellStatus cell) {
		Decision last = cell.last();
		return this.outcome == null || (last != null && last.outcome() == this.outcome);
	}

}
