/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.planner.Limit;
import org.presage.planner.Reward;

/**
 * What should be achieved, by KPI name; {@link Reward} is the same for one model.
 *
 * @param weights of the KPIs and the PRBs, per train standard deviation, over the model's
 * own
 * @param terminal weights of the KPIs at the end of the horizon
 * @param changeCost per train standard deviation of change of the PRBs, 0 or more
 * @param slaPenalty cost of an interval that breaks the model's service level agreement,
 * 0 or more
 * @param limits chance constraints
 * @param limitPenalty cost of an interval that surely breaks one of them, 0 or more
 * @param risk κ: how much the members' disagreement counts against a plan, 0 or more
 */
public record Objective(Map<String, Double> weights, Map<String, Double> terminal, double changeCost, double slaPenalty,
		List<KpiLimit> limits, double limitPenalty, double risk) {

	/** The published cost of a change. */
	public static final double CHANGE_COST = 0.05;

	/**
	 * Ours, in addition to the published weights: those alone are best served by starving
	 * the cell, which keeps its SINR high and its users waiting.
	 */
	public static final double SLA_PENALTY = 10;

	/** The default. */
	public static final Objective DEFAULT = new Objective(Map.of(), Map.of(), CHANGE_COST, SLA_PENALTY, List.of(),
			SLA_PENALTY, 0.1);

	public Objective {
		weights = Map.copyOf(weights);
		terminal = Map.copyOf(terminal);
		limits = List.copyOf(limits);
	}

	/** The same with other weights. */
	public Objective withWeights(Map<String, Double> others) {
		return new Objective(others, this.terminal, this.changeCost, this.slaPenalty, this.limits, this.limitPenalty,
				this.risk);
	}

	/** The same with another κ. */
	Objective withRisk(double other) {
		return (other == this.risk) ? this : new Objective(this.weights, this.terminal, this.changeCost,
				this.slaPenalty, this.limits, this.limitPenalty, other);
	}

	/** The same with another cost of a broken agreement. */
	public Objective withSlaPenalty(double penalty) {
		return new Objective(this.weights, this.terminal, this.changeCost, penalty, this.limits, this.limitPenalty,
				this.risk);
	}

	/**
	 * For a slice with limits of its own: they take the place of the model's agreement.
	 */
	Objective withLimits(List<KpiLimit> own) {
		return own.isEmpty() ? this
				: new Objective(this.weights, this.terminal, this.changeCost, 0, own, this.limitPenalty, this.risk);
	}

	/**
	 * The objective for a model.
	 * @throws org.presage.base.InvalidInputException if a limit is on a KPI that the
	 * model does not predict
	 */
	public Reward reward(KpiSchema schema, Standardizer scaler) {
		double[] targets = new double[schema.targets()];
		double[] last = new double[targets.length];
		for (int y = 0; y < targets.length; y++) {
			String kpi = schema.kpi(schema.frameIndex(y)).name();
			targets[y] = weight(schema, kpi);
			last[y] = this.terminal.getOrDefault(kpi, 0.0);
		}
		return new Reward(targets, last, weight(schema, schema.action()), this.changeCost,
				schema.sla().isEmpty() ? 0 : this.slaPenalty, agreement(schema, scaler),
				this.limits.isEmpty() ? 0 : this.limitPenalty,
				this.limits.stream().map((limit) -> limit.standardized(schema, scaler)).toList(), this.risk);
	}

	private static List<Limit> agreement(KpiSchema schema, Standardizer scaler) {
		return schema.sla()
			.stream()
			.filter((rule) -> schema.indexOf(rule.kpi()) != schema.actionIndex())
			.map((rule) -> new KpiLimit(rule.kpi(), rule.min(), rule.max(), 0).standardized(schema, scaler))
			.toList();
	}

	/**
	 * Names of the Y + 5 terms that a score is the sum of: the predicted KPIs, each with
	 * its share of the risk; {@code sla}, what a broken agreement costs;
	 * {@code allocation}, what the PRBs cost; {@code change}, what changing them costs;
	 * {@code chance}, what bounds cost that are more probably broken than allowed;
	 * {@code terminal}, what the last state is worth.
	 */
	public static List<String> termNames(KpiSchema schema) {
		List<String> names = new ArrayList<>();
		for (int kpi : schema.frameIndices()) {
			names.add(schema.kpi(kpi).name());
		}
		for (Reward.Term term : Reward.Term.values()) {
			names.add(term.name().toLowerCase(Locale.ROOT));
		}
		return names;
	}

	private double weight(KpiSchema schema, String kpi) {
		@Nullable Double own = this.weights.get(kpi);
		return (own != null) ? own : schema.reward().getOrDefault(kpi, 0.0);
	}

}
