/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Mean signed error of each KPI, and coverage of the 90 % intervals, of a group of cells.
 * A busier network has larger errors without any change of what the model should know;
 * their signs stay balanced. After a change they do not, which shows long before the size
 * of the errors does.
 *
 * <p>
 * Each has an {@link Adwin}. When one of them has changed, the nodes are followed for
 * some more windows, and compared with how they were. Used by one thread.
 */
final class ErrorSigns {

	/** Largest error, in predicted standard deviations. */
	private static final double WORST = 3;

	/** Change of a mean error that matters, in predicted standard deviations. */
	private static final double LEAST_ERROR = 0.5;

	/** Change of the coverage that matters. */
	private static final double LEAST_COVERAGE = 0.1;

	private static final double DELTA = 0.002;

	/** Windows from a change to its comparison, at least and for each node. */
	private static final int WAIT = 100;

	private static final int WAIT_NODE = 10;

	/** Memory of what is usual, in windows of a node. */
	private static final double MEMORY = 1.0 / 1000;

	/** Windows of a node without which it is not compared. */
	private static final int KNOWN = 5;

	private static final int FEWEST_NODES = 3;

	private static final int NODES = 4096;

	private final int errors;

	private final Adwin[] means;

	/** Before the first change since the last that mattered; NaN without one. */
	private final double[] before;

