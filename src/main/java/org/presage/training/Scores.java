package org.presage.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.presage.worldmodel.Calibration;

/**
 * Errors of one forecaster over many windows, in train standard deviations. The root mean
 * square is taken per KPI and step first and averaged then, over the KPIs that were
 * observed.
 */
public final class Scores {

	private final Dataset data;

	private final Calibration calibration;

	private final int horizon;

	private final int targets;

	private final double[] squared;

	private final double[] absolute;

	private final double[] crps;

	private final long[] count;

	private final double[] squaredOnChange;

	private final long[] countOnChange;

	private final long[][] covered;

	Scores(Dataset data, Calibration calibration) {
		this.data = data;
		this.calibration = calibration;
		this.horizon = data.horizon();
		this.targets = data.schema().targets();
		int size = this.horizon * this.targets;
		this.squared = new double[size];
		this.absolute = new double[size];
		this.crps = new double[size];
		this.count = new long[size];
		this.squaredOnChange = new double[size];
		this.countOnChange = new long[size];
		this.covered = new long[calibration.levels().length][size];
	}

	void add(WindowBatch batch, float[] mean, float[] deviation) {
		int size = this.horizon * this.targets;
		for (int i = 0; i < batch.count() * size; i++) {
			float truth = batch.truth()[i];
			if (Float.isNaN(truth)) {
				continue;
			}
			int at = i % size;
			double error = truth - mean[i];
			this.squared[at] += error * error;
			this.absolute[at] += Math.abs(error);
			this.crps[at] += Gaussian.crps(error, deviation[i]);
			this.count[at]++;
			if (batch.changed(i / size)) {
				this.squaredOnChange[at] += error * error;
				this.countOnChange[at]++;
			}
			for (int level = 0; level < this.covered.length; level++) {
				double reach = this.calibration.factor(level, at / this.targets, at % this.targets) * deviation[i];
				this.covered[level][at] += (Math.abs(error) <= reach) ? 1 : 0;
			}
		}
	}

	/** Root mean square error, averaged over KPIs and steps. */
	public double rmse() {
		return average(this.squared, this.count, -1, -1, true);
	}

	/**
	 * As {@link #rmse()}, over the windows in which the action changes at the first step;
	 * NaN without any.
	 */
	public double rmseOnActionChange() {
		return average(this.squaredOnChange, this.countOnChange, -1, -1, true);
	}

	public double mae() {
		return average(this.absolute, this.count, -1, -1, false);
	}

	public double crps() {
		return average(this.crps, this.count, -1, -1, false);
	}

	/** Root mean square error of one target at one step; −1 averages over all. */
	public double rmse(int step, int target) {
		return average(this.squared, this.count, step, target, true);
	}

	public double mae(int step, int target) {
		return average(this.absolute, this.count, step, target, false);
	}

	/**
	 * Share of truths inside the calibrated interval of a level; a target of −1 averages
	 * over all.
	 */
	public double coverage(int level, int target) {
		double sum = 0;
		int used = 0;
		for (int i = 0; i < this.count.length; i++) {
			if (counts(i, -1, target, this.count)) {
				sum += (double) this.covered[level][i] / this.count[i];
				used++;
			}
		}
		return sum / used;
	}

	private boolean counts(int i, int step, int target, long[] counts) {
		boolean wanted = (step < 0 || i / this.targets == step) && (target < 0 || i % this.targets == target);
		return wanted && counts[i] > 0 && this.data.targetObserved(i % this.targets);
	}

	private double average(double[] sums, long[] counts, int step, int target, boolean root) {
		double sum = 0;
		int used = 0;
		for (int i = 0; i < sums.length; i++) {
			if (counts(i, step, target, counts)) {
				double mean = sums[i] / counts[i];
				sum += root ? Math.sqrt(mean) : mean;
				used++;
			}
		}
		return sum / used;
	}

	/**
	 * The scores in the layout of {@code evaluate --json}; a value that could not be had
	 * is "NaN".
	 */
	public Map<String, Object> toMap(double persistence, double varx) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("rmse", number(rmse()));
		map.put("mae", number(mae()));
		map.put("crps", number(crps()));
		map.put("rmse_by_step", IntStream.range(0, this.horizon).mapToObj((h) -> number(rmse(h, -1))).toList());
		map.put("rmse_on_action_change", number(rmseOnActionChange()));
		Map<String, Object> coverage = new LinkedHashMap<>();
		for (int level = 0; level < this.covered.length; level++) {
			coverage.put(Long.toString(Math.round(100 * this.calibration.levels()[level])),
					number(coverage(level, -1)));
		}
		map.put("coverage", coverage);
		Map<String, Object> perKpi = new LinkedHashMap<>();
		int ninety = this.calibration.indexOf(0.9);
		for (int y = 0; y < this.targets; y++) {
			if (this.data.targetObserved(y)) {
				Map<String, Object> kpi = new LinkedHashMap<>();
				kpi.put("rmse", number(rmse(-1, y)));
				kpi.put("mae", number(mae(-1, y)));
				kpi.put("coverage90", number(coverage(ninety, y)));
				perKpi.put(this.data.schema().kpi(this.data.schema().frameIndex(y)).name(), kpi);
			}
		}
		map.put("per_kpi", perKpi);
		map.put("skill_vs_persistence", number(1 - rmse() / persistence));
		map.put("skill_vs_varx", number(1 - rmse() / varx));
		return map;
	}

	private static Object number(double value) {
		return Double.isFinite(value) ? (Object) (Math.round(value * 1e6) / 1e6) : "NaN";
	}

}
