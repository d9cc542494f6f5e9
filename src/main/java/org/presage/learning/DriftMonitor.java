/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

/**
 * Watches the errors of the serving model's forecasts, per group of cells, for drift, and
 * says whether a drift is one of the network or a fault of the data.
 *
 * <p>
 * Each group and each of its nodes has an {@link Adwin}. When the error of a group has
 * grown, the monitor waits until enough more windows of the group were scored, and then
 * compares the nodes with how they were before: where only one of at least three has
 * risen, or more than 1 % of the reports cannot be true, it is a fault of the data.
 * Otherwise it is a drift. When the error of a node has grown and that of the group does
 * not grow while the monitor waits, it is a fault of the data if fewer than half of the
 * nodes have risen. Falling errors are no alarms. {@link ErrorSigns} finds sooner what
 * shifts all nodes' errors to one side.
 *
 * <p>
 * Deterministic: time is what the caller passes. Memory is bounded. Used by one thread.
 * To be made again for another model, whose errors are others.
 */
public final class DriftMonitor {

	static final int GROUPS = 16;

	static final int NODES = 4096;

	private static final double DELTA = 0.002;

	/** Windows of a group for which the monitor waits at least, and for each node. */
	private static final int WAIT = 200;

	private static final int WAIT_NODE = 20;

	/** For a small change of a node alone. */
	private static final int LONGEST_NODE = 500;

	/** Nodes of a group, of which one may be a fault. */
	private static final int FEWEST_NODES = 3;

	private static final long HOUR_MS = 3_600_000;

	private static final int ALARMS = 100;

	private final List<String> targets;

	private final Map<String, Group> groups = new HashMap<>();

	/** The one that was used last is last. */
	private final Map<NodeName, Node> nodes = new LinkedHashMap<>(64, 0.75f, true);

	private final Queue<Alarm> alarms = new ArrayDeque<>();

	/** What an alarm says of the errors. */
	public enum Kind {

		/** The network has changed, and the model should learn. */
		DRIFT,

		/** What is reported is wrong, and nothing should be learnt from it. */
		DATA_FAULT

	}

	/**
	 * A change of the errors.
	 *
	 * @param group of cells
	 * @param reason for humans; names the node of a fault
	 * @param before mean before the change of what the reason names
	 * @param after mean after it
	 * @param timeMs of the report with which it was decided
	 */
	public record Alarm(String group, Kind kind, String reason, double before, double after, long timeMs) {
	}

	private record NodeName(String group, String node) {
	}

	private static final class Node {

		private final NodeLevel level = new NodeLevel();

		private final Adwin errors = Adwin.ofCorrelated(DELTA);

		/** Count of the group's windows at its last one. */
		private long last;

		/** When it was last found to be faulty; null for never. */
		private @Nullable Long faultMs;

		boolean risen(double least) {
			return this.level.risen(least, this.errors.inflation());
		}

		/** What it reports since the wait began is usual now. */
		void restart() {
			this.errors.clear();
			this.level.restart();
		}

	}

	private static final class Group {

		private final String name;

		private final ErrorSigns signs;

		private final Adwin errors = Adwin.ofCorrelated(DELTA);

		private long windows;

		private long timeMs;

		private @Nullable DriftWait wait;

		Group(String name, int targets) {
			this.name = name;
			this.signs = new ErrorSigns(targets);
		}

	}

	/**
	 * @param targets names of the predicted KPIs
	 */
	DriftMonitor(List<String> targets) {
		this.targets = List.copyOf(targets);
	}

