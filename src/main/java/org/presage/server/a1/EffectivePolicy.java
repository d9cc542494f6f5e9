/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.presage.control.CellIntent;
import org.presage.control.KpiLimit;
import org.presage.control.PrbBounds;

/**
 * What policies mean for one cell or slice. They are asked in the order in which they
 * count, and of each statement the first one that is made counts, field by field. What a
 * policy for slices says of PRBs is about the slice, what others say is about the cell,
 * and both count.
 */
final class EffectivePolicy {

	/** Before statements about PRBs of a slice. */
	private static final String OF_SLICE = "slice.";

	private static final String SLICE_MIN = OF_SLICE + A1Policy.MIN;

	private static final String SLICE_MAX = OF_SLICE + A1Policy.MAX;

	private final SortedMap<String, PolicyStatement> counts = new TreeMap<>();

	/**
	 * @param policies that are about the cell or slice, in the order in which they count
	 */
	EffectivePolicy(List<A1Policy> policies) {
		for (int rank = 0; rank < policies.size(); rank++) {
			A1Policy policy = policies.get(rank);
			for (Map.Entry<String, Object> said : policy.statements().entrySet()) {
				String key = key(policy, said.getKey());
				if (contradicted(key, said.getValue()) == null) {
					this.counts.putIfAbsent(key, new PolicyStatement(policy, rank, said.getValue()));
				}
			}
		}
	}

	private static String key(A1Policy policy, String path) {
		return (policy.scope().ofSlices() && path.startsWith(A1Policy.PRBS)) ? OF_SLICE + path : path;
	}

	/**
	 * Where the fewest PRBs of one policy are more than the most of another one, the one
	 * that counts less is overridden, as if it had no such statement.
	 * @return what is enforced already and contradicts the value; null for nothing
	 */
	private @Nullable PolicyStatement contradicted(String key, Object value) {
		return switch (key) {
			case A1Policy.MIN -> below((Integer) value, A1Policy.MAX);
			case SLICE_MIN -> below((Integer) value, SLICE_MAX);
			case A1Policy.MAX -> above((Integer) value, A1Policy.MIN);
			case SLICE_MAX -> above((Integer) value, SLICE_MIN);
			default -> null;
		};
	}

	private @Nullable PolicyStatement below(int fewest, String key) {
		PolicyStatement most = this.counts.get(key);
		return (most != null && (Integer) most.value() < fewest) ? most : null;
	}

	private @Nullable PolicyStatement above(int most, String key) {
		PolicyStatement fewest = this.counts.get(key);
		return (fewest != null && (Integer) fewest.value() > most) ? fewest : null;
	}

	/**
	 * The policy that is enforced in place of a policy's statement; the policy itself if
	 * it is enforced.
	 */
	A1Policy enforced(A1Policy policy, String path) {
		String key = key(policy, path);
		PolicyStatement contradicts = contradicted(key, Objects.requireNonNull(policy.statements().get(path)));
		PolicyStatement said = (contradicts != null) ? contradicts : this.counts.get(key);
		return (said != null) ? said.by() : policy;
	}

	/** All that counts, by path; paths that begin with {@code slice.} are the slice's. */
	SortedMap<String, PolicyStatement> counts() {
		return this.counts;
	}

	/** For the control loop. */
	CellIntent intent() {
		if (this.counts.isEmpty()) {
			return CellIntent.NONE;
		}
		Map<String, Double> weights = new TreeMap<>();
		List<KpiLimit> limits = new ArrayList<>();
		SortedMap<Integer, String> policies = new TreeMap<>();
		this.counts.forEach((path, said) -> {
			policies.put(said.rank(), said.by().id());
			if (path.startsWith(A1Policy.WEIGHT)) {
				weights.put(path.substring(A1Policy.WEIGHT.length()), (Double) said.value());
			}
			else if (said.value() instanceof KpiLimit limit) {
				limits.add(limit);
			}
		});
		Object budget = value(A1Policy.BUDGET);
		return new CellIntent(List.copyOf(policies.values()), bounds(""), bounds(OF_SLICE), weights, limits,
				(Double) value(A1Policy.RISK), (budget != null) ? (Integer) budget * 1_000_000L : null,
				value(A1Policy.MODE) == A1Policy.Mode.ADVISORY);
	}

	private PrbBounds bounds(String prefix) {
		return new PrbBounds((Integer) value(prefix + A1Policy.MIN), (Integer) value(prefix + A1Policy.MAX),
				(Integer) value(prefix + A1Policy.MAX_STEP));
	}

	private @Nullable Object value(String path) {
		PolicyStatement said = this.counts.get(path);
		return (said != null) ? said.value() : null;
	}

}
