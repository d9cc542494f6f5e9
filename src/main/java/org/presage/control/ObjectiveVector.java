/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;

import org.presage.base.InvalidInputException;
import org.presage.planner.ActionSpace;
import org.presage.planner.Limit;
import org.presage.planner.Reward;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ProposalSpec;

/**
 * The objective of one cell or slice as D = 5·Y + 10 numbers, which a model's proposals
 * read: an operator's changed intent is another vector, not another model. Weights and
 * costs are divided by the sum of the sizes of all weights, because what is best does not
 * depend on their common scale. First five numbers for each of the Y predicted KPIs, in
 * the order of the schema:
 * <ol>
 * <li>weight, −1 to 1</li>
 * <li>weight at the end of the horizon, −1 to 1</li>
 * <li>least admissible value of the chance constraints: distance above −4 standard
 * deviations as a share of 8, 0 (none) to 1</li>
 * <li>greatest admissible value: distance below 4 standard deviations as a share of 8, 0
 * (none) to 1</li>
 * <li>ε of the constraint, 0 to 1; 0 where there is none. Of several constraints on a KPI
 * the tightest bounds and the smallest ε</li>
 * </ol>
 * Then ten numbers of the cell:
 * <ol>
 * <li>weight of the PRBs, −1 to 1</li>
 * <li>cost of a change, 0 to 1</li>
 * <li>logarithm of 1 + the cost of a broken SLA, 0 to 10. The SLA's own limits are the
 * model's and never change</li>
 * <li>logarithm of 1 + the cost of a broken chance constraint, 0 to 10</li>
 * <li>risk κ as κ / (1 + κ), 0 to 1</li>
 * <li>fewest PRBs as a share of the range that the model was trained on, 0 to 1</li>
 * <li>most PRBs, the same</li>
 * <li>largest step as a share of the span between both, 0 to 1; 1 for no limit</li>
 * <li>PRBs in force as a share of the same span, −1 (below it) to 2; 0.5 if not
 * known</li>
 * <li>whether the PRBs in force are known, 0 or 1</li>
 * </ol>
 * What corrects the forecasts is not among them. Immutable.
 */
public final class ObjectiveVector {

	/** Number of this layout; another order or meaning gets another number. */
	public static final int LAYOUT = 1;

	private static final int OF_KPI = 5;

	private static final int OF_CELL = 10;

	/** Standard deviations beyond which a bound is none. */
	private static final double FURTHEST = 4;

	private static final double LARGEST = 10;

	private final int targets;

	private final double actionMin;

	private final double actionSpan;

	/**
	 * @throws InvalidInputException naming the field of the manifest, if the model's
	 * proposals read another layout
	 */
	public ObjectiveVector(ModelManifest manifest) {
		this.targets = manifest.schema().targets();
		this.actionMin = manifest.actionMin();
		this.actionSpan = Math.max(1, manifest.actionMax() - manifest.actionMin());
		ProposalSpec spec = manifest.proposals();
		if (spec != null) {
			require(spec);
		}
	}

	/** Length of the vector, D. */
	public int size() {
		return OF_KPI * this.targets + OF_CELL;
	}

	private void require(ProposalSpec spec) {
		if (spec.layout() != LAYOUT) {
			throw new InvalidInputException("proposals.layout",
					"layout " + LAYOUT + " of the objective, or a configuration without proposals", spec.layout());
		}
		if (spec.objective() != size()) {
			throw new InvalidInputException("proposals.objective",
					size() + " numbers, or a configuration without proposals", spec.objective());
		}
	}

	/**
	 * Writes the vector of one cell or slice.
	 * @param inForce PRBs, NaN if not known
	 * @param to receives D numbers from {@code offset} on
	 */
	public void write(Reward reward, ActionSpace bounds, float inForce, float[] to, int offset) {
		double scale = scale(reward);
		for (int y = 0; y < this.targets; y++) {
			int at = offset + OF_KPI * y;
			to[at] = (float) (reward.targets()[y] / scale);
			to[at + 1] = (float) (reward.terminal()[y] / scale);
			to[at + 2] = 0;
			to[at + 3] = 0;
			to[at + 4] = 0;
		}
		if (reward.chance() > 0) {
			limits(reward.chances(), to, offset);
		}
		int at = offset + OF_KPI * this.targets;
		to[at++] = (float) (reward.action() / scale);
		to[at++] = (float) (reward.change() / scale);
		to[at++] = cost(reward.sla(), scale);
		to[at++] = cost(reward.chance(), scale);
		to[at++] = (float) (reward.risk() / (1 + reward.risk()));
		to[at++] = (float) ((bounds.min() - this.actionMin) / this.actionSpan);
		to[at++] = (float) ((bounds.max() - this.actionMin) / this.actionSpan);
		float span = Math.max(1, bounds.max() - bounds.min());
		to[at++] = (bounds.maxStep() > 0) ? Math.min(1, bounds.maxStep() / span) : 1;
		to[at++] = Float.isNaN(inForce) ? 0.5f : Math.clamp((inForce - bounds.min()) / span, -1, 2);
		to[at] = Float.isNaN(inForce) ? 0 : 1;
	}

	/** Without any weight, costs are compared with each other. */
	private static double scale(Reward reward) {
		double sum = Math.abs(reward.action()) + reward.change();
		for (int y = 0; y < reward.targets().length; y++) {
			sum += Math.abs(reward.targets()[y]) + Math.abs(reward.terminal()[y]);
		}
		sum = (sum > 0) ? sum : reward.sla() + reward.chance();
		return (sum > 0) ? sum : 1;
	}

	private static float cost(double penalty, double scale) {
		return (float) Math.min(LARGEST, Math.log1p(penalty / scale));
	}

	private static void limits(List<Limit> limits, float[] to, int offset) {
		for (int l = 0; l < limits.size(); l++) {
			Limit limit = limits.get(l);
			int at = offset + OF_KPI * limit.target();
			boolean first = firstOfItsKpi(limits, l);
			to[at + 2] = Math.max(to[at + 2], tightness(limit.min()));
			to[at + 3] = Math.max(to[at + 3], tightness(-limit.max()));
			to[at + 4] = first ? (float) limit.epsilon() : Math.min(to[at + 4], (float) limit.epsilon());
		}
	}

	/**
	 * Not read from what is written: a bound beyond what counts writes 0, as none does.
	 */
	private static boolean firstOfItsKpi(List<Limit> limits, int place) {
		for (int l = 0; l < place; l++) {
			if (limits.get(l).target() == limits.get(place).target()) {
				return false;
			}
		}
		return true;
	}

	/** How far a least value lies above the least that counts. */
	private static float tightness(double least) {
		return (float) ((Math.clamp(least, -FURTHEST, FURTHEST) + FURTHEST) / (2 * FURTHEST));
	}

}
