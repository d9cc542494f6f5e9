/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.presage.base.InvalidInputException;

/**
 * Which endpoints take which messages. As text, one record a line, fields separated by
 * {@code |}, spaces around them and, in each field, what follows a {@code #} after a
 * space ignored:
 *
 * <pre>
 * newrt    | start [| id]                                a new table: replaces all routes
 * mse      | type[,sender…] | subscription | groups      a route; subscription -1: any
 * rte      | type[,sender…] | groups [| subscription]    the same, older
 * newrt    | end [| count of mse and rte]                takes effect
 *
 * update   | start [| id]                                changes to the routes in use;
 *                                                        also updatert
 * mse | …, rte | …, del | type[,sender…] | subscription
 * update   | end [| count of mse, rte and del]
 *
 * meid_map | start [| id]                                changes to the owners of nodes
 * mme_ar   | endpoint | node[ node]…                     owns these from now on
 * mme_del  | node[ node]…
 * meid_map | end [| count of mme_ar and mme_del [| md5]]
 *
 * groups = endpoint[,endpoint]…[;group]…  one of each group, in turn
 *        | %meid                          the owner of the message's node
 * </pre>
 *
 * A record with senders counts for these only; of two for the same type and subscription
 * the later one counts. A new table keeps the owners of nodes. The MD5 is not compared,
 * as by the C library.
 * <p>
 * Source: {@code docs/rt_tables.rst}, {@code rt_generic_static.c}. Immutable but for the
 * turns of the groups; any thread.
 */
public final class RouteTable {

	/** No routes. */
	public static final RouteTable EMPTY = new RouteTable(Map.of(), Map.of());

	private final Map<Long, Route> routes;

	private final Map<String, String> owners;

	private final Set<String> endpoints;

	RouteTable(Map<Long, Route> routes, Map<String, String> owners) {
		this.routes = Map.copyOf(routes);
		this.owners = Map.copyOf(owners);
		Set<String> all = new HashSet<>(owners.values());
		routes.values().forEach((route) -> all.addAll(route.endpoints()));
		this.endpoints = Set.copyOf(all);
	}

	/** Reads a table for nobody in particular: records with senders do not count. */
	public static RouteTable parse(String text) {
		return parse(text, Set.of());
	}

	/**
	 * Reads a table.
	 * @param text one or more complete sections
	 * @param us names that the reader is known by, host and port
	 * @throws InvalidInputException if a record cannot be used, naming its line; records
	 * that are not known are refused as well
	 */
	public static RouteTable parse(String text, Set<String> us) {
		RouteReader reader = RouteReader.strict(us);
		int number = 0;
		for (String line : text.lines().toList()) {
			number++;
			try {
				reader.strictly(line);
			}
			catch (InvalidInputException ex) {
				throw ex.inside("line " + number + ", ");
			}
		}
		if (reader.inside()) {
			throw new InvalidInputException("line " + number, "an end record", "the end of the text");
		}
		return reader.table();
	}

	static long key(int type, int subscription) {
		return ((long) subscription << Integer.SIZE) | (type & 0xFFFFFFFFL);
	}

	/**
	 * Endpoints that a message goes to, one for each group, whose next turn it is. A
	 * route for the subscription goes before one for any.
	 * @param type message type
	 * @param subscription or {@link RmrMessage#NO_SUBSCRIPTION}
	 * @param meid name of the E2 node
	 * @return host and port of each; empty without a route, or if nobody owns the node
	 */
	public List<String> lookup(int type, int subscription, String meid) {
		Route route = this.routes.get(key(type, subscription));
		if (route == null) {
			route = this.routes.get(key(type, RmrMessage.NO_SUBSCRIPTION));
		}
		if (route == null) {
			return List.of();
		}
		if (route.byNode()) {
			String owner = this.owners.get(meid);
			return (owner != null) ? List.of(owner) : List.of();
		}
		return route.next();
	}

	/** All endpoints, by host and port. */
	public Set<String> endpoints() {
		return this.endpoints;
	}

	/** Whether nothing can be sent by it. */
	public boolean isEmpty() {
		return this.routes.isEmpty();
	}

	/** Routes and nodes with an owner. */
	public int size() {
		return this.routes.size() + this.owners.size();
	}

	Map<Long, Route> routes() {
		return this.routes;
	}

	Map<String, String> owners() {
		return this.owners;
	}

}
