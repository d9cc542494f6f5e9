/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;

/**
 * Draws batches in which no node has more than its share, so that one that reports
 * nonsense, or is merely large, does not decide what is learnt: a twentieth with twenty
 * nodes or more, at most twice an equal share with fewer. Within it, nodes are drawn as
 * often as they have items. The items of a node follow each other in random order and
 * start again when all were drawn.
 */
final class NodeShares<T> {

	/** Sizes of batches are multiples of it, so that a twentieth is a whole number. */
	static final int UNIT = 20;

	private static final double MOST = 1.0 / UNIT;

	private final List<List<T>> items = new ArrayList<>();

	/** Of each node, summing to 1. */
	private final double[] shares;

	/**
	 * @param byNode at least one node, each with at least one item
	 */
	NodeShares(Map<String, List<T>> byNode) {
		new TreeMap<>(byNode).values().forEach((its) -> this.items.add(new ArrayList<>(its)));
		this.shares = shares(this.items.stream().mapToInt(List::size).toArray());
	}

	/** Largest share of a batch that one of so many nodes may have. */
	static double most(int nodes) {
		return (nodes >= UNIT) ? MOST : Math.min(1, 2.0 / nodes);
	}

	/** In proportion to the counts, none above {@link #most}. */
	static double[] shares(int[] counts) {
		double most = most(counts.length);
		double[] shares = new double[counts.length];
		boolean[] full = new boolean[counts.length];
		boolean changed = true;
		while (changed) {
			changed = false;
			double left = 1;
			double free = 0;
			for (int n = 0; n < counts.length; n++) {
				left -= full[n] ? most : 0;
				free += full[n] ? 0 : counts[n];
			}
			for (int n = 0; n < counts.length; n++) {
				if (!full[n]) {
					shares[n] = left * counts[n] / free;
				}
				// Rounding must not take a share that is exactly the limit for more.
				if (!full[n] && shares[n] > most + 1e-12) {
					full[n] = true;
					shares[n] = most;
					changed = true;
				}
			}
		}
		return shares;
	}

	/** Items of all nodes. */
	int size() {
		return this.items.stream().mapToInt(List::size).sum();
	}

	/**
	 * Batches of {@code size} items, about {@code total} items together, one batch at
	 * least.
	 * @param size a multiple of {@link #UNIT}
	 */
	List<List<T>> batches(int total, int size, Random random) {
		int nodes = this.items.size();
		int most = (int) Math.floor(most(nodes) * size + 1e-9);
		this.items.forEach((its) -> Collections.shuffle(its, random));
		int[] next = new int[nodes];
		double[] due = new double[nodes];
		List<List<T>> batches = new ArrayList<>();
		for (int b = 0; b < Math.max(1, Math.round((double) total / size)); b++) {
			for (int n = 0; n < nodes; n++) {
				due[n] += this.shares[n] * size;
			}
			int[] taken = new int[nodes];
			PriorityQueue<Integer> byDue = new PriorityQueue<>(
					Comparator.comparingDouble((Integer n) -> -due[n]).thenComparingInt((n) -> n));
			for (int n = 0; n < nodes; n++) {
				byDue.add(n);
			}
			List<T> batch = new ArrayList<>(size);
			while (batch.size() < size) {
				int node = byDue.remove();
				List<T> its = this.items.get(node);
				batch.add(its.get(next[node]++ % its.size()));
				due[node]--;
				if (++taken[node] < most) {
					byDue.add(node);
				}
			}
			batches.add(batch);
		}
		return batches;
	}

}