	/**
	 * Takes the error of a forecast.
	 * @param score CRPS in standard deviations of training; clipped to [0, 2]
	 * @param timeMs of the report, in milliseconds since 1970
	 * @throws IllegalArgumentException for NaN
	 */
	void score(String group, String node, double score, long timeMs) {
		if (Double.isNaN(score)) {
			throw new IllegalArgumentException("score: expected a number, found NaN");
		}
		double value = Math.clamp(score, 0, ForecastScorer.WORST);
		Group of = group(group);
		NodeName name = new NodeName(of.name, node);
		Node from = node(name);
		of.timeMs = timeMs;
		of.windows++;
		from.last = of.windows;
		from.level.add(value);
		// Adwin takes values in a range of length 1.
		boolean grown = from.errors.add(value / ForecastScorer.WORST);
		if (grown && from.errors.change() < 0) {
			grown = false;
			recovered(of, node, from);
		}
		if (of.errors.add(value / ForecastScorer.WORST)) {
			changed(of);
		}
		if (grown) {
			DriftWait wait = (of.wait != null) ? of.wait : await(of, of.errors.mean() * ForecastScorer.WORST);
			wait.grown(node, nodes(of).size() * precise(from));
		}
		if (of.wait != null) {
			step(of, of.wait, value);
		}
	}

	/** Windows of a node after which it can be compared. */
	private static double precise(Node node) {
		double relative = node.errors.change() / Math.max(node.errors.before(), 1e-9);
		return Math.min(LONGEST_NODE, 4 * DriftWait.precise(relative, node.errors.inflation()));
	}

	private void step(Group of, DriftWait wait, double value) {
		if (wait.add(value)) {
			of.wait = null;
			if (wait.ofGroup()) {
				decide(of, wait);
			}
			else {
				decideNodes(of, wait);
			}
		}
	}

	/** The node's errors have fallen: what was usual before is not any more. */
	private static void recovered(Group of, String name, Node node) {
		node.level.restart();
		if (of.wait != null) {
			of.wait.fallen(name);
			node.level.await();
		}
	}

	/** The group's errors have grown or fallen. */
	private void changed(Group of) {
		double change = of.errors.change() * ForecastScorer.WORST;
		if (change < 0) {
			// What had grown was not for long.
			if (of.wait != null) {
				of.wait = null;
				nodes(of).values().forEach((node) -> node.level.resume());
			}
			return;
		}
		double before = of.errors.before() * ForecastScorer.WORST;
		DriftWait wait = (of.wait != null) ? of.wait : await(of, before);
		wait.groupGrows(before, of.errors.inflation());
		// The values of both sides of the change would be cut once more each time.
		of.errors.clear();
	}

	private DriftWait await(Group of, double before) {
		Map<String, Node> members = nodes(of);
		long recently = Math.max(WAIT, 4L * members.size());
		long active = members.values().stream().filter((node) -> of.windows - node.last <= recently).count();
		DriftWait wait = new DriftWait(Math.max(WAIT, WAIT_NODE * active), before);
		of.wait = wait;
		members.values().forEach((node) -> node.level.await());
		return wait;
	}

	private void decide(Group of, DriftWait wait) {
		Map<String, Node> judged = judged(of);
		if (wait.after() <= wait.before()) {
			nodes(of).values().forEach((node) -> node.level.resume());
			return;
		}
		String alone = (judged.size() >= FEWEST_NODES) ? alone(judged) : null;
		if (wait.tooManyImplausible()) {
			alarm(of, Kind.DATA_FAULT, wait.implausibleReports(), wait.before(), wait.after());
		}
		else if (alone != null) {
			nodes(of).forEach((name, node) -> end(of, node, name.equals(alone)));
			alarm(of, Kind.DATA_FAULT, "of " + judged.size() + " nodes only " + alone + " has drifted", wait.before(),
					wait.after());
			return;
		}
		else {
			alarm(of, Kind.DRIFT, "the error has grown by " + DriftWait.percent(wait.relativeRise()), wait.before(),
					wait.after());
		}
		nodes(of).values().forEach(Node::restart);
	}

	/** The only node that has risen; null if there are none or more. */
	private static @Nullable String alone(Map<String, Node> judged) {
		// Not that of the wait: its mean before may be older than what is usual.
		double least = riseWithout(judged, null) / 2;
		String found = null;
		for (Map.Entry<String, Node> entry : judged.entrySet()) {
			if (entry.getValue().risen(least)) {
				if (found != null) {
					return null;
				}
				found = entry.getKey();
			}
		}
		return (found != null && riseWithout(judged, found) < least) ? found : null;
	}

