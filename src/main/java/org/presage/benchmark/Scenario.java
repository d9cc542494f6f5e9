/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.presage.control.KpiLimit;
import org.presage.control.SlicePolicy;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.SlaRule;
import org.presage.planner.ActionSpace;
import org.presage.sim.Drift;
import org.presage.sim.RanConfig;
import org.presage.sim.SliceTraffic;

/**
 * A network and what is agreed for it.
 *
 * @param network to be controlled
 * @param delayLimitsMs largest admissible Delay by S-NSSAI, empty for a cell without
 * slices
 * @param load of the network in proportion to the default, see {@link RanConfig#withLoad}
 * @param drift how it differs from the network that a model may be trained on
 */
public record Scenario(RanConfig network, Map<String, Double> delayLimitsMs, double load, Drift drift) {

	private static final double CELL_MS = 100;

	private static final double VIDEO_MS = 100;

	private static final double WEB_MS = 300;

	private static final double VOICE_MS = 30;

	/** A network with the default load. */
	public Scenario(RanConfig network, Map<String, Double> delayLimitsMs) {
		this(network, delayLimitsMs, 1, Drift.NONE);
	}

	/** Cells without slices: the agreement is the model's. */
	public static Scenario cells(int cells) {
		return new Scenario(RanConfig.of(cells), Map.of("", CELL_MS));
	}

	/** Cells with a video, a web and a voice slice, each with a limit of its own. */
	public static Scenario slices(int cells) {
		return new Scenario(RanConfig.sliced(cells),
				Map.of("1-000001", VIDEO_MS, "1-000002", WEB_MS, "1-000003", VOICE_MS));
	}

	/** The same agreements for a network with another load than the default. */
	public Scenario withLoad(double other) {
		return new Scenario(this.network.withLoad(other), this.delayLimitsMs, other, this.drift);
	}

	/** The same agreements for a network that has changed. */
	public Scenario withDrift(Drift change) {
		return new Scenario(this.network, this.delayLimitsMs, this.load, change);
	}

	/** Whether its cells have slices. */
	public boolean sliced() {
		return this.network.slices().size() > 1;
	}

	/** Largest admissible Delay of a slice, positive infinity if none is agreed. */
	double delayLimitMs(SliceTraffic slice) {
		return this.delayLimitsMs.getOrDefault(slice.sNssai(), Double.POSITIVE_INFINITY);
	}

	/**
	 * The same agreements for the planner: each slice's limit on its Delay takes the
	 * place of the model's own.
	 */
	Map<String, SlicePolicy> policies(ActionSpace bounds) {
		Map<String, SlicePolicy> policies = new LinkedHashMap<>();
		if (sliced()) {
			this.delayLimitsMs.forEach((slice, limit) -> policies.put(slice,
					new SlicePolicy(bounds, List.of(new KpiLimit("Delay", null, limit, 0)))));
		}
		return policies;
	}

	/** The model's frames with what is agreed for a slice. */
	KpiSchema agreed(KpiSchema model, SliceTraffic slice) {
		return slice.sNssai().isEmpty() ? model
				: model.withSla(List.of(new SlaRule("Delay", null, delayLimitMs(slice))));
	}

}
