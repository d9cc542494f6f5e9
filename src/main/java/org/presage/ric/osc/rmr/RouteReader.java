package org.presage.ric.osc.rmr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * Reads the records of route tables one after another, see {@link RouteTable}. A table
 * takes effect with its end record, whole; one with a record that cannot be used, or with
 * another number of records than its end says, changes nothing.
 */
final class RouteReader {

	/** Endpoints in routes, and nodes. */
	private static final int MOST_ENTRIES = 65_536;

	/** Characters between start and end. */
	private static final int MOST_TEXT = 8 << 20;

	private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

	private final Set<String> us;

	private RouteTable table;

	private @Nullable Section section;

	RouteReader(RouteTable table, Set<String> us) {
		this.table = table;
		this.us = us;
	}

	/** Result of a table: {@code OK} or {@code ERR}. */
	record State(String id, @Nullable String fault) {

		/** As it is sent to the route manager. */
		String text() {
			return ((this.fault == null) ? "OK " : "ERR ") + this.id + ' ' + ((this.fault == null) ? "" : this.fault);
		}

	}

	/** A table that is being read. */
	private static final class Section {

		final String kind;

		final String id;

		final Map<Long, Route> routes;

		final Map<String, String> owners;

		int records;

		int characters;

		@Nullable String fault;

		Section(String kind, String id, RouteTable from) {
			this.kind = kind;
			this.id = id;
			this.routes = new HashMap<>(kind.equals("newrt") ? Map.of() : from.routes());
			this.owners = new HashMap<>(from.owners());
		}

	}

	/** The table in use. */
	RouteTable table() {
		return this.table;
	}

	/** Takes one from elsewhere. */
	void table(RouteTable table) {
		this.table = table;
	}

	/** Whether a table has begun and not ended. */
	boolean inside() {
		return this.section != null;
	}

	/** Reads a line of a text that somebody wrote: every error is reported. */
	void strictly(String line) {
		List<String> fields = fields(line);
		if (!fields.isEmpty()) {
			String second = (fields.size() > 1) ? fields.get(1) : "";
			boolean starts = isFrame(fields) && (second.equals("start") || second.equals("begin"));
			if (this.section == null && !starts) {
				throw new InvalidInputException("record", "a start record first", "'" + line.strip() + "'");
			}
			if (isFrame(fields) && !starts && !second.equals("end")) {
				throw new InvalidInputException(fields.get(0), "start or end", "'" + second + "'");
			}
			State state = record(fields, true);
			if (state != null && state.fault() != null) {
				throw new InvalidInputException("record", "a table that is whole", state.fault());
			}
		}
	}

	/**
	 * Reads a line that a route manager sent, as the C library does: what belongs to no
	 * table, or is of a later version, is ignored.
	 * @return the result of the table that ends here; null if none does
	 */
	@Nullable State leniently(String line) {
		List<String> fields = fields(line);
		return fields.isEmpty() ? null : record(fields, false);
	}

	private static List<String> fields(String line) {
		String text = COMMENT.matcher(line).replaceFirst("").strip();
		return text.isEmpty() ? List.of() : Stream.of(text.split("\\|", -1)).map(String::strip).toList();
	}

	private static boolean isFrame(List<String> fields) {
		return switch (fields.get(0)) {
			case "newrt", "update", "meid_map" -> true;
			default -> false;
		};
	}

	private @Nullable State record(List<String> fields, boolean strict) {
		if (isFrame(fields)) {
			return (fields.size() > 1 && fields.get(1).equals("end")) ? end(fields) : start(fields);
		}
		Section in = this.section;
		if (in != null && in.fault == null) {
			try {
				entry(in, fields, strict);
			}
			catch (InvalidInputException ex) {
				if (strict) {
					throw ex;
				}
				in.fault = ex.getMessage();
			}
		}
		return null;
	}

	/** One that has not ended is dropped, and its sender told. */
	private @Nullable State start(List<String> fields) {
		Section before = this.section;
		String id = (fields.size() > 2) ? fields.get(2) : "<id-missing>";
		this.section = new Section(fields.get(0), id, this.table);
		return (before != null) ? new State(before.id, "table not complete") : null;
	}

