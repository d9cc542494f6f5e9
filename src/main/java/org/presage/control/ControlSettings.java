package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.KpiSchema;
import org.presage.kpi.SlaRule;
import org.presage.kpi.Standardizer;
import org.presage.planner.CemSettings;
import org.presage.planner.Reward;

/**
 * How the loop decides.
 *
 * @param budgetNs from receipt to decision
 * @param maxCells more are refused
 * @param windowCapacity frames kept of each cell; no model may want more
 * @param gapSteps a pause of more than this many intervals restarts a window
 * @param silentNs a cell that is silent for longer is forgotten
 * @param maxAgeMs an older frame is not acted upon; 0 for no limit
 * @param minPrbs fewest PRBs that may be decided
 * @param maxPrbs most PRBs that may be decided
 * @param maxStep largest change in one decision; 0 for no limit
 * @param cem search of the planner
 * @param knots of a plan
 * @param weights of the reward by KPI name, over the model's own
 * @param changeCost of the reward, see {@link Reward}
 * @param slaPenalty cost of an interval that breaks the model's service level agreement
 * @param risk of the reward, see {@link Reward}
 * @param surpriseLimit a cell whose surprise is above is held; 0 for no limit
 * @param onlineCalibration whether each cell's intervals follow their errors, see
 * {@link org.presage.worldmodel.OnlineCalibration}
 */
public record ControlSettings(long budgetNs, int maxCells, int windowCapacity, int gapSteps, long silentNs,
		long maxAgeMs, int minPrbs, int maxPrbs, int maxStep, CemSettings cem, int knots, Map<String, Double> weights,
		double changeCost, double slaPenalty, double risk, double surpriseLimit, boolean onlineCalibration) {

	/** The published cost of a change. */
	public static final double CHANGE_COST = 0.05;

	/**
	 * Ours, in addition to the published weights: those alone are best served by starving
	 * the cell, which keeps its SINR high and its users waiting.
	 */
	public static final double SLA_PENALTY = 10;

	/** The defaults, for tools and tests. */
	public static ControlSettings defaults() {
		return new ControlSettings(10_000_000, 10_000, 64, 3, 60_000_000_000L, 10_000, 1, 275, 0,
				CemSettings.efficient(1), 3, Map.of(), CHANGE_COST, SLA_PENALTY, 0.1, 9, true);
	}

	/** The same with another cost of a broken agreement. */
	public ControlSettings withSlaPenalty(double penalty) {
		return new ControlSettings(this.budgetNs, this.maxCells, this.windowCapacity, this.gapSteps, this.silentNs,
				this.maxAgeMs, this.minPrbs, this.maxPrbs, this.maxStep, this.cem, this.knots, this.weights,
				this.changeCost, penalty, this.risk, this.surpriseLimit, this.onlineCalibration);
	}

	/** The same with other weights of the reward. */
	public ControlSettings withWeights(Map<String, Double> others) {
		return new ControlSettings(this.budgetNs, this.maxCells, this.windowCapacity, this.gapSteps, this.silentNs,
				this.maxAgeMs, this.minPrbs, this.maxPrbs, this.maxStep, this.cem, this.knots, Map.copyOf(others),
				this.changeCost, this.slaPenalty, this.risk, this.surpriseLimit, this.onlineCalibration);
	}

	/** The reward for a schema: its own weights, the operator's over them. */
	public Reward reward(KpiSchema schema, Standardizer scaler) {
		double[] targets = new double[schema.targets()];
		for (int y = 0; y < targets.length; y++) {
			targets[y] = weight(schema, schema.kpi(schema.frameIndex(y)).name());
		}
		return new Reward(targets, weight(schema, schema.action()), this.changeCost,
				schema.sla().isEmpty() ? 0 : this.slaPenalty, limits(schema, scaler), this.risk);
	}

	private static List<Reward.Limit> limits(KpiSchema schema, Standardizer scaler) {
		List<Reward.Limit> limits = new ArrayList<>();
		for (SlaRule rule : schema.sla()) {
			int kpi = schema.indexOf(rule.kpi());
			if (kpi != schema.actionIndex()) {
				limits.add(new Reward.Limit(schema.targetOf(rule.kpi()),
						(rule.min() != null) ? scaler.standardize(kpi, rule.min().floatValue())
								: Double.NEGATIVE_INFINITY,
						(rule.max() != null) ? scaler.standardize(kpi, rule.max().floatValue())
								: Double.POSITIVE_INFINITY));
			}
		}
		return limits;
	}

	private double weight(KpiSchema schema, String kpi) {
		@Nullable Double own = this.weights.get(kpi);
		return (own != null) ? own : schema.reward().getOrDefault(kpi, 0.0);
	}

}
