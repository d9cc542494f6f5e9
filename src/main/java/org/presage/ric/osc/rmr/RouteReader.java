/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * Reads the records of route tables one after another, see {@link RouteTable}. A table
 * takes effect with its end record; one with another number of records than its end says
 * changes nothing.
 * <p>
 * Source of what is taken leniently: {@code rt_generic_static.c}, {@code parse_rt_rec},
 * {@code meid_parser}.
 */
final class RouteReader {

	private static final Set<String> KINDS = Set.of("newrt", "update", "updatert", "meid_map");

	private static final Set<String> RECORDS = Set.of("mse", "rte", "del", "mme_ar", "mme_del");

	private static final String NO_ID = "<id-missing>";

	private final Set<String> us;

	private final RouteSection.@Nullable Skips skips;

	private RouteTable table;

	private @Nullable RouteSection section;

	private String id = NO_ID;

	/** Whether there is a table that an update can change. */
	private boolean full;

	private RouteReader(RouteTable table, Set<String> us, RouteSection.@Nullable Skips skips) {
		this.table = table;
		this.us = us;
		this.skips = skips;
	}

	/** A reader of {@linkplain #strictly texts that somebody wrote}. */
	static RouteReader strict(Set<String> us) {
		RouteReader reader = new RouteReader(RouteTable.EMPTY, us, null);
		reader.full = true;
		return reader;
	}

	/**
	 * A reader of {@linkplain #leniently what a route manager sends}.
	 * @param us names that we are known by
	 * @param skips takes what is not used
	 */
	static RouteReader lenient(Set<String> us, RouteSection.Skips skips) {
		return new RouteReader(RouteTable.EMPTY, us, skips);
	}

	/** Result of a table: {@code OK} or {@code ERR}. */
	record State(String id, @Nullable String fault) {

		/** As it is sent to the route manager. */
		String text() {
			String of = InvalidInputException.bounded(this.id);
			return (this.fault == null) ? "OK " + of + ' '
					: "ERR " + of + ' ' + InvalidInputException.bounded(this.fault);
		}

	}

	/** The table in use. */
	RouteTable table() {
		return this.table;
	}

	/**
	 * Takes one from elsewhere.
	 * @param whole whether a route manager may change it by an update
	 */
	void table(RouteTable table, boolean whole) {
		this.table = table;
		this.full = whole;
	}

	/** Whether there is a table that an update can change. */
	boolean full() {
		return this.full;
	}

	/** Whether a table has begun and not ended. */
	boolean inside() {
		return this.section != null;
	}

	/** Reads a line of a text that somebody wrote: every error is reported. */
	void strictly(String line) {
		List<String> fields = fields(line);
		if (fields.isEmpty()) {
			return;
		}
		String kind = fields.getFirst();
		String second = (fields.size() > 1) ? fields.get(1) : "";
		boolean frame = KINDS.contains(kind);
		boolean starts = frame && (second.equals("start") || second.equals("begin"));
		RouteSection in = this.section;
		if (in == null && !starts) {
			throw new InvalidInputException("record", "a start record first", "'" + line.strip() + "'");
		}
		if (frame && !starts && !second.equals("end")) {
			throw new InvalidInputException(kind, "start or end", "'" + second + "'");
		}
		if (!frame && !RECORDS.contains(kind)) {
			throw new InvalidInputException("record", "mse, rte, del, mme_ar or mme_del", "'" + kind + "'");
		}
		State state = (frame && !starts && in != null && !in.kind().equals(kind))
				? new State(this.id, "expected the end of " + in.kind() + ", found that of " + kind) : record(fields);
		if (state != null && state.fault() != null) {
			throw new InvalidInputException("record", "a table that is whole", state.fault());
		}
	}

	/**
	 * Reads a line that a route manager sent, as the C library does: what cannot be used
	 * is skipped, also if it belongs to no table or is of a later version.
	 * @return the result of the table that ends here; null if none does
	 */
	@Nullable State leniently(String line) {
		List<String> fields = fields(line);
		return fields.isEmpty() ? null : record(fields);
	}

	/** A comment ends its field only, and only after white space. */
	private static List<String> fields(String line) {
		String text = line.strip();
		return (text.isEmpty() || text.startsWith("#")) ? List.of()
				: Stream.of(text.split("\\|", -1)).map(RouteReader::clip).toList();
	}

	private static String clip(String field) {
		String text = field.stripLeading();
		int comment = text.indexOf('#');
		boolean ends = comment > 0 && Character.isWhitespace(text.charAt(comment - 1));
		return (ends ? text.substring(0, comment) : text).stripTrailing();
	}

	/** The C library looks at the first letter where that is enough. */
	private static boolean isFrame(String kind) {
		return kind.startsWith("n") || kind.startsWith("u") || kind.equals("meid_map");
	}

	private @Nullable State record(List<String> fields) {
		String kind = fields.getFirst();
		if (kind.isEmpty() || kind.startsWith("#")) {
			return null;
		}
		if (isFrame(kind)) {
			return frame(kind, fields);
		}
		if (this.section != null) {
			this.section.take(fields);
		}
		else {
			skip(RouteSkip.OUTSIDE, fields);
		}
		return null;
	}

	private @Nullable State frame(String kind, List<String> fields) {
		if (fields.size() < 2) {
			skip(RouteSkip.FIELDS, fields);
			return null;
		}
		if (kind.startsWith("u") && !this.full) {
			skip(RouteSkip.EARLY, fields);
			return null;
		}
		String second = fields.get(1);
		if (second.equals("end")) {
			return end(fields);
		}
		if (kind.startsWith("m") && !second.startsWith("s")) {
			skip(RouteSkip.UNKNOWN, fields);
			return null;
		}
		return start(fields);
	}

	private void skip(RouteSkip cause, List<String> fields) {
		if (this.skips != null) {
			this.skips.skipped(cause, "'" + InvalidInputException.bounded(String.join("|", fields)) + "'");
		}
	}

	/** One that has not ended is dropped, and its sender told. */
	private @Nullable State start(List<String> fields) {
		State before = (this.section != null) ? new State(this.id, "table not complete") : null;
		String kind = fields.getFirst();
		if (fields.size() > 2) {
			this.id = fields.get(2);
		}
		else if (!kind.startsWith("u")) {
			this.id = NO_ID;
		}
		this.section = new RouteSection(kind, this.table, this.us, this.skips);
		return before;
	}

	private @Nullable State end(List<String> fields) {
		RouteSection ended = this.section;
		this.section = null;
		if (ended == null) {
			skip(RouteSkip.OUTSIDE, fields);
			return null;
		}
		String fault = ended.fault(fields);
		if (fault == null) {
			this.table = ended.table();
			this.full |= fields.getFirst().startsWith("n");
		}
		return new State(this.id, fault);
	}

}
