/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;

import org.presage.benchmark.DelayTargetController.Gains;
import org.presage.benchmark.RivalFamily.Setting;
import org.presage.control.ControlSettings;
import org.presage.offline.rivals.SharePolicy;
import org.presage.sim.RanConfig;
import org.presage.worldmodel.ModelManifest;

/** Makes the policies that {@link RivalStudy} compares. */
final class RivalFamilies {

	static final String DELAY_TARGET = "delay-target";

	static final String CONSTANT = "constant";

	static final String ALL_PRBS = "all-prbs";

	static final String BUFFER = "buffer-proportional";

	static final String HOLD_LAST = "hold-last";

	/** Names of the policies that are neither planned nor learnt. */
	static final List<String> NAMES = List.of(DELAY_TARGET, CONSTANT, ALL_PRBS, BUFFER, HOLD_LAST);

	/** What a planned interval costs beside one of a rule. */
	private static final double PLANNING = 60;

	/** What an interval of a learned policy costs. */
	private static final double LEARNED = 1.5;

	private static final double[] PRB_WEIGHTS = { -0.2, -1, -3 };

	private static final double[] TARGETS_MS = { 10, 20, 40, 70, 100, 150 };

	private final ModelManifest manifest;

	private final ControlSettings settings;

	RivalFamilies(ModelManifest manifest, ControlSettings settings) {
		this.manifest = manifest;
		this.settings = settings.withObjective(settings.objective().withWeights(weights(settings)));
	}

	/** All of them, so that no other model plans with its own. */
	private Map<String, Double> weights(ControlSettings given) {
		Map<String, Double> weights = new HashMap<>();
		this.manifest.schema()
			.kpis()
			.forEach((kpi) -> weights.put(kpi.name(), this.manifest.schema().reward().getOrDefault(kpi.name(), 0.0)));
		weights.putAll(given.objective().weights());
		return weights;
	}

	/** The same settings with another weight of the PRBs. */
	ControlSettings weighted(double prbs) {
		Map<String, Double> weights = weights(this.settings);
		weights.put(this.manifest.schema().action(), prbs);
		return this.settings.withObjective(this.settings.objective().withWeights(weights));
	}

	PlanningPolicy planner(RivalStudy.PlanningModel model, ControlSettings planned) {
		return new LoopPolicy(model.registry(), this.manifest.schema(), planned, Wire.PLAIN);
	}

	RivalFamily planner(RivalStudy.PlanningModel model) {
		return new RivalFamily(model.name(), new Setting(ownWeight(), () -> planner(model, this.settings), PLANNING),
				otherWeights()
					.mapToObj((weight) -> new Setting(weight, () -> planner(model, weighted(weight)), PLANNING))
					.toList());
	}

	/** A policy that was trained with a weight of the PRBs. */
	Setting learned(double weight, SharePolicy policy) {
		return new Setting(weight, () -> new LearnedAllocation(policy, this.manifest.schema(), this.manifest.scaler(),
				this.manifest.network().window()), LEARNED);
	}

	/**
	 * Weights of the PRBs that planners and learned policies are tried with beside it.
	 */
	DoubleStream otherWeights() {
		return DoubleStream.of(PRB_WEIGHTS).filter((weight) -> weight != ownWeight());
	}

	double ownWeight() {
		return this.manifest.schema().reward().getOrDefault(this.manifest.schema().action(), 0.0);
	}

	RivalFamily delayTarget(Gains gains) {
		return new RivalFamily(DELAY_TARGET, delaySetting(gains),
				DoubleStream.of(TARGETS_MS)
					.filter((target) -> target != gains.targetMs())
					.mapToObj((target) -> delaySetting(new Gains(target, gains.up(), gains.down())))
					.toList());
	}

	private Setting delaySetting(Gains gains) {
		return new Setting(gains.targetMs(), () -> new DelayTargetController(this.manifest.schema(), gains), 1);
	}

	/** Constant allocations; all PRBs are the default. */
	RivalFamily constant() {
		int carrier = RanConfig.of(1).carrierPrbs();
		return rules(CONSTANT, ALL_PRBS, carrier);
	}

	RivalFamily bufferProportional() {
		return rules(BUFFER, BUFFER, 1);
	}

	private RivalFamily rules(String family, String policy, double standard) {
		Setting first = null;
		List<Setting> others = new ArrayList<>();
		for (StationaryRule.Tuned rule : StationaryRule.all(this.manifest.schema(), RanConfig.of(1).carrierPrbs())) {
			Setting setting = new Setting(rule.knob(), () -> rule.rule().policy(), 1);
			if (rule.family().equals(family) && rule.knob() == standard) {
				first = setting;
			}
			else if (rule.family().equals(family)) {
				others.add(setting);
			}
		}
		return new RivalFamily(family, policy, Objects.requireNonNull(first), others);
	}

	RivalFamily holdLast() {
		return new RivalFamily(HOLD_LAST, new Setting(Double.NaN, SimplePolicies::holdLast, 1), List.of());
	}

}