	/** The one that was used last is last. */
	private final Map<String, Node> nodes = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Node> eldest) {
			return size() > NODES;
		}

	};

	/** Since the change, of the group; null while there is none. */
	private @Nullable Node since;

	/** Reports since the change that cannot be true. */
	private double implausible;

	/**
	 * @param errors KPIs whose errors are followed
	 */
	ErrorSigns(int errors) {
		this.errors = errors;
		this.means = new Adwin[errors + 1];
		Arrays.setAll(this.means, (i) -> Adwin.ofCorrelated(DELTA));
		this.before = new double[errors + 1];
		Arrays.fill(this.before, Double.NaN);
	}

	/**
	 * What has changed.
	 *
	 * @param channel target, or their number for the coverage
	 * @param before mean before
	 * @param after mean since
	 * @param alone the only one of at least three nodes that has changed; null if there
	 * are none or more
	 * @param implausible share of the reports since that cannot be true
	 */
	record Change(int channel, double before, double after, @Nullable String alone, double implausible) {

		/** Whether what is reported is wrong. */
		boolean isFault() {
			return this.alone != null || this.implausible > DriftWait.IMPLAUSIBLE;
		}

		/** For humans. */
		String reason(List<String> targets) {
			String what = (this.channel < targets.size())
					? String.format(Locale.ROOT,
							"the mean error of %s is %.2f predicted standard deviations, it was %.2f",
							targets.get(this.channel), this.after, this.before)
					: "the coverage of the 90 % intervals is " + DriftWait.percent(this.after) + ", it was "
							+ DriftWait.percent(this.before);
			if (this.implausible > DriftWait.IMPLAUSIBLE) {
				return what + ", and " + DriftWait.percent(this.implausible) + " of the reports are implausible";
			}
			return (this.alone != null) ? what + ", only because of node " + this.alone : what;
		}

	}

	/** Means of each channel. */
	private static final class Node {

		private final double[] usual;

		private final double[] sums;

		private final int[] counts;

		private int seen;

		private int windows;

		Node(int channels) {
			this.usual = new double[channels];
			this.sums = new double[channels];
			this.counts = new int[channels];
		}

		/** Takes what is usual. */
		void learn(double[] values) {
			this.seen++;
			for (int i = 0; i < values.length; i++) {
				if (!Double.isNaN(values[i])) {
					this.usual[i] += Math.max(MEMORY, 1.0 / this.seen) * (values[i] - this.usual[i]);
				}
			}
		}

		void add(double[] values) {
			this.windows++;
			for (int i = 0; i < values.length; i++) {
				if (!Double.isNaN(values[i])) {
					this.sums[i] += values[i];
					this.counts[i]++;
				}
			}
		}

		double since(int channel) {
			return this.sums[channel] / this.counts[channel];
		}

		boolean isKnown(int channel) {
			return this.seen >= KNOWN && this.counts[channel] >= KNOWN;
		}

		/** What it had since the change is usual now. */
		void restart() {
			for (int i = 0; i < this.sums.length; i++) {
				this.usual[i] = (this.counts[i] > 0) ? since(i) : this.usual[i];
			}
			clear();
		}

		void clear() {
			Arrays.fill(this.sums, 0);
			Arrays.fill(this.counts, 0);
			this.windows = 0;
		}

	}

	/**
	 * Takes a window of a node.
	 * @param found mean errors in predicted standard deviations, NaN for what is not
	 * measured, and the coverage
	 * @return a change that matters, when it is known which nodes have it; else null
	 */
	@Nullable Change add(String name, double[] found) {
		double[] values = new double[found.length];
		Arrays.setAll(values, (i) -> (i < this.errors) ? Math.clamp(found[i], -WORST, WORST) : found[i]);
		Node node = this.nodes.computeIfAbsent(name, (of) -> new Node(values.length));
		for (int i = 0; i < values.length; i++) {
			// Adwin takes values in a range of length 1.
			if (!Double.isNaN(values[i]) && this.means[i].add(values[i] / range(i))) {
				// After a change that does not matter the first mean stays: many small
				// ones
				// are one that does.
				this.before[i] = Double.isNaN(this.before[i]) ? this.means[i].before() * range(i) : this.before[i];
				this.since = (this.since != null) ? this.since : new Node(values.length);
			}
		}
		Node group = this.since;
		if (group == null) {
			node.learn(values);
			return null;
		}
		node.add(values);
		group.add(values);
		long active = this.nodes.values().stream().filter((one) -> one.windows > 0).count();
		return (group.windows >= Math.max(WAIT, WAIT_NODE * active)) ? decide(group) : null;
	}

	/** Takes a report that cannot be true, of which no forecast is scored. */
	void implausible() {
		this.implausible += (this.since != null) ? 1 : 0;
	}

	private double range(int channel) {
		return (channel < this.errors) ? 2 * WORST : 1;
	}

	private double least(int channel) {
		return (channel < this.errors) ? LEAST_ERROR : LEAST_COVERAGE;
	}

	/** Change in what matters. */
	private double size(Node group, int channel) {
		double change = Math.abs(group.since(channel) - this.before[channel]) / least(channel);
		return Double.isNaN(change) ? 0 : change;
	}

	private @Nullable Change decide(Node group) {
		int largest = IntStream.range(0, this.before.length)
			.boxed()
			.max((one, other) -> Double.compare(size(group, one), size(group, other)))
			.orElseThrow();
		boolean matters = size(group, largest) >= 1;
		Change change = null;
		if (matters) {
			change = new Change(largest, this.before[largest], group.since(largest), alone(largest),
					this.implausible / (this.implausible + group.windows));
		}
		this.nodes.values().forEach(Node::restart);
		this.since = null;
		this.implausible = 0;
		if (matters) {
			Arrays.fill(this.before, Double.NaN);
			// The values on both sides of the change would be cut again.
			Arrays.stream(this.means).forEach(Adwin::clear);
		}
		return change;
	}

	/** The only node whose mean has changed by as much as matters. */
	private @Nullable String alone(int channel) {
		Map<String, Node> known = new LinkedHashMap<>(this.nodes);
		known.values().removeIf((node) -> !node.isKnown(channel));
		if (known.size() < FEWEST_NODES) {
			return null;
		}
		known.values().removeIf((node) -> Math.abs(node.since(channel) - node.usual[channel]) < least(channel) / 2);
		return (known.size() == 1) ? known.keySet().iterator().next() : null;
	}

}
