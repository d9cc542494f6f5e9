/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a group of cells reports from the detection of a change to the decision what it
 * is. Used by one thread.
 */
final class DriftWait {

	/** Of the reports of a group. */
	static final double IMPLAUSIBLE = 0.01;

	/** Windows for the comparison of nodes after a small change. */
	private static final long LONGEST = 10_000;

	/** Standard errors that a change should have. */
	private static final double ERRORS = 3;

	/** Nodes whose errors have grown. */
	private final Set<String> grown = new LinkedHashSet<>();

	/** Reports that cannot be true, by node. */
	private final Map<String, Integer> implausible = new LinkedHashMap<>();

	private final long fewest;

	private long needed;

	private double before;

	private boolean ofGroup;

	private double inflation = 1;

	private long windows;

	private double total;

	/**
	 * @param needed windows to wait for
	 * @param before mean score of the group before
	 */
	DriftWait(long needed, double before) {
		this.fewest = needed;
		this.needed = needed;
		this.before = before;
	}

	/**
	 * The error of a node has grown.
	 * @param precise windows after which it can be compared
	 */
	void grown(String node, double precise) {
		if (this.grown.isEmpty()) {
			this.needed = Math.max(this.needed, (long) Math.min(LONGEST, precise));
		}
		this.grown.add(node);
	}

	/** The error of a node has fallen again. */
	void fallen(String node) {
		this.grown.remove(node);
	}

	/** Nodes whose errors have grown. */
	Set<String> grown() {
		return this.grown;
	}

	/**
	 * The error of the group has grown. Waits again if only that of nodes had.
	 * @param mean score of the group before
	 * @param each windows of which each counts as one that is independent
	 */
	void groupGrows(double mean, double each) {
		if (!this.ofGroup) {
			this.ofGroup = true;
			this.before = mean;
			this.windows = 0;
			this.total = 0;
			this.implausible.clear();
			this.needed = this.fewest;
			this.inflation = each;
		}
	}

	/** Whether the error of the group has grown, and not that of nodes alone. */
	boolean ofGroup() {
		return this.ofGroup;
	}

	/**
	 * Takes a score of the group.
	 * @return whether there are enough
	 */
	boolean add(double score) {
		this.total += score;
		this.windows++;
		return this.windows >= this.needed
				&& (!this.ofGroup || this.windows >= Math.min(LONGEST, precise(relativeRise(), this.inflation)));
	}

	/**
	 * Windows after which a change is three times its error, for scores of which the
	 * standard deviation is about their mean.
	 */
	static double precise(double relative, double each) {
		return ERRORS * ERRORS * each / (relative * relative);
	}

	/** Takes a report that cannot be true. */
	void implausible(String node) {
		if (this.implausible.size() < DriftMonitor.NODES || this.implausible.containsKey(node)) {
			this.implausible.merge(node, 1, Integer::sum);
		}
	}

	/** Whether more than 1 % of the reports could not be true. */
	boolean tooManyImplausible() {
		return implausibleShare() > IMPLAUSIBLE;
	}

	private double implausibleShare() {
		double reports = this.implausible.values().stream().mapToInt(Integer::intValue).sum();
		return reports / (this.windows + reports);
	}

	/** How many reports could not be true, for humans. */
	String implausibleReports() {
		String most = Collections.max(this.implausible.entrySet(), Map.Entry.comparingByValue()).getKey();
		return percent(implausibleShare()) + " of the reports are implausible, most of node " + most;
	}

	/** Mean score of the group before. */
	double before() {
		return this.before;
	}

	/** Mean score of the group since. */
	double after() {
		return this.total / this.windows;
	}

	/** Rise of the mean score, as a share of that before; 0 if it fell. */
	double relativeRise() {
		return Math.max(0, after() - this.before) / Math.max(this.before, 1e-9);
	}

	static String percent(double share) {
		return String.format(Locale.ROOT, "%.1f %%", 100 * share);
	}

}
