/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.presage.control.Intents;

/**
 * What counts from one moment to another one. Immutable.
 *
 * @param intents the same for the loops, {@link Intents#NONE} without policies
 * @param ids of the policies whose time it is
 * @param fromMs first moment
 * @param untilMs first moment in which something else may count
 */
record PolicySnapshot(Intents intents, ActivePolicies inForce, Set<String> ids, long fromMs, long untilMs) {

	/** Before there was any policy. */
	static final PolicySnapshot EMPTY = of(List.of(), 0);

	/** What counts at a moment. */
	static PolicySnapshot of(Collection<A1Policy> policies, long nowMs) {
		List<A1Policy> valid = new ArrayList<>();
		Set<String> ids = new TreeSet<>();
		long from = Long.MIN_VALUE;
		long until = Long.MAX_VALUE;
		for (A1Policy policy : policies) {
			from = Math.max(from, policy.validity().changeBefore(nowMs));
			until = Math.min(until, policy.validity().changeAfter(nowMs));
			if (policy.validity().contains(nowMs)) {
				valid.add(policy);
				ids.add(policy.id());
			}
		}
		ActivePolicies inForce = new ActivePolicies(valid);
		return new PolicySnapshot(valid.isEmpty() ? Intents.NONE : inForce, inForce, ids, from, until);
	}

	boolean isOf(long nowMs) {
		return nowMs >= this.fromMs && nowMs < this.untilMs;
	}

	boolean isForEver() {
		return this.fromMs == Long.MIN_VALUE && this.untilMs == Long.MAX_VALUE;
	}

}
