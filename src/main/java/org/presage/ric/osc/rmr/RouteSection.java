/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * A route table between its start and its end record. A record that cannot be used is
 * skipped, and the rest of the table counts, as in the C library; or it is refused with
 * the whole text.
 */
final class RouteSection {

	/** Endpoints in routes, and nodes. */
	private static final int MOST_ENTRIES = 65_536;

	/** Characters between start and end. */
	private static final int MOST_TEXT = 8 << 20;

	private static final Pattern INTEGER = Pattern.compile("([+-]?\\d+).*");

	private final String kind;

	private final Set<String> us;

	private final @Nullable Skips skips;

	private final Map<Long, Route> routes;

	private final Map<String, String> owners;

	/** Records of routes, and of owners of nodes: each end record counts one of them. */
	private int routeRecords;

	private int ownerRecords;

	private int characters;

	/**
	 * @param kind of the start record; a new table has no routes at first
	 * @param skips takes what is skipped; null to refuse it instead
	 */
	RouteSection(String kind, RouteTable from, Set<String> us, @Nullable Skips skips) {
		this.kind = kind;
		this.us = us;
		this.skips = skips;
		this.routes = new HashMap<>(kind.startsWith("n") ? Map.of() : from.routes());
		this.owners = new HashMap<>(from.owners());
	}

	/** Takes what is skipped. */
	@FunctionalInterface
	interface Skips {

		void skipped(RouteSkip cause, String detail);

	}

	String kind() {
		return this.kind;
	}

	/**
	 * What is wrong with the table as a whole; null if nothing is.
	 * @param end fields of the end record
	 */
	@Nullable String fault(List<String> end) {
		int records = end.getFirst().startsWith("m") ? this.ownerRecords : this.routeRecords;
		if (end.size() > 2 && integer(end.get(2)) != records) {
			return "missing table records: expected " + end.get(2) + " got " + records;
		}
		if (this.characters > MOST_TEXT) {
			return "expected at most " + MOST_TEXT + " characters, found more";
		}
		int endpoints = this.routes.values().stream().mapToInt((route) -> 1 + route.endpoints().size()).sum();
		int entries = this.owners.size() + endpoints;
		return (entries > MOST_ENTRIES) ? "expected at most " + MOST_ENTRIES + " entries, found " + entries : null;
	}

	RouteTable table() {
		return new RouteTable(this.routes, this.owners);
	}

	/** Takes a record that is neither a start nor an end. */
	void take(List<String> fields) {
		this.characters = Math.min(MOST_TEXT + 1, this.characters + fields.stream().mapToInt(String::length).sum());
		if (this.characters > MOST_TEXT) {
			return;
		}
		String record = fields.getFirst();
		switch (record) {
			case "mse" -> {
				if (has(fields, 4)) {
					this.routeRecords++;
					route(fields.get(1), fields.get(2), fields.get(3));
				}
			}
			case "mme_ar" -> {
				if (has(fields, 3)) {
					this.ownerRecords++;
					own(fields.get(1), fields.get(2));
				}
			}
			case "mme_del" -> {
				if (has(fields, 2)) {
					this.ownerRecords++;
					Stream.of(fields.get(1).split("\\s+")).forEach(this.owners::remove);
				}
			}
			default -> older(fields);
		}
	}

	/** Records that the C library knows by their first letter. */
	private void older(List<String> fields) {
		if (fields.getFirst().startsWith("r")) {
			this.routeRecords++;
			if (has(fields, 3)) {
				route(fields.get(1), (fields.size() > 3) ? fields.get(3) : "-1", fields.get(2));
			}
		}
		else if (fields.getFirst().startsWith("d")) {
			if (has(fields, 3)) {
				this.routeRecords++;
				delete(fields.get(1), fields.get(2));
			}
		}
		else {
			skip(RouteSkip.UNKNOWN, new InvalidInputException("record", "mse, rte, del, mme_ar or mme_del",
					"'" + fields.getFirst() + "'"));
		}
	}

	private void skip(RouteSkip cause, InvalidInputException detail) {
		if (this.skips == null) {
			throw detail;
		}
		this.skips.skipped(cause, String.valueOf(detail.getMessage()));
	}

	private boolean has(List<String> fields, int count) {
		if (fields.size() < count) {
			skip(RouteSkip.FIELDS, new InvalidInputException(fields.getFirst(), "a field " + (fields.size() + 1),
					String.join("|", fields)));
			return false;
		}
		return true;
	}

	private void route(String types, String subscription, String groups) {
		Integer type = type(types);
		if (type == null) {
			return;
		}
		int of = subscription(subscription);
		List<String> unusable = new ArrayList<>();
		Route route = Route.of(groups, this.us::contains, unusable);
		unusable.forEach((endpoint) -> skip(RouteSkip.ENDPOINT, Route.notAnEndpoint(endpoint)));
		// The route manager writes records without endpoints, which say nothing.
		boolean usable = unusable.isEmpty() ? !groups.isEmpty() : !route.groups().isEmpty();
		if (usable && isForUs(types)) {
			this.routes.put(RouteTable.key(type, of), route);
		}
	}

	private void delete(String types, String subscription) {
		Integer type = type(types);
		if (type != null && isForUs(types)) {
			this.routes.remove(RouteTable.key(type, subscription(subscription)));
		}
	}

	private void own(String owner, String nodes) {
		if (!Address.isOne(owner)) {
			skip(RouteSkip.ENDPOINT, Route.notAnEndpoint(owner));
			return;
		}
		for (String node : nodes.split("\\s+")) {
			if (node.length() >= FrameLayout.MEID_LENGTH) {
				skip(RouteSkip.NODE, new InvalidInputException("node", "at most 31 characters", "'" + node + "'"));
			}
			else if (!node.isEmpty()) {
				this.owners.put(node, owner);
			}
		}
	}

	private boolean isForUs(String types) {
		String[] tokens = types.split(",", -1);
		return tokens.length == 1 || Stream.of(tokens).skip(1).map(String::strip).anyMatch(this.us::contains);
	}

	/** Null if it has none: the C library makes it 0, which no message has. */
	private @Nullable Integer type(String types) {
		String text = types.split(",", 2)[0].strip();
		if (isInteger(text)) {
			return integer(text);
		}
		skip(RouteSkip.TYPE, new InvalidInputException("message type", "an integer", "'" + text + "'"));
		return null;
	}

	private int subscription(String text) {
		if (this.skips == null && !isInteger(text)) {
			throw new InvalidInputException("subscription", "an integer", "'" + text + "'");
		}
		return integer(text);
	}

	/** Whether it is one, or begins with one where that is enough. */
	private boolean isInteger(String text) {
		return (this.skips == null) ? text.matches("[+-]?\\d{1,9}|-?2\\d{9}") : INTEGER.matcher(text).matches();
	}

	/** As C's {@code atoi}: what a text begins with; 0 if that is no integer. */
	private static int integer(String text) {
		Matcher matcher = INTEGER.matcher(text);
		return matcher.matches() ? new BigInteger(matcher.group(1)).intValue() : 0;
	}

}
