/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.ArrayList;
import java.util.List;

import org.presage.kpi.KpiSchema;
import org.presage.kpi.OutageRule;
import org.presage.kpi.SlaRule;

/**
 * How often a model finds that more PRBs help: in which share of the contexts the KPI is
 * not worse, on the mean over the horizon, with the {@link PlanEffects PRBs} that these
 * compare.
 *
 * <p>
 * What is better follows from the schema, first rule first. A KPI with a maximum in the
 * service level agreement should be low, one with a minimum high; the KPI that an outage
 * says is served should be high, the one that is queued low; of others the sign of the
 * default weight in the reward says it. KPIs with both bounds or with none of these are
 * not checked. More PRBs do not make every KPI better: with more of them, power per PRB
 * and so SINR may fall. So KPIs that are not in the agreement count only where the
 * champion finds in at least 90 % of the contexts that more PRBs help.
 */
final class PrbSigns {

	/** By which the share may be below the champion's. */
	private static final double LESS = 0.01;

	/** Share of the contexts in which the champion must find that more PRBs help. */
	private static final double CLEAR = 0.9;

	/** Standard deviations that are rounding. */
	private static final double ROUNDING = 1e-5;

	private PrbSigns() {
	}

	/** Compares the shares of a challenger with those of the champion. */
	static Check check(PlanEffects champion, PlanEffects challenger, KpiSchema schema) {
		double[] expected = shares(champion, schema);
		double[] found = shares(challenger, schema);
		List<String> bounds = new ArrayList<>();
		List<String> shares = new ArrayList<>();
		boolean passed = true;
		for (int y = 0; y < expected.length; y++) {
			String kpi = schema.kpi(schema.frameIndex(y)).name();
			if (better(schema, kpi) == 0 || !inAgreement(schema, kpi) && !(expected[y] >= CLEAR)) {
				continue;
			}
			// NaN, without any context, does not pass.
			passed &= found[y] >= expected[y] - LESS;
			bounds.add(kpi + " " + ChallengerChecks.percent(expected[y] - LESS));
			shares.add(kpi + " " + ChallengerChecks.percent(found[y]));
		}
		return new Check("signs", passed, "more PRBs do not harm in at least: " + String.join(", ", bounds),
				String.join(", ", shares));
	}

	/** 1 for a KPI that should be high, −1 for one that should be low, 0 if unknown. */
	static int better(KpiSchema schema, String kpi) {
		boolean low = schema.sla().stream().anyMatch((rule) -> rule.kpi().equals(kpi) && rule.max() != null);
		boolean high = schema.sla().stream().anyMatch((rule) -> rule.kpi().equals(kpi) && rule.min() != null);
		if (low || high) {
			return (high ? 1 : 0) - (low ? 1 : 0);
		}
		OutageRule outage = schema.outage();
		if (outage != null && (outage.served().equals(kpi) || outage.queued().equals(kpi))) {
			return outage.served().equals(kpi) ? 1 : -1;
		}
		return (int) Math.signum(schema.reward().getOrDefault(kpi, 0.0));
	}

	private static boolean inAgreement(KpiSchema schema, String kpi) {
		return schema.sla().stream().map(SlaRule::kpi).anyMatch(kpi::equals);
	}

	/** Share of the contexts for each target; NaN where there is none. */
	private static double[] shares(PlanEffects effects, KpiSchema schema) {
		double[] shares = new double[schema.targets()];
		for (int y = 0; y < shares.length; y++) {
			int better = better(schema, schema.kpi(schema.frameIndex(y)).name());
			long good = 0;
			for (int i = 0; i < effects.contexts(); i++) {
				good += (better * effects.mean(i, y) >= -ROUNDING) ? 1 : 0;
			}
			shares[y] = ChallengerChecks.share(good, effects.contexts());
		}
		return shares;
	}

}
