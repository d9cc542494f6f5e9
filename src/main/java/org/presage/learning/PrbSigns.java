/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.ArrayList;
import java.util.List;

import org.presage.control.PlanEvaluator;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.OutageRule;
import org.presage.kpi.SlaRule;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.WorldModel;

/**
 * How often a model finds that more PRBs help: in which share of the contexts the KPI is
 * not worse, on the mean over the horizon, when a tenth of the range of the PRBs more is
 * held than now.
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

	/** Share of the range of the PRBs. */
	private static final double STEP = 0.1;

	/** Standard deviations that are rounding. */
	private static final double ROUNDING = 1e-5;

	private PrbSigns() {
	}

	/** Compares the shares of a challenger with those of the champion. */
	static Check check(WorldModel champion, WorldModel challenger, float[][] windows) {
		ModelManifest manifest = champion.manifest();
		KpiSchema schema = manifest.schema();
		double[] expected = shares(champion, windows, manifest);
		double[] found = shares(challenger, windows, manifest);
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

	/**
	 * Share of the contexts for each target; NaN where there is none.
	 * @param range manifest with the range of the PRBs and what is better
	 */
	private static double[] shares(WorldModel model, float[][] windows, ModelManifest range) {
		KpiSchema schema = range.schema();
		Kpi action = schema.kpi(schema.actionIndex());
		int horizon = range.network().horizon();
		int last = (range.network().window() - 1) * schema.size() + schema.actionIndex();
		double step = STEP * (range.actionMax() - range.actionMin());
		long[] good = new long[schema.targets()];
		long contexts = 0;
		float[] plans = new float[2 * horizon];
		try (PlanEvaluator evaluator = new PlanEvaluator(model, 1, 2)) {
			for (float[] window : windows) {
				float now = window[last];
				if (!action.admits(now) || Float.isNaN(now)) {
					continue;
				}
				contexts++;
				// At the upper end it is the step up to it that counts.
				float fewer = (float) Math.clamp(now, range.actionMin(), range.actionMax() - step);
				for (int h = 0; h < horizon; h++) {
					plans[h] = fewer;
					plans[horizon + h] = (float) (fewer + step);
				}
				evaluator.window(0, window, 0);
				evaluator.encode(1);
				evaluator.plans(0, 2, plans, 0);
				count(schema, evaluator.predict(1, 2), good);
			}
		}
		double[] shares = new double[good.length];
		for (int y = 0; y < good.length; y++) {
			shares[y] = ChallengerChecks.share(good[y], contexts);
		}
		return shares;
	}

	private static void count(KpiSchema schema, Prediction prediction, long[] good) {
		for (int y = 0; y < good.length; y++) {
			double change = 0;
			for (int h = 0; h < prediction.horizon(); h++) {
				change += prediction.mean()[prediction.index(1, h, y)] - prediction.mean()[prediction.index(0, h, y)];
			}
			int better = better(schema, schema.kpi(schema.frameIndex(y)).name());
			good[y] += (better * change / prediction.horizon() >= -ROUNDING) ? 1 : 0;
		}
	}

}
