/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The difference that one level makes to one KPI compared with another level: what is
 * estimated, and what others say, over the same windows.
 */
final class Contrast {

	private static final double QUANTILE = 0.975;

	/** A mean, or a difference of means, of the clusters drawn; null for each once. */
	interface Quantity {

		double value(int @Nullable [] drawn);

	}

	private final int from;

	private final int to;

	private final int target;

	private final ClusterMean estimate;

	private final int freedom;

	private final Map<String, Quantity> others = new LinkedHashMap<>();

	/**
	 * @param from level
	 * @param to level
	 * @param freedom degrees of freedom of the interval
	 */
	Contrast(int from, int to, int target, ClusterMean estimate, int freedom) {
		this.from = from;
		this.to = to;
		this.target = target;
		this.estimate = estimate;
		this.freedom = freedom;
	}

	/** Adds what somebody else says. */
	void add(String name, Quantity quantity) {
		this.others.put(name, quantity);
	}

	int from() {
		return this.from;
	}

	int to() {
		return this.to;
	}

	int target() {
		return this.target;
	}

	ClusterMean estimate() {
		return this.estimate;
	}

	/** Names of the others. */
	Iterable<String> names() {
		return this.others.keySet();
	}

	/** What one of the others says. */
	Quantity other(String name) {
		return Objects.requireNonNull(this.others.get(name), name);
	}

	/** Half of the 95 % interval. */
	double margin() {
		return this.estimate.standardError() * TDistribution.of(this.freedom).inverseCumulativeProbability(QUANTILE);
	}

	/** Whether the 95 % interval is without 0. */
	boolean excludesZero() {
		return Math.abs(this.estimate.value()) > margin();
	}

}