	private @Nullable State end(List<String> fields) {
		Section ended = this.section;
		this.section = null;
		if (ended == null) {
			return null;
		}
		String fault = (ended.fault != null) ? ended.fault : fault(ended, fields);
		if (fault == null) {
			this.table = new RouteTable(ended.routes, ended.owners);
		}
		return new State(ended.id, fault);
	}

	private static @Nullable String fault(Section ended, List<String> fields) {
		if (!ended.kind.equals(fields.get(0))) {
			return "expected the end of " + ended.kind + ", found that of " + fields.get(0);
		}
		boolean counted = fields.size() > 2 && !fields.get(2).isEmpty();
		if (counted && !fields.get(2).equals(Integer.toString(ended.records))) {
			return "missing table records: expected " + fields.get(2) + " got " + ended.records;
		}
		int endpoints = ended.routes.values().stream().mapToInt((route) -> 1 + route.endpoints().size()).sum();
		int entries = ended.owners.size() + endpoints;
		return (entries > MOST_ENTRIES) ? "expected at most " + MOST_ENTRIES + " entries, found " + entries : null;
	}

	private void entry(Section in, List<String> fields, boolean strict) {
		in.characters += fields.stream().mapToInt(String::length).sum();
		if (in.characters > MOST_TEXT) {
			throw new InvalidInputException("table", "at most " + MOST_TEXT + " characters", "more");
		}
		switch (fields.get(0)) {
			case "mse" -> route(in, field(fields, 1), field(fields, 2), field(fields, 3));
			case "rte" -> route(in, field(fields, 1), (fields.size() > 3) ? fields.get(3) : "-1", field(fields, 2));
			case "del" -> delete(in, field(fields, 1), field(fields, 2));
			case "mme_ar" -> own(in, field(fields, 1), field(fields, 2));
			case "mme_del" -> Stream.of(field(fields, 1).split("\\s+")).forEach(in.owners::remove);
			default -> {
				if (strict) {
					throw new InvalidInputException("record", "mse, rte, del, mme_ar or mme_del",
							"'" + fields.get(0) + "'");
				}
				return;
			}
		}
		if (fields.get(0).startsWith("mme_") == in.kind.equals("meid_map")) {
			in.records++;
		}
	}

	private static String field(List<String> fields, int index) {
		if (fields.size() <= index) {
			throw new InvalidInputException(fields.get(0), "a field " + (index + 1), String.join("|", fields));
		}
		return fields.get(index);
	}

	private void route(Section in, String types, String subscription, String groups) {
		int type = type(types);
		int of = number("subscription", subscription);
		Route route = Route.of(groups, this.us::contains);
		// The route manager writes records without endpoints, which say nothing.
		if (isForUs(types) && !groups.isEmpty()) {
			in.routes.put(RouteTable.key(type, of), route);
		}
	}

	private void delete(Section in, String types, String subscription) {
		long key = RouteTable.key(type(types), number("subscription", subscription));
		if (isForUs(types)) {
			in.routes.remove(key);
		}
	}

	private static void own(Section in, String owner, String nodes) {
		String endpoint = Route.endpoint(owner);
		for (String node : nodes.split("\\s+")) {
			if (node.length() >= FrameLayout.MEID_LENGTH) {
				throw new InvalidInputException("node", "at most 31 characters", "'" + node + "'");
			}
			if (!node.isEmpty()) {
				in.owners.put(node, endpoint);
			}
		}
	}

	private boolean isForUs(String types) {
		String[] tokens = types.split(",");
		return tokens.length == 1 || Stream.of(tokens).skip(1).map(String::strip).anyMatch(this.us::contains);
	}

	private static int type(String types) {
		return number("message type", types.split(",", 2)[0].strip());
	}

	private static int number(String field, String text) {
		try {
			return Integer.parseInt(text);
		}
		catch (NumberFormatException ex) {
			throw new InvalidInputException(field, "an integer", "'" + text + "'");
		}
	}

}
