/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;

/**
 * An instance of the {@link PolicyType}. Immutable.
 *
 * @param id that its sender gave it
 * @param source how it came
 * @param receivedMs when it came, or was changed last
 * @param scope what it is about
 * @param validity when it counts
 * @param statements what it says, by path without the {@code $}: {@code prbs.max},
 * {@code reward_weights.SINR}, {@code sla_limits.Delay}; each of one of the types
 * {@link Integer}, {@link Double}, {@link org.presage.control.KpiLimit}, {@link Mode}
 * @param payload as it came
 */
public record A1Policy(String id, PolicySource source, long receivedMs, Scope scope, Validity validity,
		SortedMap<String, Object> statements, JsonNode payload) {

	static final String PRBS = "prbs.";

	static final String MIN = "prbs.min";

	static final String MAX = "prbs.max";

	static final String MAX_STEP = "prbs.max_step";

	static final String WEIGHT = "reward_weights.";

	static final String LIMIT = "sla_limits.";

	static final String RISK = "risk";

	static final String BUDGET = "planning_budget_ms";

	static final String MODE = "mode";

	/**
	 * Of two with a scope of the same kind the newer one counts before the older one, and
	 * of two of the same moment the one whose id comes first. Those of files count after
	 * all others: when a file was written is not when somebody wanted it, where files are
	 * assigned again at each start.
	 */
	static final Comparator<A1Policy> NEWEST = Comparator
		.comparingLong(
				(A1Policy policy) -> (policy.source() == PolicySource.FILE) ? Long.MIN_VALUE : policy.receivedMs())
		.reversed()
		.thenComparing(A1Policy::id);

	public A1Policy {
		statements = Collections.unmodifiableSortedMap(new TreeMap<>(statements));
	}

	/** Whether it lasts for so long from its receipt on. */
	boolean fromReceipt() {
		JsonNode times = this.payload.path("validity");
		return times.has("duration_s") && !times.has("from");
	}

	/** Whether decisions are carried out. */
	enum Mode {

		ACTIVE, ADVISORY

	}

}
