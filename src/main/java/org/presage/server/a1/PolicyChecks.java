/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.presage.control.ControlSettings;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;

/** Whether a policy can be met by what is configured and by the model that serves. */
public final class PolicyChecks {

	private final ControlSettings settings;

	private final Supplier<@Nullable KpiSchema> schemas;

	/**
	 * @param settings that policies narrow
	 * @param schemas of the model that serves; null while there is none, then KPIs and
	 * carrier are not looked at
	 */
	public PolicyChecks(ControlSettings settings, Supplier<@Nullable KpiSchema> schemas) {
		this.settings = settings;
		this.schemas = schemas;
	}

	/** Of the model that serves; null while there is none. */
	@Nullable KpiSchema schema() {
		return this.schemas.get();
	}

	/**
	 * @throws PolicyRefused naming what cannot be met
	 */
	void check(A1Policy policy) {
		bounds(policy);
		Integer budget = (Integer) policy.statements().get(A1Policy.BUDGET);
		require(budget == null || budget * 1_000_000L <= this.settings.budgetNs(), A1Policy.BUDGET,
				"at most presage.loop.budget, " + this.settings.budgetNs() / 1e6 + " ms", budget);
		KpiSchema schema = this.schemas.get();
		if (schema != null) {
			kpis(policy, schema);
		}
	}

	private void bounds(A1Policy policy) {
		Integer min = (Integer) policy.statements().get(A1Policy.MIN);
		Integer max = (Integer) policy.statements().get(A1Policy.MAX);
		KpiSchema schema = this.schemas.get();
		int carrier = (schema != null) ? (int) schema.kpi(schema.actionIndex()).max() : Integer.MAX_VALUE;
		require(min == null || max == null || min <= max, A1Policy.MIN, "at most max, " + max, min);
		require(max == null || max <= carrier, A1Policy.MAX, "at most the carrier's " + carrier + " PRBs", max);
		int most = Math.min(carrier, this.settings.actions().max());
		require(min == null || min <= most, A1Policy.MIN, "at most the " + most + " PRBs of carrier and configuration",
				min);
		int least = this.settings.actions().min();
		require(max == null || max >= least, A1Policy.MAX, least + " or more (presage.action.min-prbs)", max);
	}

	private static void kpis(A1Policy policy, KpiSchema schema) {
		List<String> all = schema.kpis().stream().map(Kpi::name).toList();
		List<String> predicted = all.stream().filter((kpi) -> !kpi.equals(schema.action())).toList();
		policy.statements().forEach((path, said) -> {
			if (path.startsWith(A1Policy.WEIGHT)) {
				require(all.contains(path.substring(A1Policy.WEIGHT.length())), path,
						"a KPI of the model, one of " + all, said);
			}
		});
		JsonNode limits = policy.payload().path("sla_limits");
		for (int i = 0; i < limits.size(); i++) {
			String kpi = limits.get(i).path("kpi").asString();
			require(predicted.contains(kpi), "sla_limits[" + i + "].kpi",
					"a KPI that the model predicts, one of " + predicted, kpi);
		}
	}

	private static void require(boolean holds, String path, String expected, @Nullable Object found) {
		if (!holds) {
			throw new PolicyRefused(PolicyRefused.Reason.MEANING, "$." + path, expected, String.valueOf(found));
		}
	}

}
