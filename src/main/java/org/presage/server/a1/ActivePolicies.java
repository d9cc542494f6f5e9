/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.presage.control.CellIntent;
import org.presage.control.Intents;
import org.presage.kpi.CellId;

/**
 * The policies that count at one moment, by what they are about. A policy for slices
 * counts before one for their cell, that before one for the network; among the same the
 * newest, and of the same moment the one whose id comes first. Immutable.
 */
final class ActivePolicies implements Intents {

	private final List<A1Policy> network = new ArrayList<>();

	private final Map<CellId, List<A1Policy>> targets = new HashMap<>();

	/**
	 * @param policies whose time it is
	 */
	ActivePolicies(Collection<A1Policy> policies) {
		for (A1Policy policy : policies) {
			if (policy.scope().ofNetwork()) {
				this.network.add(policy);
			}
			policy.scope()
				.targets()
				.forEach((target) -> this.targets.computeIfAbsent(target, (key) -> new ArrayList<>()).add(policy));
		}
		this.network.sort(A1Policy.NEWEST);
		this.targets.values().forEach((same) -> same.sort(A1Policy.NEWEST));
	}

	/** Cells and slices that policies name. */
	Collection<CellId> named() {
		return Collections.unmodifiableCollection(this.targets.keySet());
	}

	/** What they mean for a cell or slice. */
	EffectivePolicy verdict(CellId cell) {
		List<A1Policy> about = new ArrayList<>();
		if (!cell.slice().isEmpty()) {
			about.addAll(this.targets.getOrDefault(cell, List.of()));
		}
		about.addAll(this.targets.getOrDefault(cell.whole(), List.of()));
		about.addAll(this.network);
		return new EffectivePolicy(about);
	}

	/** What they mean for a cell that no policy names. */
	EffectivePolicy elsewhere() {
		return new EffectivePolicy(this.network);
	}

	/** Ids of the policies of which something counts somewhere. */
	Set<String> enforced() {
		Set<String> ids = new HashSet<>();
		hear(elsewhere(), ids);
		this.targets.keySet().forEach((cell) -> hear(verdict(cell), ids));
		return ids;
	}

	private static void hear(EffectivePolicy there, Set<String> ids) {
		there.counts().values().forEach((said) -> ids.add(said.by().id()));
	}

	@Override
	public CellIntent of(CellId cell) {
		return verdict(cell).intent();
	}

}
