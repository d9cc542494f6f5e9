/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.presage.base.InvalidInputException;

/**
 * Where messages of a type and a subscription go: to the owner of their node, or to one
 * endpoint of each group in turn. A group without endpoints is one that had only us.
 *
 * @param byNode whether the node decides
 * @param groups none if it does
 */
record Route(boolean byNode, List<Group> groups) {

	private static final String BY_NODE = "%meid";

	/** Endpoints that take turns. */
	static final class Group {

		private final List<String> endpoints;

		private final AtomicInteger next = new AtomicInteger();

		Group(List<String> endpoints) {
			this.endpoints = List.copyOf(endpoints);
		}

		String next() {
			int size = this.endpoints.size();
			return this.endpoints.get((size == 1) ? 0 : Math.floorMod(this.next.getAndIncrement(), size));
		}

	}

	/**
	 * @param text {@code endpoint[,endpoint]…[;group]…} or {@code %meid}
	 * @param isUs whether an endpoint is the one that the table is for, which sends
	 * nothing to itself
	 * @param unusable takes the endpoints that are none
	 */
	static Route of(String text, Predicate<String> isUs, List<String> unusable) {
		if (text.split(";", 2)[0].strip().equals(BY_NODE)) {
			return new Route(true, List.of());
		}
		List<Group> groups = new ArrayList<>();
		for (String group : text.split(";")) {
			List<String> endpoints = new ArrayList<>();
			for (String token : group.split(",")) {
				String endpoint = token.strip();
				if (!endpoint.isEmpty() && !Address.isOne(endpoint)) {
					unusable.add(endpoint);
				}
				else if (!endpoint.isEmpty() && !isUs.test(endpoint)) {
					endpoints.add(endpoint);
				}
			}
			if (!endpoints.isEmpty()) {
				groups.add(new Group(endpoints));
			}
		}
		return new Route(false, List.copyOf(groups));
	}

	static InvalidInputException notAnEndpoint(String text) {
		return new InvalidInputException("endpoint", Address.EXPECTED, "'" + text + "'");
	}

	/** One endpoint of each group. */
	List<String> next() {
		return this.groups.stream().map(Group::next).toList();
	}

	/** All of them. */
	List<String> endpoints() {
		return this.groups.stream().flatMap((group) -> group.endpoints.stream()).toList();
	}

}
