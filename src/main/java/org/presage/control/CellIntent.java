/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.KpiSchema;

/**
 * What an operator wants of one cell or slice now, over what is configured. Immutable.
 *
 * @param policies ids of the policies that this is made of, those that say most about
 * this cell or slice first
 * @param cell bounds of the whole cell, which its slices share
 * @param slice bounds of the slice; none for a whole cell
 * @param weights of KPIs and PRBs in the reward, over those that are configured
 * @param limits agreement, in place of the configured one and the model's; empty for
 * those
 * @param risk κ; null for the configured one
 * @param budgetNs from receipt to decision; null for the configured one, which it can
 * only shorten
 * @param advisory whether decisions are shown and not carried out
 */
public record CellIntent(List<String> policies, PrbBounds cell, PrbBounds slice, Map<String, Double> weights,
		List<KpiLimit> limits, @Nullable Double risk, @Nullable Long budgetNs, boolean advisory) {

	/** Nothing but what is configured. */
	public static final CellIntent NONE = new CellIntent(List.of(), PrbBounds.NONE, PrbBounds.NONE, Map.of(), List.of(),
			null, null, false);

	public CellIntent {
		policies = List.copyOf(policies);
		weights = Map.copyOf(weights);
		limits = List.copyOf(limits);
	}

	/** The configured budget, or a shorter one. */
	long budgetNs(long configuredNs) {
		return (this.budgetNs != null) ? Math.min(this.budgetNs, configuredNs) : configuredNs;
	}

	/**
	 * An objective with this on top. What it says of KPIs that the schema does not
	 * predict is left out: the model may have changed since it was said.
	 */
	Objective over(Objective configured, KpiSchema schema) {
		Map<String, Double> weighted = new HashMap<>(configured.weights());
		weighted.putAll(this.weights);
		return configured.withWeights(weighted)
			.withRisk((this.risk != null) ? this.risk : configured.risk())
			.withLimits(this.limits.stream().filter((limit) -> predicts(schema, limit.kpi())).toList());
	}

	private static boolean predicts(KpiSchema schema, String kpi) {
		int index = schema.indexOf(kpi);
		return index >= 0 && index != schema.actionIndex();
	}

}
