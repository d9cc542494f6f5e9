/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * What a frame holds: the KPIs in their order, which of them is the action, and the
 * interval they cover. A schema is data; a model package carries the one that it was
 * trained on.
 *
 * @param name of the schema, for humans
 * @param stepMs length of one measurement interval in ms
 * @param action name of the KPI that is the action (a PRB count); input of the model,
 * never predicted
 * @param kpis in the order of a frame's values
 * @param sla the service level agreement; may be empty
 * @param reward default weight of each KPI in the planner's reward, per standardised
 * unit; KPIs without one weigh 0. None given: those of {@link #DEFAULT_REWARD} that the
 * schema has a KPI for
 * @param outage what ends an episode; null if the KPIs do not tell
 */
public record KpiSchema(String name, long stepMs, String action, List<Kpi> kpis, List<SlaRule> sla,
		Map<String, Double> reward, @Nullable OutageRule outage) {

	/**
	 * Reward weights of the published planner (arXiv 2511.02748), per train standard
	 * deviation.
	 */
	public static final Map<String, Double> PUBLISHED_REWARD = Map.of("SINR", 1.0, "SE", 0.5, "BLER", -1.0, "Delay",
			-0.5, "PRBs", -0.2, "RSRP", 0.2);

	/**
	 * The published weights, with a higher price of the PRBs: a cell that takes fewer
	 * disturbs its neighbours less, which its own KPIs do not show.
	 */
	public static final Map<String, Double> DEFAULT_REWARD = Map.of("SINR", 1.0, "SE", 0.5, "BLER", -1.0, "Delay", -0.5,
			"PRBs", -0.6, "RSRP", 0.2);

	/** Largest weight in size: sums of larger ones are not finite in a float. */
	public static final double MOST_WEIGHT = 1e6;

	/** A schema without outages. */
	public KpiSchema(@Nullable String name, long stepMs, String action, List<Kpi> kpis, @Nullable List<SlaRule> sla,
			@Nullable Map<String, Double> reward) {
		this(name, stepMs, action, kpis, sla, reward, null);
	}

	public KpiSchema(@Nullable String name, long stepMs, String action, List<Kpi> kpis, @Nullable List<SlaRule> sla,
			@Nullable Map<String, Double> reward, @Nullable OutageRule outage) {
		this.name = (name != null) ? name : "unnamed";
		this.stepMs = stepMs;
		this.action = action;
		this.kpis = (kpis != null) ? List.copyOf(kpis) : List.of();
		this.sla = (sla != null) ? List.copyOf(sla) : List.of();
		this.outage = outage;
		Map<String, Integer> seen = new HashMap<>();
		for (Kpi kpi : this.kpis) {
			if (seen.put(kpi.name(), seen.size()) != null) {
				throw new InvalidInputException("kpis", "each name once", kpi.name() + " twice");
			}
		}
		if (stepMs <= 0) {
			throw new InvalidInputException("stepMs", "a positive number of milliseconds", stepMs);
		}
		if (action == null || !seen.containsKey(action)) {
			throw InvalidInputException.unknown("action", "one of the KPIs", seen.keySet(), action);
		}
		if (this.kpis.size() < 2) {
			throw new InvalidInputException("kpis", "the action and at least one KPI to predict", this.kpis.size());
		}
		this.reward = (reward != null) ? weights(reward, seen.keySet()) : defaultWeights(seen.keySet());
		for (SlaRule rule : this.sla) {
			if (!seen.containsKey(rule.kpi())) {
				throw InvalidInputException.unknown("sla[" + rule.kpi() + "].kpi", "one of the KPIs", seen.keySet(),
						rule.kpi());
			}
			Kpi kpi = this.kpis.get(indexOf(rule.kpi()));
			if (rule.max() != null && rule.max() < kpi.min() || rule.min() != null && rule.min() > kpi.max()) {
				throw new InvalidInputException("sla[" + rule.kpi() + "]",
						"bounds that a value of " + kpi.min() + " to " + kpi.max() + " can keep",
						rule.min() + " to " + rule.max());
			}
		}
		if (Set.copyOf(this.sla).size() < this.sla.size()) {
			throw new InvalidInputException("sla", "each rule once", this.sla.size() + " rules, some twice");
		}
		for (String kpi : (outage != null) ? List.of(outage.served(), outage.queued()) : List.<String>of()) {
			if (!seen.containsKey(kpi)) {
				throw InvalidInputException.unknown("outage", "KPIs among", seen.keySet(), kpi);
			}
		}
	}

	private static Map<String, Double> defaultWeights(Set<String> kpis) {
		Map<String, Double> weights = new HashMap<>(DEFAULT_REWARD);
		weights.keySet().retainAll(kpis);
		return Map.copyOf(weights);
	}

	/**
	 * Packages of earlier versions have all published weights, whatever their KPIs are.
	 */
	private static Map<String, Double> weights(Map<String, Double> given, Set<String> kpis) {
		Map<String, Double> weights = new HashMap<>();
		given.forEach((kpi, weight) -> {
			if (weight == null || !Double.isFinite(weight)) {
				throw new InvalidInputException("reward." + kpi, "a finite number", weight);
			}
			if (Math.abs(weight) > MOST_WEIGHT) {
				throw new InvalidInputException("reward." + kpi, "a number, at most " + MOST_WEIGHT + " in size",
						weight);
			}
			if (kpis.contains(kpi)) {
				weights.put(kpi, weight);
			}
			else if (!weight.equals(PUBLISHED_REWARD.get(kpi))) {
				throw InvalidInputException.unknown("reward", "one of the KPIs", new TreeSet<>(kpis), kpi);
			}
		});
		return Map.copyOf(weights);
	}

	/** The 13 KPIs of the design, in their units, at the given interval. */
	public static KpiSchema standard(long stepMs, int carrierPrbs) {
		return new KpiSchema("standard", stepMs, "PRBs",
				List.of(kpi("MCS", "index", 0, 28), kpi("CQI", "index", 0, 15), kpi("RI", "layers", 1, 8),
						kpi("PMI", "index", 0, 63), new Kpi("Buffer", "bytes", 0, 1e9, Transform.LOG1P),
						kpi("PRBs", "count", 0, carrierPrbs), kpi("RSRQ", "dB", -43, 20), kpi("RSRP", "dBm", -156, -20),
						kpi("RSSI", "dBm", -130, 0), kpi("SINR", "dB", -30, 60), kpi("SE", "bit/s/Hz", 0, 30),
						kpi("BLER", "ratio", 0, 1), new Kpi("Delay", "ms", 0, 60_000, Transform.LOG1P)),
				List.of(new SlaRule("Delay", null, 100.0)), DEFAULT_REWARD, new OutageRule("SE", "Buffer"));
	}

	/** The same with another agreement. */
	public KpiSchema withSla(List<SlaRule> agreement) {
		return new KpiSchema(this.name, this.stepMs, this.action, this.kpis, agreement, this.reward, this.outage);
	}

	private static Kpi kpi(String name, String unit, double min, double max) {
		return new Kpi(name, unit, min, max, Transform.IDENTITY);
	}

	/** Number of KPIs in a frame, F. */
	public int size() {
		return this.kpis.size();
	}

	/** Number of predicted KPIs, Y = F − 1. */
	public int targets() {
		return this.kpis.size() - 1;
	}

	public Kpi kpi(int index) {
		return this.kpis.get(index);
	}

	/** Position of the KPI in a frame, or −1 if the schema has none of that name. */
	public int indexOf(String kpi) {
		// No stream: the control loop asks several times a report.
		for (int i = 0; i < this.kpis.size(); i++) {
			if (this.kpis.get(i).name().equals(kpi)) {
				return i;
			}
		}
		return -1;
	}

	public int actionIndex() {
		return indexOf(this.action);
	}

	/**
	 * Position in a frame of the {@code target}-th predicted KPI: the frame's order
	 * without the action.
	 */
	public int frameIndex(int target) {
		return (target < actionIndex()) ? target : target + 1;
	}

	/**
	 * Inverse of {@link #frameIndex}: position among the predicted KPIs, or −1 for the
	 * action and unknown names.
	 */
	public int targetOf(String kpi) {
		int index = indexOf(kpi);
		return (index == actionIndex()) ? -1 : (index > actionIndex()) ? index - 1 : index;
	}

	/** {@link #frameIndex} for every target. */
	public int[] frameIndices() {
		return IntStream.range(0, targets()).map(this::frameIndex).toArray();
	}

	/**
	 * Whether a frame meets the agreement.
	 * @param values frame at {@code offset}, physical units, NaN absent
	 * @return 1 if every rule whose KPI is present holds, 0 if one is broken, NaN if no
	 * rule could be judged
	 */
	public float meetsSla(float[] values, int offset) {
		boolean judged = false;
		for (SlaRule rule : this.sla) {
			float value = values[offset + indexOf(rule.kpi())];
			if (!Float.isNaN(value)) {
				judged = true;
				if (!rule.holds(value)) {
					return 0;
				}
			}
		}
		return judged ? 1 : Float.NaN;
	}

	/**
	 * Whether a frame is an outage.
	 * @param values frame at {@code offset}, physical units, NaN absent
	 * @return 1 or 0, NaN if it could not be judged
	 */
	public float isOutage(float[] values, int offset) {
		if (this.outage == null) {
			return Float.NaN;
		}
		float served = values[offset + indexOf(this.outage.served())];
		float queued = values[offset + indexOf(this.outage.queued())];
		return (Float.isNaN(served) || Float.isNaN(queued)) ? Float.NaN : (served <= 0 && queued > 0) ? 1 : 0;
	}

	/**
	 * Checks that frames of this schema can feed a model of {@code other}: the same KPIs,
	 * units, action and interval in the same order. Ranges, agreement and weights may
	 * differ.
	 * @throws InvalidInputException naming the first field that differs
	 */
	public void requireSameFrames(KpiSchema other) {
		List<String> mine = this.kpis.stream().map((k) -> k.name() + " [" + k.unit() + "]").toList();
		List<String> theirs = other.kpis.stream().map((k) -> k.name() + " [" + k.unit() + "]").toList();
		if (!mine.equals(theirs)) {
			throw new InvalidInputException("schema.kpis", mine.toString(), theirs);
		}
		if (!this.action.equals(other.action)) {
			throw new InvalidInputException("schema.action", this.action, other.action);
		}
		if (this.stepMs != other.stepMs) {
			throw new InvalidInputException("schema.stepMs", Long.toString(this.stepMs), other.stepMs);
		}
	}

}