	/** Relative rise of the nodes but one together. */
	private static double riseWithout(Map<String, Node> judged, @Nullable String name) {
		double before = 0;
		double after = 0;
		for (Map.Entry<String, Node> entry : judged.entrySet()) {
			if (!entry.getKey().equals(name)) {
				NodeLevel level = entry.getValue().level;
				before += level.before() * level.windows();
				after += level.after() * level.windows();
			}
		}
		return (after - before) / Math.max(before, 1e-9);
	}

	private void decideNodes(Group of, DriftWait wait) {
		Map<String, Node> judged = judged(of);
		double least = Math.max(0, riseWithout(judged, null)) / 2;
		long risen = judged.values().stream().filter((node) -> node.risen(least)).count();
		nodes(of).forEach((name, node) -> {
			NodeLevel level = node.level;
			boolean fault = 2 * risen < judged.size() && wait.grown().contains(name) && node.risen(least)
					&& level.relativeRise() > 2 * riseWithout(judged, name);
			if (fault && (node.faultMs == null || Math.abs(of.timeMs - node.faultMs) >= HOUR_MS)) {
				String reason = "node " + name + " has drifted, the group has not";
				alarm(of, Kind.DATA_FAULT, reason, level.before(), level.after());
				node.faultMs = of.timeMs;
			}
			end(of, node, fault);
		});
	}

	/** Nodes that can be compared with how they were. */
	private Map<String, Node> judged(Group of) {
		Map<String, Node> judged = nodes(of);
		judged.values().removeIf((node) -> !node.level.judged());
		return judged;
	}

	/** What a faulty node reports now is usual for it, and a part of the group's. */
	private static void end(Group of, Node node, boolean fault) {
		if (fault) {
			node.restart();
			of.errors.clear();
		}
		else {
			node.level.resume();
		}
	}

	/** Takes a report that cannot be true. */
	void implausible(String group, String node, long timeMs) {
		Group of = group(group);
		of.timeMs = timeMs;
		of.signs.implausible();
		if (of.wait != null) {
			of.wait.implausible(node);
		}
	}

	/**
	 * Takes the signed errors of a forecast.
	 * @param found of each target, in predicted standard deviations, NaN for what was not
	 * measured; and the coverage of the 90 % intervals
	 */
	void signs(String group, String node, double[] found, long timeMs) {
		Group of = group(group);
		of.timeMs = timeMs;
		ErrorSigns.Change change = of.signs.add(node, found);
		if (change == null) {
			return;
		}
		alarm(of, change.isFault() ? Kind.DATA_FAULT : Kind.DRIFT, change.reason(this.targets), change.before(),
				change.after());
		// It is one change, whichever shows it first.
		of.wait = null;
		of.errors.clear();
		nodes(of).values().forEach(Node::restart);
	}

	private void alarm(Group of, Kind kind, String reason, double before, double after) {
		if (this.alarms.size() == ALARMS) {
			this.alarms.remove();
		}
		this.alarms.add(new Alarm(of.name, kind, reason, before, after, of.timeMs));
	}

	/** Takes the oldest alarm that was not taken; null if there is none. */
	@Nullable Alarm next() {
		return this.alarms.poll();
	}

	private Group group(String name) {
		Group known = this.groups.get(name);
		if (known != null) {
			return known;
		}
		String kept = (this.groups.size() < GROUPS - 1) ? name : StoreSettings.OTHER;
		return this.groups.computeIfAbsent(kept, (of) -> new Group(of, this.targets.size()));
	}

	private Node node(NodeName name) {
		Node known = this.nodes.get(name);
		if (known != null) {
			return known;
		}
		Node node = new Node();
		this.nodes.put(name, node);
		if (this.nodes.size() > NODES) {
			this.nodes.remove(this.nodes.keySet().iterator().next());
		}
		return node;
	}

	/** Nodes of a group by name, a copy. */
	private Map<String, Node> nodes(Group of) {
		Map<String, Node> found = new LinkedHashMap<>();
		this.nodes.forEach((name, node) -> {
			if (name.group().equals(of.name)) {
				found.put(name.node(), node);
			}
		});
		return found;
	}

}
